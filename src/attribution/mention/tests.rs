//! Text in, sources out: mentions stand in brackets, the label of each one's source comes out.

use super::{Lexicon, resolve};
use crate::attribution::{Act, Attribution, Quoting, Source};
use crate::syntax::{Analysis, Syntax};
use crate::text::{Document, Span};
use std::sync::Arc;

/// The sources of the mentions in brackets; content is what is quoted around them.
fn sources(marked: &str) -> (Vec<Attribution>, Vec<Source>) {
    let (mut text, mut mentions) = (String::new(), Vec::new());
    for part in marked.split_inclusive(['[', ']']) {
        let plain = part.trim_end_matches(['[', ']']);
        let start = u32::try_from(text.len()).unwrap();
        text.push_str(plain);
        if part.ends_with(']') {
            mentions.push(Span::new(start, u32::try_from(text.len()).unwrap()));
        }
    }
    let document = Document::read(&text);
    let attribution = |mention: &Span| {
        let paragraph = document
            .paragraphs
            .iter()
            .find(|paragraph| paragraph.contains(*mention))
            .unwrap();
        let quoted = document.quotations.iter().map(|quotation| quotation.span);
        let content = quoted.filter(|span| paragraph.contains(*span) && !span.contains(*mention));
        Attribution {
            quoting: Quoting::Indirect,
            cue: None,
            content: content.collect(),
            mention: vec![*mention],
            source: None,
            act: Act::Statement,
            rule: Arc::from("test"),
            confidence: 1.0,
            within: None,
        }
    };
    let mut attributions: Vec<_> = mentions.iter().map(attribution).collect();
    let analysis = Analysis::of(&document, Syntax::embedded());
    let sources = resolve(&analysis, &mut attributions, Lexicon::embedded());
    (attributions, sources)
}

/// What the sources of the mentions in brackets are.
fn kinds(marked: &str) -> String {
    let kinds: Vec<_> = sources(marked)
        .1
        .iter()
        .map(|source| format!("{:?}", source.kind))
        .collect();
    kinds.join("; ")
}

/// The labels of the sources of the mentions in brackets, `-` where there is none.
fn labels(marked: &str) -> String {
    let (attributions, sources) = sources(marked);
    let label = |attribution: &Attribution| {
        let source = attribution.source.and_then(|id| sources.get(id.0 as usize));
        source.map_or("-".to_owned(), |source| source.label.clone())
    };
    attributions
        .iter()
        .map(label)
        .collect::<Vec<_>>()
        .join("; ")
}

/// Kind, and whether named or anonymous, of the one source in brackets.
fn status(marked: &str) -> String {
    let (_, sources) = sources(marked);
    let [source] = sources.as_slice() else {
        panic!("one source: {sources:?}")
    };
    let named = if source.named() { "named" } else { "unnamed" };
    format!(
        "{:?} {}",
        source.kind,
        if source.anonymous { "anonymous" } else { named }
    )
    .to_lowercase()
}

#[test]
fn a_surname_is_the_full_name() {
    assert_eq!(
        labels("Talk show host [Glenn Beck] spoke. [Beck] said it. [Beck’s] view is known."),
        "Glenn Beck; Glenn Beck; Glenn Beck"
    );
    assert_eq!(
        labels("[Glenn Beck] spoke. [Brock] said it."),
        "Glenn Beck; Brock"
    );
}

#[test]
fn who_is_anonymous() {
    assert_eq!(
        status("The deal is dead, [a senior official] said."),
        "person anonymous"
    );
    assert_eq!(
        status("The deal is dead, [people familiar with the talks] said."),
        "group anonymous"
    );
    assert_eq!(
        status("The deal is dead, [analysts] said."),
        "group unnamed"
    );
    assert_eq!(
        status("The deal is dead, [a company spokeswoman] said."),
        "person unnamed"
    );
    assert_eq!(status("The deal is dead, [Ann Reed] said."), "person named");
}

