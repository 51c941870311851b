//! Damaged documents: whatever comes, the decoder answers, within its limits.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use copydesk::Desk;
use copydesk::wire::{self, Envelope, Limits, Provenance};
use fastrand::Rng;

use crate::{promise, shared};

/// How many in an ordinary run; `COPYDESK_MUTATIONS` asks for more.
const MUTATIONS: usize = 3_000;
/// Longer than any document of this size may take, even unoptimised and on a busy machine.
const PATIENCE: Duration = Duration::from_secs(5);
/// More MiB than all tests of this process may take together: documents of at most 1 MiB, one after the other.
const MOST_MEMORY: u64 = 600;

#[test]
fn whatever_comes_is_answered_in_time_and_within_its_size() {
    let count = std::env::var_os("COPYDESK_MUTATIONS")
        .and_then(|count| count.to_str()?.parse().ok())
        .unwrap_or(MUTATIONS);
    let corpus = corpus();
    let mut rng = Rng::with_seed(2026);
    let mut read = 0;
    let mut slowest = Duration::ZERO;
    for round in 0..count {
        let (name, original) = &corpus[round % corpus.len()];
        let mut body = original.clone();
        for _ in 0..=rng.usize(0..3) {
            damage(&mut body, &corpus, &mut rng);
        }
        let start = Instant::now();
        let articles = promise::keeps(&body, &envelope(&mut rng));
        let took = start.elapsed();
        slowest = slowest.max(took);
        assert!(took < PATIENCE, "{name}, round {round}: too slow");
        read += usize::from(articles > 0);
        if round % 20 == 0
            && let Ok(article) = wire::decode(&body, &Envelope::default(), &Limits::default())
        {
            let report = Desk::default().report(&article);
            let written = wire::encode(&article, &report, &Provenance::default());
            assert!(serde_json::from_slice::<serde_json::Value>(&written).is_ok());
        }
    }
    let peak = peak_memory();
    println!(
        "{count} damaged documents, {read} still articles, slowest {slowest:?}, peak memory {}",
        peak.map_or("unknown".to_owned(), |peak| format!("{peak} MiB"))
    );
    assert!(read > 0 && read < count);
    assert!(peak.is_none_or(|peak| peak < MOST_MEMORY));
}

/// Most memory of this process so far, in MiB; none where the system does not tell.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

#[test]
fn many_of_the_same_take_no_longer_than_anything_else() {
    for (number, document) in monotonous().iter().enumerate() {
        for content_type in ["", "text/html", "text/markdown", "text/plain"] {
            let start = Instant::now();
            let read = promise::as_type(document.as_bytes(), content_type);
            let took = start.elapsed();
            assert!(
                took < PATIENCE,
                "document {number} as {content_type:?} ({read} read): {took:?}"
            );
        }
    }
}

/// Documents that ask the same question over and over.
fn monotonous() -> Vec<String> {
    let many = |piece: &str| piece.repeat((1 << 18) / piece.len());
    let g2 = |piece: &str| {
        format!(
            "<newsItem><itemMeta>{}</itemMeta><contentMeta>{0}</contentMeta></newsItem>",
            piece.repeat(20_000)
        )
    };
    vec![
        many("###\n"),
        many("By Ada Berg\n"),
        many("a\n\n"),
        many("&amp;"),
        many("&#38;#"),
        many("<h1>"),
        format!("{}{}", "<h1>".repeat(25_000), "</main>".repeat(25_000)),
        format!("<html>{}", many("<p class='byline'>")),
        format!("<html>{}", many("<a href=\"")),
        format!("<html>{}", many("<!--")),
        format!("<html>{}", many("<script>")),
        format!(
            "{{\"uri\": \"a\", \"versioncreated\": \"x\", \"subject\": [{}{{}}]}}",
            "{\"name\": \"x\"},".repeat(20_000)
        ),
        format!("{{\"text\": \"a\"{}}}", numbered(50_000)),
        format!(
            "{{\"uri\": \"a\", \"by\": \"{}\", \"pubStatus\": \"usable\"}}",
            "Ada Berg and ".repeat(20_000)
        ),
        g2("<edNote>x</edNote>"),
        g2("<subject qcode='a:b'/>"),
        format!(
            "<nitf><body><body.content>{}</body.content></body></nitf>",
            "<p>a</p>".repeat(30_000)
        ),
        format!("<rss><channel>{}</channel></rss>", "<item/>".repeat(25_000)),
        format!(
            "<NewsML>{}</NewsML>",
            "<NewsItem><a/></NewsItem>".repeat(25_000)
        ),
        format!("[{}{{}}]", "{\"text\":\"a\"},".repeat(50_000)),
        format!(
            "{{\"@graph\": [{}{{}}]}}",
            "{\"@type\":\"Article\"},".repeat(20_000)
        ),
        format!(
            "<newsMessage>{}</newsMessage>",
            "<newsItem><contentMeta/></newsItem>".repeat(25_000)
        ),
        many("> - "),
        many("# a\n"),
        many("*_"),
        many("[a]("),
    ]
}

