//! What is understood of each real document of the shared collection, as a reviewed table.
//!
//! The table holds facts, counts and short hashes, no text of the documents.

use std::path::Path;

use copydesk::article::Article;
use copydesk::wire::{self, Envelope, Limits};

use crate::shared;

const TABLE: &str = include_str!("golden.tsv");

#[test]
fn every_real_document_is_understood_as_reviewed() {
    let Some(shared) = shared() else { return };
    let mut lines = vec![HEAD.to_owned()];
    let folder = shared.join("data/formats");
    for family in sorted(&folder).iter().filter(|path| path.is_dir()) {
        for file in sorted(family) {
            lines.push(row(&folder, &file));
        }
    }
    let seen = lines.join("\n") + "\n";
    if std::env::var_os("COPYDESK_SHOW_TABLE").is_some() {
        println!("{seen}");
    }
    for (expected, seen) in TABLE.lines().zip(seen.lines()) {
        assert_eq!(seen, expected);
    }
    assert_eq!(TABLE.lines().count(), seen.lines().count());
}

const HEAD: &str = "file\tformat\tprofile\tid\tversion\tdisposition\tembargo\tlanguage\theadline\tpeople\toutlet\tdateline\tblocks\twords\tfirst\tlast\tfurniture\tremarks";

fn row(folder: &Path, file: &Path) -> String {
    let name = file.strip_prefix(folder).unwrap().display().to_string();
    let body = std::fs::read(file).unwrap();
    match wire::decode(&body, &Envelope::default(), &Limits::default()) {
        Ok(article) => format!("{name}\t{}", facts(&article)),
        Err(refusal) => format!("{name}\trefused\t{refusal}"),
    }
}

fn facts(article: &Article) -> String {
    let words: Vec<&str> = article.text.split_whitespace().collect();
    let few = |part: &[&str]| hash(&part.join(" "));
    let people = article.byline.iter().flat_map(|byline| &byline.people);
    let language = article
        .language
        .as_ref()
        .map(|one| format!("{} {:?}", one.tag, one.basis));
    [
        article.format.clone(),
        shown(article.profile.as_ref()),
        article.id.clone(),
        shown(article.version.as_ref()),
        format!("{:?}", article.disposition()),
        shown(article.embargo.map(|one| shown(one.until)).as_ref()),
        shown(language.as_ref()),
        article.headline.as_deref().map_or("-".to_owned(), hash),
        people
            .map(|one| hash(&one.name))
            .collect::<Vec<_>>()
            .join(","),
        shown(article.outlet.as_ref()),
        article.dateline.as_deref().map_or("-".to_owned(), hash),
        article.blocks.len().to_string(),
        words.len().to_string(),
        few(words.get(..3).unwrap_or(&words)),
        few(words.get(words.len().saturating_sub(3)..).unwrap_or(&words)),
        article
            .furniture
            .iter()
            .map(|one| format!("{:?}", one.kind))
            .collect::<Vec<_>>()
            .join(","),
        article
            .remarks
            .iter()
            .map(|one| one.code)
            .chain((article.left > 0).then_some("more-items"))
            .collect::<Vec<_>>()
            .join(","),
    ]
    .join("\t")
}

fn shown(value: Option<impl std::fmt::Display>) -> String {
    value.map_or("-".to_owned(), |value| value.to_string())
}

/// Enough to notice a change, too little to read.
fn hash(text: &str) -> String {
    wire::content_sha256(text).chars().take(6).collect()
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}
