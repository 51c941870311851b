//! A rule as a page for people: what it finds, why, and its own examples.

use super::rule::{Check, Example, Level, Rule};

impl Rule {
    /// The rule as Markdown: the text of `copydesk rules explain` and of docs/rules.
    pub fn page(&self) -> String {
        let mut page = format!("# {} {}\n\n", self.id, self.name);
        line(&mut page, &sentence(&self.message));
        line(&mut page, &format!("**Why.** {}", self.why));
        if !self.help.is_empty() {
            line(&mut page, &format!("**What to do.** {}", self.help));
        }
        line(&mut page, &self.particulars());
        if !self.enabled {
            line(&mut page, &self.reason_off());
        }
        examples(&mut page, "Fires on", &self.fires);
        examples(&mut page, "Stays quiet on", &self.quiet);
        line(
            &mut page,
            &format!(
                "To change it: under `[override]` in the house file, `{} = \"off\"`, or `\"suggestion\"`, `\"warning\"`, `\"error\"`.",
                self.id
            ),
        );
        page.truncate(page.trim_end().len());
        page.push('\n');
        page
    }

    fn reason_off(&self) -> String {
        let reason = if self.off.is_empty() {
            FEW_ACCEPTED
        } else {
            &self.off
        };
        format!("Off by default: {reason} Turn it on with `\"on\"`.")
    }

    fn particulars(&self) -> String {
        let mut parts = vec![format!("Severity: {}", self.level.name())];
        parts.push(format!("Extends: {}", self.check.name()));
        if !self.policy.is_empty() {
            parts.push(format!("Policy: {}", self.policy.join(", ")));
        }
        if !self.enabled {
            parts.push("Off by default".to_owned());
        }
        parts.join(" · ")
    }
}

/// Why most rules that do not run do not.
const FEW_ACCEPTED: &str = "when its findings on real copy were read, too few of them would have been accepted \
    ([scores](../scores/rules.md)).";

impl Level {
    /// Its name in files and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suggestion => "suggestion",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Check {
    /// The name of the extension point, as a rule file says it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Existence(_) => "existence",
            Self::Substitution(_) => "substitution",
            Self::Verb(_) => "verb",
            Self::Conditional(_) => "conditional",
            Self::Count(_) => "count",
            Self::Claim(_) => "claim",
            Self::Quote(_) => "quote",
            Self::Chain(_) => "chain",
            Self::Metadata(_) => "metadata",
            Self::Metric(_) => "metric",
            Self::Summary(_) => "summary",
        }
    }
}

fn line(page: &mut String, text: &str) {
    page.push_str(text);
    page.push_str("\n\n");
}

fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn examples(page: &mut String, title: &str, examples: &[Example]) {
    if examples.is_empty() {
        return;
    }
    line(page, &format!("## {title}"));
    for example in examples {
        for paragraph in shown(example).split("\n\n") {
            page.extend(["> ", paragraph, "\n>\n"]);
        }
        page.truncate(page.trim_end_matches(['>', '\n']).len());
        page.push_str("\n\n");
    }
}

/// The example with its marks in bold, and what stands around it in front.
fn shown(example: &Example) -> String {
    let around = [
        ("headline", example.headline.as_deref()),
        ("dateline", example.dateline.as_deref()),
        ("byline", example.byline.as_deref()),
        ("outlet", example.outlet.as_deref()),
        ("language", example.language.as_deref()),
        ("credit", example.credit.as_deref()),
        ("version", example.version.as_deref()),
        ("made", example.versioned.as_deref()),
        ("embargo until", example.embargo.as_deref()),
        ("note", example.note.as_deref()),
    ];
    let mut shown: String = around
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("({name}: {value}) ")))
        .collect();
    shown.push_str(&example.text.replace("[[", "**").replace("]]", "**"));
    if let Some(repeat) = example.repeat {
        shown.extend([" (… ", &repeat.to_string(), " times)"]);
    }
    if let Some(then) = &example.then {
        shown.push(' ');
        shown.push_str(then);
    }
    shown
}
