//! What the service shows of itself: logs, metrics, traces, vital signs. Never article text.

pub mod article;
mod instrument;
mod line;
pub mod log;
pub mod metric;
pub mod name;
#[cfg(feature = "otlp")]
pub mod otlp;
pub mod span;
pub mod start;
mod together;
pub mod trace;
pub mod vitals;

pub use article::{ArticleLine, Ending};
pub use instrument::{InHand, Instruments};
pub use log::{Format, LogSettings};
pub use metric::{CountFault, Event, Exposition, Stage};
pub use span::{Arrived, Traced};
pub use start::{StartFault, Telemetry, start};
pub use together::together;
pub use trace::{TraceContext, TraceSettings};
pub use vitals::{Condition, Pulse, Vitals};
