//! Who is the source? Scored on invented articles, and on labelled mentions of articles that are not part of this
//! repository. The mentions are given; who and what each one is is found.
//!
//! `make score-sources` prints every miss and writes `docs/scores/sources.md`.

#[cfg(test)]
mod annotated;
#[cfg(test)]
mod invented;
#[cfg(test)]
mod score;

use score::{Scores, Verdict};
use std::path::Path;

/// Shares of invented mentions, in percent, below which a change is no improvement.
const FLOOR: [(&str, f64); 3] = [("resolved", 80.0), ("kind", 88.0), ("named", 84.0)];

#[test]
fn invented_articles_keep_their_scores() {
    let verdicts = invented::verdicts();
    let scores = Scores::of(&verdicts);
    println!("{scores}");
    for (measure, floor) in FLOOR {
        let share = scores.share("invented", measure);
        assert!(
            share >= floor,
            "{measure} fell to {share:.1} %:\n{}",
            misses(&verdicts)
        );
    }
}

#[test]
fn labelled_mentions_keep_their_scores() {
    let Some(verdicts) = annotated::verdicts() else {
        println!("skipped: the annotated articles are not here, see COPYDESK_SHARED");
        return;
    };
    let scores = Scores::of(&verdicts);
    println!("{scores}");
    let share = scores.share("labelled, kept apart", "resolved");
    assert!(share >= 80.0, "resolved fell to {share:.1} %");
}

#[test]
#[ignore = "writes docs/scores/sources.md: make score-sources"]
fn write_the_scores() {
    let mut verdicts = invented::verdicts();
    verdicts.extend(annotated::verdicts().unwrap_or_default());
    let shown = |verdict: &&Verdict| verdict.may_be_shown;
    println!(
        "{}",
        misses(&verdicts.iter().filter(shown).cloned().collect::<Vec<_>>())
    );
    let scores = Scores::of(&verdicts);
    println!("{scores}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scores/sources.md");
    std::fs::write(path, score::page(&scores)).expect("docs/scores can be written");
}

fn misses(verdicts: &[Verdict]) -> String {
    let wrong = verdicts.iter().filter(|verdict| !verdict.is_right());
    wrong.map(ToString::to_string).collect::<Vec<_>>().join(
        "
",
    )
}
