//! The worker: articles from the broker, through the desk, results to the broker. Knows `broker`, `wire`, the desk and
//! `telemetry`.
//!
//! Deliveries → [`Analyst`] on threads of its own → `Outcome` → [`Settlement`](crate::broker::Settlement) → confirmed →
//! acknowledged. [`run`] is the supervisor: whatever ends a session, the next one begins after a pause.

mod account;
mod answer;
mod attend;
mod backoff;
mod gathering;
mod handle;
mod outcome;
mod pool;
mod queue;
mod remembered;
mod session;
mod settings;
mod shutdown;
mod supervisor;
mod tally;

pub use answer::APP_ID;
pub use handle::{Analysis, Analyst};
pub use outcome::Reason;
pub use session::Farewell;
pub use settings::{Reading, WorkerSettings};
pub use shutdown::{Shutdown, Stop, shutdown};
pub use supervisor::{Setup, WorkerError, run};
