//! W3C trace context: the thread that leads from the newsroom's message to our result.
//!
//! Header names and rules are those of the W3C recommendation "Trace Context" of 2021; over AMQP
//! the headers travel in the message's header table.

use std::fmt;

/// The message header that carries trace and parent.
pub const TRACEPARENT: &str = "traceparent";
/// The message header that carries what tracing systems add.
pub const TRACESTATE: &str = "tracestate";

/// Longest `tracestate` that is passed on; the recommendation asks for at least this much.
const LONGEST_STATE: usize = 512;

/// Where spans go, and under which name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceSettings {
    /// The address of a collector that takes OTLP over HTTP; none sends nothing.
    pub endpoint: Option<String>,
    /// The name of this service in traces.
    pub service_name: String,
}

/// A place in a trace: the trace, a span of it, and whether it is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceContext {
    trace_id: [u8; 16],
    span_id: [u8; 8],
    flags: u8,
    state: Option<String>,
}

impl TraceContext {
    /// Reads the two headers; `None` where `traceparent` is not valid, as the recommendation asks.
    pub fn parse(traceparent: &str, tracestate: Option<&str>) -> Option<Self> {
        let mut parts = traceparent.split('-');
        let [version] = hex(parts.next()?)?;
        let trace_id = hex(parts.next()?)?;
        let span_id = hex(parts.next()?)?;
        let [flags] = hex(parts.next()?)?;
        // Version 0 has four parts; a later one may add some.
        let whole = version != 0 || parts.next().is_none();
        let valid = whole && version != 0xff && trace_id != [0; 16] && span_id != [0; 8];
        valid.then(|| Self {
            trace_id,
            span_id,
            flags,
            state: tracestate.filter(|state| fit(state)).map(str::to_owned),
        })
    }

    /// Begins a trace of our own.
    pub fn root() -> Self {
        Self {
            trace_id: fastrand::u128(1..).to_be_bytes(),
            span_id: new_span_id(),
            flags: 1,
            state: None,
        }
    }

    /// A span below this one, in the same trace.
    #[must_use]
    pub fn child(&self) -> Self {
        Self {
            span_id: new_span_id(),
            ..self.clone()
        }
    }

    /// The header value that hands this place on.
    pub fn traceparent(&self) -> String {
        let flags = self.flags & 1;
        format!("00-{}-{}-0{flags}", self.trace_id(), self.span_id())
    }

    /// What tracing systems added, handed on as it came.
    pub fn tracestate(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// The trace as 32 hexadecimal digits.
    pub fn trace_id(&self) -> impl fmt::Display + use<> {
        Hex(self.trace_id)
    }

    /// The span as 16 hexadecimal digits.
    pub fn span_id(&self) -> impl fmt::Display + use<> {
        Hex(self.span_id)
    }

    /// The place of a span that a tracing system made.
    #[cfg(feature = "otlp")]
    pub(super) const fn at(
        trace_id: [u8; 16],
        span_id: [u8; 8],
        flags: u8,
        state: Option<String>,
    ) -> Self {
        Self {
            trace_id,
            span_id,
            flags,
            state,
        }
    }

    /// Trace, span and flags as bytes.
    #[cfg(feature = "otlp")]
    pub(super) const fn parts(&self) -> ([u8; 16], [u8; 8], u8) {
        (self.trace_id, self.span_id, self.flags)
    }
}

/// Bytes shown as lower-case hexadecimal digits.
struct Hex<const N: usize>([u8; N]);

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digit = |half: u8| half + if half < 10 { b'0' } else { b'a' - 10 };
        let digits = self.0.map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        f.write_str(str::from_utf8(digits.as_flattened()).unwrap_or_default())
    }
}

fn new_span_id() -> [u8; 8] {
    fastrand::u64(1..).to_be_bytes()
}

/// Exactly `N` bytes from lower-case hexadecimal digits.
fn hex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if digits.len() != N * 2 || !digits.bytes().all(lower) {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

fn fit(state: &str) -> bool {
    (1..=LONGEST_STATE).contains(&state.len())
        && state.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn a_child_stays_in_the_trace_and_hands_on_the_state() {
        let parent = TraceContext::parse(PARENT, Some("desk=7")).unwrap();
        let child = parent.child();
        assert_eq!(parent.traceparent(), PARENT);
        assert_eq!(
            child.trace_id().to_string(),
            "0af7651916cd43dd8448eb211c80319c"
        );
        assert_ne!(child.span_id().to_string(), parent.span_id().to_string());
        assert_eq!(child.tracestate(), Some("desk=7"));
        assert_eq!(
            TraceContext::parse(&child.traceparent(), Some("desk=7")),
            Some(child)
        );
    }

    #[test]
    fn a_trace_that_is_not_recorded_stays_so() {
        let parent = PARENT.replace("-01", "-00");
        let context = TraceContext::parse(&parent, None).unwrap();
        assert!(context.child().traceparent().ends_with("-00"));
    }

    #[test]
    fn a_later_version_may_be_longer_and_the_first_may_not() {
        let longer = format!("{PARENT}-what");
        assert!(TraceContext::parse(&longer, None).is_none());
        assert!(TraceContext::parse(&longer.replacen("00", "cc", 1), None).is_some());
    }

    #[test]
    fn a_broken_parent_is_no_parent() {
        for broken in [
            "",
            "00",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c8031é-b7ad6b7169203331-01",
        ] {
            assert_eq!(TraceContext::parse(broken, None), None, "{broken}");
        }
    }

    #[test]
    fn a_state_that_is_too_long_or_binary_is_left_behind() {
        let state = |state: &str| TraceContext::parse(PARENT, Some(state)).unwrap().state;
        assert_eq!(state(&"a".repeat(512)), Some("a".repeat(512)));
        assert_eq!(state(&"a".repeat(513)), None);
        assert_eq!(state("a=\u{1}"), None);
    }

    #[test]
    fn two_roots_are_two_traces() {
        assert_ne!(TraceContext::root().trace_id, TraceContext::root().trace_id);
    }
}
