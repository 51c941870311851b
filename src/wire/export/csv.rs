//! Tables for spreadsheets (RFC 4180): one row an attribution, or one row a source.

use super::{source_of, words};
use crate::article::Article;
use crate::attribution::Source;
use crate::report::Report;
use crate::wire::names;
use crate::wire::positions::Positions;

/// The columns of [`attributions`].
pub const ATTRIBUTIONS: &str = "article,attribution,type,act,source,source_label,source_type,named,anonymous,mention,cue,content,start,end,confidence,rule";

/// The columns of [`sources`].
pub const SOURCES: &str =
    "article,source,label,name,type,named,anonymous,role,mentions,attributions";

/// One row an attribution, without the head. `start` and `end` are code points of the content.
pub fn attributions(article: &Article, report: &Report) -> Vec<u8> {
    let positions = Positions::of(&article.text);
    let attributed = &report.attributed;
    let rows = attributed
        .attributions
        .iter()
        .zip(1..)
        .map(|(one, number)| {
            let source = source_of(attributed, one);
            let hull = one.content.iter().copied().reduce(crate::text::Span::hull);
            let place = |at: Option<u32>| {
                at.map(|at| positions.at(at).code_points.to_string())
                    .unwrap_or_default()
            };
            let flag = |is: fn(&Source) -> bool| source.map(|source| is(source).to_string());
            row(&[
                article.id.clone(),
                format!("a{number}"),
                names::quoting(one.quoting).to_owned(),
                names::act(one.act).to_owned(),
                one.source
                    .map(|id| format!("s{}", id.0 + 1))
                    .unwrap_or_default(),
                source
                    .map(|source| source.label.clone())
                    .unwrap_or_default(),
                source
                    .map(|source| names::source_kind(source.kind).to_owned())
                    .unwrap_or_default(),
                flag(Source::named).unwrap_or_default(),
                flag(|source| source.anonymous).unwrap_or_default(),
                words(&article.text, &one.mention),
                one.cue
                    .map(|cue| cue.of(&article.text).to_owned())
                    .unwrap_or_default(),
                words(&article.text, &one.content),
                place(hull.map(|hull| hull.start)),
                place(hull.map(|hull| hull.end)),
                format!("{:.2}", one.confidence),
                one.rule.to_string(),
            ])
        });
    rows.collect::<Vec<_>>().join("\r\n").into_bytes()
}

/// One row a source, without the head.
pub fn sources(article: &Article, report: &Report) -> Vec<u8> {
    let rows = report
        .attributed
        .sources
        .iter()
        .zip(1..)
        .map(|(source, number)| {
            row(&[
                article.id.clone(),
                format!("s{number}"),
                source.label.clone(),
                source.name.clone().unwrap_or_default(),
                names::source_kind(source.kind).to_owned(),
                source.named().to_string(),
                source.anonymous.to_string(),
                source.role.clone().unwrap_or_default(),
                source.mentions.len().to_string(),
                source.attributions.len().to_string(),
            ])
        });
    rows.collect::<Vec<_>>().join("\r\n").into_bytes()
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    cells.join(",")
}

/// A cell, quoted where it must be. Text that a spreadsheet would take for a formula gets an
/// apostrophe in front: articles come from outside.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if text.contains(['"', ',', '\n', '\r']) || !guard.is_empty() {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_doubled_and_formulas_disarmed() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("“No,” she said"), "\"“No,” she said\"");
        assert_eq!(cell("say \"no\""), "\"say \"\"no\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
    }
}
