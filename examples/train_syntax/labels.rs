//! Reads labelled text: the teacher's labels (label.py), or a treebank in CoNLL-U.

use crate::Failure;
use copydesk::syntax::{
    Relation, Tag,
    training::{LabelledSentence, LabelledToken},
};
use std::fs;

/// The sentences of a file.
pub(crate) fn read(path: &str) -> Result<Vec<LabelledSentence>, Failure> {
    let text = fs::read_to_string(path)?;
    let mut sentences = vec![Vec::new()];
    let mut spaced = true;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.is_empty() {
            sentences.push(Vec::new());
            spaced = true;
        } else if let (Some(token), Some(sentence)) =
            (token(line, &mut spaced), sentences.last_mut())
        {
            sentence.push(token);
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    Ok(sentences)
}

fn token(line: &str, spaced: &mut bool) -> Option<LabelledToken> {
    let columns: Vec<&str> = line.split('\t').collect();
    match *columns.as_slice() {
        [text, before, tag, head, relation, _lemma] => Some(LabelledToken {
            text: text.to_owned(),
            spaced: before == "1",
            tag: Tag::named(tag).unwrap_or(Tag::Other),
            head: head.parse::<usize>().ok()?.checked_sub(1),
            relation: Relation::named(relation).unwrap_or(Relation::Dep),
        }),
        // CoNLL-U; its relations are of another scheme.
        [id, text, _, _, tag, _, head, _, _, misc]
            if id.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            let token = LabelledToken {
                text: text.to_owned(),
                spaced: *spaced,
                tag: Tag::named(tag).unwrap_or(Tag::Other),
                head: head.parse::<usize>().ok()?.checked_sub(1),
                relation: Relation::Dep,
            };
            *spaced = !misc.contains("SpaceAfter=No");
            Some(token)
        }
        _ => None,
    }
}
