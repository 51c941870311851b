//! Counts of one or many articles, and the measures they give.

#![expect(
    clippy::indexing_slicing,
    reason = "arrays have one place for each variant of the enum that indexes them"
)]

use std::ops::AddAssign;

/// How much of a content stands inside double quotation marks, as the metric sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// None of it.
    Indirect,
}

impl Kind {
    /// All kinds, in the order of reports.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];

    /// Lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// What two attributions must share to count as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A token of the cue.
    CueOverlap,
    /// The whole cue.
    CueStrict,
    /// The content to the last mark.
    ContentExact,
    /// The content to the last word.
    ContentStrict,
    /// Half of the content.
    ContentHalf,
    /// Half of the content and half of the source: the headline measure.
    WholeHalf,
    /// Half of the content and a word of the source.
    WholeAny,
    /// All words of content and source.
    WholeStrict,
}

impl Measure {
    /// All measures, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::CueOverlap,
        Self::CueStrict,
        Self::ContentExact,
        Self::ContentStrict,
        Self::ContentHalf,
        Self::WholeHalf,
        Self::WholeAny,
        Self::WholeStrict,
    ];

    /// Name as the scoring tools of the field write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CueOverlap => "cue_overlap",
            Self::CueStrict => "cue_strict",
            Self::ContentExact => "content_exact",
            Self::ContentStrict => "content_strict",
            Self::ContentHalf => "content_j50",
            Self::WholeHalf => "whole_j50",
            Self::WholeAny => "whole_any",
            Self::WholeStrict => "whole_strict",
        }
    }
}

/// Precision, recall and their harmonic mean, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Right among the predicted.
    pub precision: f64,
    /// Found among the gold.
    pub recall: f64,
    /// Harmonic mean.
    pub f1: f64,
}

impl Figures {
    fn new(right: u64, predicted: u64, found: u64, gold: u64) -> Self {
        let precision = share(right, predicted);
        let recall = share(found, gold);
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Self {
            precision,
            recall,
            f1,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cell {
    gold: u64,
    predicted: u64,
    found: u64,
    right: u64,
}

/// Counts, added up over articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    cells: [[Cell; 3]; 8],
    tokens: Cell,
    /// By kind of gold: pairs whose contents meet, and of these the sources that share half their words.
    sources: [[u64; 2]; 3],
}

impl Tally {
    pub(super) fn gold(&mut self, measure: Measure, kind: Kind) {
        self.cell(measure, kind).gold += 1;
    }

    pub(super) fn predicted(&mut self, measure: Measure, kind: Kind) {
        self.cell(measure, kind).predicted += 1;
    }

    pub(super) fn hit(&mut self, measure: Measure, gold: Kind, predicted: Kind) {
        self.cell(measure, gold).found += 1;
        self.cell(measure, predicted).right += 1;
    }

    pub(super) fn source_pair(&mut self, kind: Kind, overlap: f64) {
        let [pairs, right] = &mut self.sources[kind as usize];
        *pairs += 1;
        *right += u64::from(overlap >= 0.5);
    }

    pub(super) fn content_tokens(&mut self, gold: usize, predicted: usize, common: usize) {
        self.tokens.gold += gold as u64;
        self.tokens.predicted += predicted as u64;
        self.tokens.found += common as u64;
        self.tokens.right += common as u64;
    }

    fn cell(&mut self, measure: Measure, kind: Kind) -> &mut Cell {
        &mut self.cells[measure as usize][kind as usize]
    }

    /// Figures of a measure over all kinds.
    pub fn figures(&self, measure: Measure) -> Figures {
        let mut sum = Cell::default();
        for cell in self.cells[measure as usize] {
            sum += cell;
        }
        Figures::new(sum.found, sum.predicted, sum.found, sum.gold)
    }

    /// Figures of a measure for one kind: recall over gold of the kind, precision over predictions of it.
    pub fn figures_of(&self, measure: Measure, kind: Kind) -> Figures {
        let cell = self.cells[measure as usize][kind as usize];
        Figures::new(cell.right, cell.predicted, cell.found, cell.gold)
    }

    /// Figures over the words of all contents.
    pub fn content_words(&self) -> Figures {
        let cell = self.tokens;
        Figures::new(cell.right, cell.predicted, cell.found, cell.gold)
    }

    /// Share of right sources among the pairs whose contents meet.
    pub fn source_given_content(&self) -> f64 {
        let [pairs, right] = self
            .sources
            .iter()
            .fold([0, 0], |sum, of| [sum[0] + of[0], sum[1] + of[1]]);
        share(right, pairs)
    }

    /// Number of gold attributions and of predictions.
    pub fn counts(&self) -> (u64, u64) {
        let cells = self.cells[Measure::WholeHalf as usize];
        cells.iter().fold((0, 0), |(gold, predicted), cell| {
            (gold + cell.gold, predicted + cell.predicted)
        })
    }
}

impl AddAssign for Cell {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.found += other.found;
        self.right += other.right;
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        for (mine, theirs) in self
            .cells
            .iter_mut()
            .flatten()
            .zip(other.cells.iter().flatten())
        {
            *mine += *theirs;
        }
        self.tokens += other.tokens;
        for (mine, theirs) in self
            .sources
            .iter_mut()
            .flatten()
            .zip(other.sources.iter().flatten())
        {
            *mine += theirs;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
