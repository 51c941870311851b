//! The parse of one sentence: who hangs on whom.

use super::{
    Relation,
    transition::{NONE, State},
};
use crate::text::Sentence;
use std::ops::Range;

/// A dependency tree over the tokens of one sentence. Tokens are named by their index in the document.
///
/// The tree is projective: every subtree is a stretch of tokens without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    tokens: Range<usize>,
    nodes: Vec<Node>,
}

/// One token of the tree; words as indices into the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    /// [`NONE`] for the head of the sentence.
    head: usize,
    relation: Relation,
    /// Its subtree.
    first: usize,
    last: usize,
}

impl Parse {
    pub(super) fn of(sentence: &Sentence, state: &State) -> Self {
        let words = sentence.range().len();
        let mut nodes: Vec<Node> = (state.nodes.iter().take(words).enumerate())
            .map(|(at, node)| Node {
                head: if node.head < words { node.head } else { NONE },
                relation: node.relation,
                first: at,
                last: at,
            })
            .collect();
        widen(&mut nodes);
        Self {
            tokens: sentence.range(),
            nodes,
        }
    }

    /// The tokens of the sentence.
    pub fn tokens(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// The head of a token; none for the head of the sentence and for tokens of other sentences.
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.node(token)?.head;
        (head != NONE).then(|| self.tokens.start + head)
    }

    /// How a token hangs on its head; [`Relation::Dep`] for tokens of other sentences.
    pub fn relation(&self, token: usize) -> Relation {
        self.node(token).map_or(Relation::Dep, |node| node.relation)
    }

    /// A token with all that hangs on it, directly and not.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let node = self.node(token);
        node.map_or(0..0, |node| {
            self.tokens.start + node.first..self.tokens.start + node.last + 1
        })
    }

    /// The tokens that hang on a token directly, from left to right.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(token)
            .filter(move |&child| self.head(child) == Some(token))
    }

    /// The first token that hangs on `token` directly by `relation`.
    pub fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token)
            .find(|&child| self.relation(child) == relation)
    }

    /// The head of the sentence.
    pub fn root(&self) -> Option<usize> {
        let at = self.nodes.iter().position(|node| node.head == NONE)?;
        Some(self.tokens.start + at)
    }

    /// The heads above a token, the nearest first.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&above| self.head(above))
    }

    fn node(&self, token: usize) -> Option<&Node> {
        self.nodes.get(token.checked_sub(self.tokens.start)?)
    }
}

/// Widens every subtree to cover those of its dependents, the innermost first: left to right serves the
/// words before their heads, right to left those after them, each word being done when its head is reached.
fn widen(nodes: &mut [Node]) {
    let forward = 0..nodes.len();
    for at in forward.clone() {
        hand_up(nodes, at, |at, head| at < head);
    }
    for at in forward.rev() {
        hand_up(nodes, at, |at, head| at > head);
    }
}

fn hand_up(nodes: &mut [Node], at: usize, applies: impl Fn(usize, usize) -> bool) {
    let Some(&node) = nodes.get(at) else { return };
    if node.head == NONE || !applies(at, node.head) {
        return;
    }
    if let Some(head) = nodes.get_mut(node.head) {
        head.first = head.first.min(node.first);
        head.last = head.last.max(node.last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree with these heads (1-based, 0 = none), tokens beginning at 10.
    fn tree(heads: &[usize]) -> Parse {
        let mut nodes: Vec<Node> = (heads.iter().enumerate())
            .map(|(at, &head)| Node {
                head: head.checked_sub(1).unwrap_or(NONE),
                relation: Relation::Dep,
                first: at,
                last: at,
            })
            .collect();
        widen(&mut nodes);
        Parse {
            tokens: 10..10 + heads.len(),
            nodes,
        }
    }

    #[test]
    fn subtrees_cover_all_that_hangs_below() {
        // The old man | said | that she left
        let parse = tree(&[3, 3, 4, 0, 7, 7, 4]);
        assert_eq!(parse.root(), Some(13));
        assert_eq!(parse.subtree(13), 10..17);
        assert_eq!(parse.subtree(12), 10..13);
        assert_eq!(parse.subtree(16), 14..17);
        assert_eq!(parse.children(13).collect::<Vec<_>>(), [12, 16]);
        assert_eq!(parse.ancestors(14).collect::<Vec<_>>(), [16, 13]);
    }

    #[test]
    fn tokens_of_other_sentences_have_no_place() {
        let parse = tree(&[2, 0]);
        assert_eq!(
            (parse.head(9), parse.head(12), parse.subtree(3)),
            (None, None, 0..0)
        );
        assert_eq!(parse.head(10), Some(11));
    }
}
