//! By its looks: whether a text is plain, has entities in it, is HTML, or is HTML that was escaped once too often.

/// Whether a text that should be plain holds elements of HTML: it opens with one, or ends one.
pub(super) fn is_html(text: &str) -> bool {
    let opens = text
        .trim_start()
        .strip_prefix('<')
        .is_some_and(|inside| names_element(inside.trim_start_matches('/')));
    opens
        || text.split('<').skip(1).any(|inside| {
            let ended = inside.strip_prefix('/').is_some_and(names_element);
            ended
                || inside
                    .get(..2)
                    .is_some_and(|name| name.eq_ignore_ascii_case("br"))
                    && names_element(inside)
        })
}

/// Whether a text without a single element holds the marks of paragraphs in escaped form. An article about HTML names
/// them too, and has elements of its own.
pub(super) fn is_escaped(text: &str) -> bool {
    const MARKS: &[&str] = &[
        "&lt;p&gt;",
        "&lt;/p&gt;",
        "&lt;p ",
        "&lt;br",
        "&lt;/div&gt;",
        "&lt;/li&gt;",
    ];
    text.contains("&lt;") && MARKS.iter().any(|mark| text.contains(mark)) && !has_element(text)
}

/// Whether a text that should be plain has entities in it: `&#8217;`, `&nbsp;`.
pub(super) fn has_entities(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let name = rest.split(';').next().unwrap_or_default();
        let is_number = name.strip_prefix('#').is_some_and(|number| {
            !number.is_empty() && number.chars().all(|c| c.is_ascii_hexdigit() || c == 'x')
        });
        let is_ended = name.len() < rest.len() && name.len() <= 10;
        is_ended && (is_number || quick_xml::escape::resolve_html5_entity(name).is_some())
    })
}

fn has_element(text: &str) -> bool {
    text.split('<')
        .skip(1)
        .any(|inside| names_element(inside.trim_start_matches('/')))
}

/// Whether what follows a `<` is the name of an element that copy is set in.
fn names_element(inside: &str) -> bool {
    const ELEMENTS: &[&str] = &[
        "a",
        "article",
        "aside",
        "b",
        "blockquote",
        "body",
        "br",
        "div",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "html",
        "i",
        "img",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "table",
        "u",
        "ul",
    ];
    let length = inside
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inside.len());
    let (name, rest) = inside.split_at(length);
    rest.starts_with(['>', '/', ' ', '\n', '\r', '\t'])
        && ELEMENTS
            .iter()
            .any(|element| name.eq_ignore_ascii_case(element))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_is_told_from_html_by_its_elements() {
        for html in [
            "<p>The ferry is late.",
            " <BR>The ferry is late.",
            "The ferry is late.<br/>So is the bus.",
            "The <a href='x'>ferry</a> is late.",
        ] {
            assert!(is_html(html), "{html}");
        }
        for plain in [
            "The ferry is late.",
            "Waves < 2 m and > 1 m",
            "a<b and b>a",
            "<ada@post.example> wrote: it is late",
            "Wages rose < br than prices",
        ] {
            assert!(!is_html(plain), "{plain}");
        }
    }

    #[test]
    fn html_escaped_once_more_has_no_element_of_its_own() {
        assert!(is_escaped("&lt;p&gt;The ferry is late.&lt;/p&gt;"));
        assert!(!is_escaped(
            "<p>Write &lt;p&gt; and &lt;/p&gt; around it.</p>"
        ));
        assert!(!is_escaped("Depth &lt; 2 m"));
    }

    #[test]
    fn entities_are_told_from_a_lone_ampersand() {
        for text in ["It&#8217;s late", "Berg &amp; Oake", "five&nbsp;ferries"] {
            assert!(has_entities(text), "{text}");
        }
        for text in [
            "Berg & Oake",
            "R&D; and more",
            "P&O ferries",
            "AT&T",
            "a &#; b",
        ] {
            assert!(!has_entities(text), "{text}");
        }
    }
}
