//! The paper that is written on: so wide, with styles or without.

use anstyle::{AnsiColor, Style};

use crate::render::wrap::{columns, cut, wrap};

pub(super) const PLAIN: Style = Style::new();
pub(super) const STRONG: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
pub(super) const TITLE: Style = AnsiColor::Blue.on_default().bold();
pub(super) const SOURCE: Style = AnsiColor::Magenta.on_default().bold();
pub(super) const CUE: Style = AnsiColor::Cyan.on_default().italic();
pub(super) const CONTENT: Style = AnsiColor::Green.on_default().underline();
pub(super) const NAMED: Style = AnsiColor::Green.on_default();
pub(super) const UNNAMED: Style = AnsiColor::Yellow.on_default();
pub(super) const SUGGESTED: Style = AnsiColor::Blue.on_default();
pub(super) const WRONG: Style = AnsiColor::Red.on_default().bold();

/// Lines longer than this are tiring to read, shorter than that hold no sentence.
const WIDEST: usize = 100;
const NARROWEST: usize = 40;

/// What a view is laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// Columns.
    pub columns: usize,
    /// Whether it shows colours, bold and underlined words. Where it does not, marks stand under the words.
    pub styled: bool,
}

/// The paper that is written on.
pub(super) struct Sheet {
    pub(super) out: String,
    pub(super) width: usize,
    pub(super) styled: bool,
}

impl Sheet {
    pub(super) fn new(canvas: Canvas) -> Self {
        Self {
            out: String::new(),
            width: canvas.columns.clamp(NARROWEST, WIDEST),
            styled: canvas.styled,
        }
    }

    /// One line of styled parts.
    pub(super) fn put(&mut self, indent: usize, parts: &[(Style, &str)]) {
        self.out.push_str(&" ".repeat(indent));
        for (style, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
            if self.styled && *style != PLAIN {
                let (on, off) = (style.render().to_string(), style.render_reset().to_string());
                self.out.extend([on.as_str(), part, off.as_str()]);
            } else {
                self.out.push_str(part);
            }
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }

    pub(super) fn paragraph(&mut self, indent: usize, style: Style, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            self.put(indent, &[(style, &line)]);
        }
    }

    pub(super) fn title(&mut self, title: &str, beside: &str) {
        self.out.push('\n');
        let room = self.width.saturating_sub(columns(title) + 2);
        let beside = match beside {
            "" => String::new(),
            beside => format!("  {}", cut(beside, room)),
        };
        self.put(0, &[(TITLE, title), (FAINT, &beside)]);
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

pub(super) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}