/// That many fields of different names.
fn numbered(count: usize) -> String {
    let fields: Vec<String> = (0..count).map(|n| format!(",\"k{n}\":1")).collect();
    fields.concat()
}

fn envelope(rng: &mut Rng) -> Envelope<'static> {
    let types = [
        None,
        None,
        None,
        Some("application/json"),
        Some("text/xml; charset=utf-16"),
        Some("text/html; charset=\"windows-1252\""),
        Some("text/plain; charset=shift_jis"),
        Some("text/markdown"),
    ];
    Envelope {
        content_type: types[rng.usize(0..types.len())],
        ..Envelope::default()
    }
}

/// Every document of these tests, the examples, and the shared collection where there is one.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    gather(&root.join("tests/wire/documents"), &mut files);
    gather(&root.join("examples/articles"), &mut files);
    if let Some(shared) = shared() {
        gather(&shared.join("data/formats"), &mut files);
    }
    files.sort();
    files
        .into_iter()
        .map(|file| (file.display().to_string(), std::fs::read(file).unwrap()))
        .collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// One piece of damage.
fn damage(body: &mut Vec<u8>, corpus: &[(String, Vec<u8>)], rng: &mut Rng) {
    if body.is_empty() {
        body.push(b'<');
    }
    let at = rng.usize(0..body.len());
    match rng.usize(0..11) {
        0 => body[at] ^= 1 << rng.usize(0..8),
        1 => body.truncate(at),
        2 => {
            let end = (at + rng.usize(1..64)).min(body.len());
            body.drain(at..end);
        }
        3 => swap_tags(body, rng),
        4 => insert(body, at, &b"<b>".repeat(rng.usize(1..4000))),
        5 => insert(body, at, &b"[{\"a\":".repeat(rng.usize(1..200))),
        6 => insert(
            body,
            at,
            format!(" x=\"{}\"", "y".repeat(rng.usize(1..100_000))).as_bytes(),
        ),
        7 => {
            let (_, other) = &corpus[rng.usize(0..corpus.len())];
            let from = rng.usize(0..other.len());
            insert(body, at, &other[from..(from + 300).min(other.len())]);
        }
        8 => {
            let units = String::from_utf8_lossy(body).into_owned();
            *body = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        9 => insert(body, at, &[rng.u8(..), rng.u8(..), rng.u8(..), rng.u8(..)]),
        _ => {
            let signs = [
                "&#0;",
                "&#x110000;",
                "&nosuch;",
                "&&&",
                "\u{202e}",
                "“",
                "\\ud800",
                "]]>",
                "<!--",
                "<![CDATA[",
            ];
            insert(body, at, signs[rng.usize(0..signs.len())].as_bytes());
        }
    }
}

fn insert(body: &mut Vec<u8>, at: usize, piece: &[u8]) {
    body.splice(at..at, piece.iter().copied());
}

/// Exchanges two of the pieces between `<` and `>`.
fn swap_tags(body: &mut Vec<u8>, rng: &mut Rng) {
    let mut tags = Vec::new();
    let mut open = None;
    for (at, byte) in body.iter().enumerate() {
        match byte {
            b'<' => open = Some(at),
            b'>' => tags.extend(open.take().map(|start| start..at + 1)),
            _ => {}
        }
    }
    if tags.len() < 2 {
        return;
    }
    let first = rng.usize(0..tags.len() - 1);
    let second = rng.usize(first + 1..tags.len());
    let (first, second) = (tags[first].clone(), tags[second].clone());
    let (one, two) = (body[first.clone()].to_vec(), body[second.clone()].to_vec());
    body.splice(second, one);
    body.splice(first, two);
}