#[test]
fn the_reason_for_anonymity_is_kept() {
    let reason = |marked: &str| {
        let (_, sources) = sources(marked);
        let text = marked.replace(['[', ']'], "");
        let reason = sources.first().and_then(|source| source.anonymity_reason);
        reason.map_or("-".to_owned(), |reason| reason.of(&text).to_owned())
    };
    assert_eq!(
        reason(
            "The deal is off, said [an aide], speaking on condition of anonymity because talks go on."
        ),
        "because talks go on"
    );
    assert_eq!(
        reason("[Two aides], who asked not to be named in order to speak freely, said it was off."),
        "in order to speak freely"
    );
    assert_eq!(
        reason("[An officer] who was not authorized to speak publicly said so."),
        "was not authorized to speak publicly"
    );
    assert_eq!(
        reason("[An aide] who was not authorized to be publicly named said it."),
        "was not authorized to be publicly named"
    );
    assert_eq!(
        reason("[An aide] said on condition of anonymity that it was off."),
        "-"
    );
    assert_eq!(
        reason("[An aide] said a man named Smith left because it rained."),
        "-"
    );
}

#[test]
fn titles_roles_and_pronouns_take_up_the_name_beside_them() {
    assert_eq!(
        labels(
            "Maria Sokolova, the Foreign Ministry spokeswoman, spoke in Minsk. [The spokeswoman] said no. [She] left."
        ),
        "Maria Sokolova; Maria Sokolova"
    );
    assert_eq!(
        labels("Texas Sen. Ted Gray met reporters. [The Texas senator] said no."),
        "Ted Gray"
    );
}

#[test]
fn an_office_with_its_place_takes_up_the_name_behind_it() {
    assert_eq!(
        labels(
            "The mayor of Ardley, Susan Hart, opened the bridge. [The mayor] smiled. [She] left."
        ),
        "Susan Hart; Susan Hart"
    );
    assert_eq!(
        labels(
            "The head of Brightwell Foods, Omar Haddad, left on Monday. [Haddad] was tired, [the head] said."
        ),
        "Omar Haddad; Omar Haddad"
    );
    // "Kent" is where Ardley lies, and Anna Bell is not the president.
    assert_eq!(
        labels("[The mayor of Ardley], Kent, said no."),
        "The mayor of Ardley"
    );
    assert_eq!(
        labels("After meeting the president of France, Anna Bell left. [The president] stayed."),
        "the president of France"
    );
}

#[test]
fn a_road_or_a_river_is_nobody() {
    for site in [
        "Dock Road",
        "Logan Airport",
        "the Hudson River",
        "Mount Hood",
        "Beacon Hill",
    ] {
        assert_eq!(
            labels(&format!(
                "A lorry overturned on {site}. [The mayor] was there."
            )),
            "The mayor",
            "{site}"
        );
    }
    assert_eq!(
        labels("Winona Hill, the mayor, was there. [Hill] smiled, and [the mayor] left."),
        "Winona Hill; Winona Hill"
    );
    assert_eq!(
        kinds("[Downing Street] said no. [Port Calder Council] agreed."),
        "Organization; Organization"
    );
    assert_eq!(kinds("[The Hill] reported it."), "Media");
}

#[test]
fn a_role_is_read_whole_and_not_as_the_one_it_serves() {
    let (_, sources) =
        sources("Ms Amy Chen, the president’s press secretary, spoke. [Chen] said no.");
    assert_eq!(
        sources[0].role.as_deref(),
        Some("president’s press secretary")
    );
}

#[test]
fn an_age_takes_up_the_person_it_is_the_age_of() {
    assert_eq!(
        labels("Nina Holm will go. “No,” [the 34-year-old] told a friend."),
        "Nina Holm"
    );
    assert_eq!(
        labels("Nina Holm will go. [The 34-year-old law] stays."),
        "The 34-year-old law"
    );
}

