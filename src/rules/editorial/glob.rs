//! Names with a `*`.

/// Whether `name` is what `pattern` says; `*` stands for any letters, as does `#` at the end of a routing key.
pub(super) fn glob(pattern: &str, name: &str) -> bool {
    let Some((first, others)) = pattern.split_once(WILD) else {
        return pattern == name;
    };
    let (middle, last) = others.rsplit_once(WILD).unwrap_or(("", others));
    let inner = name
        .strip_prefix(first)
        .and_then(|rest| rest.strip_suffix(last));
    let Some(mut rest) = inner else {
        return false;
    };
    middle.split(WILD).all(|part| {
        let found = rest.find(part);
        rest = found
            .and_then(|at| rest.get(at + part.len()..))
            .unwrap_or_default();
        found.is_some()
    })
}

/// What stands for any letters.
const WILD: [char; 2] = ['*', '#'];

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name) in [
            ("a.b", "a.b"),
            ("a.*", "a.b"),
            ("news.courts.#", "news.courts.en.final"),
            ("*:1", "urn:x:1"),
            ("*:1", "urn:1:1"),
            ("a*b*c", "a-b-c"),
            ("a*c", "abc"),
        ] {
            assert!(glob(pattern, name), "{pattern} covers {name}");
        }
        for (pattern, name) in [("a.b", "a.bc"), ("a.*", "b.a"), ("a*c", "abd")] {
            assert!(!glob(pattern, name), "{pattern} does not cover {name}");
        }
    }
}
