//! The wish to stop: first finish what is in hand, then, when asked again, stop at once.

use tokio::sync::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Running,
    Draining,
    Now,
}

/// The two ends: one asks to stop, the other hears it.
pub fn shutdown() -> (Stop, Shutdown) {
    let (sender, receiver) = watch::channel(Stage::Running);
    (Stop(sender), Shutdown(receiver))
}

/// Asks to stop. Dropping it asks nothing.
#[derive(Debug)]
pub struct Stop(watch::Sender<Stage>);

impl Stop {
    /// The first time: finish what is in hand. The second time: at once.
    pub fn ask(&self) {
        self.0.send_modify(|stage| {
            *stage = match stage {
                Stage::Running => Stage::Draining,
                Stage::Draining | Stage::Now => Stage::Now,
            };
        });
    }
}

/// Hears the wish to stop.
#[derive(Clone, Debug)]
pub struct Shutdown(watch::Receiver<Stage>);

impl Shutdown {
    /// Whether somebody asked to stop.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow() >= Stage::Draining
    }

    /// Waits until somebody asks to stop; for ever, where nobody can any more.
    pub async fn asked(&self) {
        self.reached(Stage::Draining).await;
    }

    /// Waits until somebody asks to stop at once.
    pub async fn insisted(&self) {
        self.reached(Stage::Now).await;
    }

    async fn reached(&self, stage: Stage) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|now| *now >= stage).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn asking_twice_insists() {
        let (stop, shutdown) = shutdown();
        assert!(shutdown.asked().now_or_never().is_none());
        stop.ask();
        assert!(shutdown.asked().now_or_never().is_some());
        assert!(shutdown.insisted().now_or_never().is_none());
        stop.ask();
        assert!(shutdown.insisted().now_or_never().is_some());
    }

    #[test]
    fn nobody_left_to_ask_is_not_a_wish_to_stop() {
        let (stop, shutdown) = shutdown();
        drop(stop);
        assert!(shutdown.asked().now_or_never().is_none());
    }
}