#[test]
fn party_and_state_say_which_member_is_meant() {
    assert_eq!(
        labels(
            "Sen. Karen Holt (D-Ohio) met Sen. Mark Ruiz, R-Texas, on Monday. [The Ohio Democrat] said no. [The Republican] said yes."
        ),
        "Karen Holt; Mark Ruiz"
    );
}

#[test]
fn a_role_that_opens_the_sentence_is_no_part_of_the_name() {
    assert_eq!(
        labels("[Analyst Ming Kuo] wrote. [CEO Tim Cook] left. [Kuo] stayed."),
        "Ming Kuo; Tim Cook; Ming Kuo"
    );
    assert_eq!(labels("[Baker County] said no."), "Baker County");
}

#[test]
fn a_surname_that_is_also_a_broadcaster_is_somebody_where_somebody_has_it() {
    assert_eq!(
        labels("Gina Fox, an attorney, spoke. [Fox] says no."),
        "Gina Fox"
    );
    assert_eq!(kinds("[Fox] says no."), "Media");
}

#[test]
fn what_an_institution_is_accused_of_is_no_part_of_its_name() {
    assert_eq!(
        labels("Aydin accused the government of acting slowly. [The government] said no."),
        "the government"
    );
}

#[test]
fn an_owner_is_not_what_he_owns() {
    assert_eq!(
        labels("Ann Reed won. [Reed’s campaign] said so. [Reed’s] view is known."),
        "Reed’s campaign; Ann Reed"
    );
    assert_eq!(
        labels("Ann Reed won. [Her husband] said so."),
        "Her husband"
    );
}

#[test]
fn i_is_the_speaker_of_the_quotation() {
    assert_eq!(
        labels("“[I] doubt it,” said [Ann Reed]."),
        "Ann Reed; Ann Reed"
    );
    assert_eq!(labels("[I] doubt it. Ann Reed came."), "the author");
}

#[test]
fn short_names_and_acronyms_are_the_institution() {
    assert_eq!(
        labels(
            "The Federal Aviation Administration met. [The F.A.A.] said no. [The FBI] said yes."
        ),
        "Federal Aviation Administration; FBI"
    );
}

#[test]
fn an_office_is_not_somebody_whom_the_text_calls_something_else() {
    assert_eq!(
        labels(
            "Helen Marsh, the chief engineer, spoke. [The minister] said no. [The engineer] said yes."
        ),
        "The minister; Helen Marsh"
    );
    assert_eq!(
        labels("Ivan Petrov spoke. [The president] said no."),
        "Ivan Petrov"
    );
}

#[test]
fn a_public_institution_is_no_company() {
    assert_eq!(
        labels("The University of Leeds spoke. [The team] said no. [The organisation] said yes."),
        "The team; University of Leeds"
    );
    assert_eq!(
        labels("Brightwell Group spoke. [The company] said no."),
        "Brightwell Group"
    );
}

#[test]
fn another_institution_of_the_same_kind_is_told_apart_by_its_noun() {
    assert_eq!(
        labels("The Supreme Court met. [The appeals court] said no."),
        "The appeals court"
    );
}

#[test]
fn one_and_the_other_are_people_of_the_group_before() {
    let (_, roll) = sources(
        "Two officials spoke on condition of anonymity. [One] said no. [The other] said yes.",
    );
    assert!(roll.iter().all(|source| source.anonymous), "{roll:?}");
    let (_, roll) = sources("Many residents spoke. [One] said no. [Another] said yes.");
    assert!(roll.iter().all(|source| !source.anonymous), "{roll:?}");
    assert_eq!(
        kinds("Neighbours came. [Another] said yes. [One in five] said no."),
        "Person; Group"
    );
    assert_eq!(
        labels("Cooks came. [One of them, Anita,] said no."),
        "Anita"
    );
}

#[test]
fn a_noun_right_before_a_name_says_what_it_names() {
    assert_eq!(kinds("[State news agency Anadolu] said no."), "Media");
    assert_eq!(kinds("[Turkish state broadcaster TRT] said no."), "Media");
    assert_eq!(kinds("[The carmaker Stellantis] said no."), "Organization");
    assert_eq!(
        labels("[State news agency Anadolu] said no. [The Fars news agency] said yes."),
        "Anadolu; The Fars news agency"
    );
}

#[test]
fn letters_behind_a_name_make_it_an_institution() {
    assert_eq!(
        labels("[Médecins Sans Frontières (MSF)] said no. [MSF] said yes."),
        "Médecins Sans Frontières; Médecins Sans Frontières"
    );
    assert_eq!(
        kinds("[Médecins Sans Frontières (MSF)] said no."),
        "Organization"
    );
    assert_eq!(kinds("[Sarah Noor (SNP)] said no."), "Person");
}

#[test]
fn couples_share_the_surname_that_stands_once() {
    assert_eq!(
        labels("Sarah and Tom Whitlock left. [Mrs Whitlock] said no. [Mr Whitlock] said yes."),
        "Sarah; Tom Whitlock"
    );
}

#[test]
fn a_pronoun_does_not_take_up_what_only_a_quotation_mentions() {
    assert_eq!(
        labels("“We turn people away,” said [Ann Reed]. [They] want the old school."),
        "Ann Reed; -"
    );
    assert_eq!(
        labels("Many residents came. [They] want the old school."),
        "Many residents"
    );
}

#[test]
fn a_day_is_no_part_of_a_description() {
    assert_eq!(
        labels("[A county judge on Thursday] said no."),
        "A county judge"
    );
    assert_eq!(labels("[A poll on Brexit] said no."), "A poll on Brexit");
    assert_eq!(
        labels("[A poll of readers on Sunday by the Institute] said no."),
        "A poll of readers on Sunday by the Institute"
    );
}

#[test]
fn a_name_closes_the_role_before_it() {
    assert_eq!(
        labels("[Chair of governors Dr Ken Ellis] said no. [Ellis] said yes."),
        "Ken Ellis; Ken Ellis"
    );
    assert_eq!(labels("[Owner Dean Prosser] said no."), "Dean Prosser");
    assert_eq!(labels("[Justice Elena Kagan] said no."), "Elena Kagan");
    assert_eq!(labels("[Dean Baker] said no."), "Dean Baker");
}

#[test]
fn a_parent_is_known_by_the_number_of_children() {
    assert_eq!(kinds("[The mum-of-three] said no."), "Person");
    assert_eq!(kinds("[The three] said no."), "Group");
}

#[test]
fn every_mention_is_inside_the_text_and_every_id_is_in_the_roll() {
    for text in [
        "",
        "[She] said no.",
        "[,] said [’s] and [the] [The] [“].",
        "[ANN REED], MAYOR, SAID [SHE] “[I]” [WHO].",
        "[Ann]-[Reed] (R-[Ohio]), 44, [who] said: “[we] [They].\n\n“[It]” [him].",
        "Ünal Ö. said; [Ünal Ö.], […] [the 19-year-old’s] [’] said.",
    ] {
        let plain = text.replace(['[', ']'], "");
        let (attributions, roll) = sources(text);
        assert_eq!(
            (&attributions, &roll),
            (&sources(text).0, &sources(text).1),
            "in {text}"
        );
        for source in &roll {
            assert!(
                !source.mentions.is_empty() && !source.label.is_empty(),
                "in {text}"
            );
            assert!(
                source
                    .mentions
                    .iter()
                    .all(|span| !span.of(&plain).is_empty()),
                "in {text}"
            );
            assert!(source.mentions.is_sorted(), "in {text}");
        }
        for attribution in &attributions {
            let id = attribution.source.map_or(0, |id| id.0 as usize);
            assert!(attribution.source.is_none() || id < roll.len(), "in {text}");
        }
    }
}
