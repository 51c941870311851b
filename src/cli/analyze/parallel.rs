//! Work on several threads, results in input order, memory bounded.

use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use rayon::ThreadPool;

/// Jobs that may wait or be under way, per thread: enough that a slow article holds nobody up.
const WINDOW_PER_THREAD: usize = 16;

/// Reads `items` on a thread of its own, does `work` on the pool, and hands every result to `each`
/// in the order of the items, as soon as it and all before it are done.
///
/// `work` must not panic.
///
/// # Errors
/// The first error of `each`; nothing more is read then.
pub(super) fn in_order<I, T>(
    pool: &ThreadPool,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> T + Sync,
    mut each: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()>
where
    I: Send,
    T: Send,
{
    let work = &work;
    let window = pool.current_num_threads() * WINDOW_PER_THREAD;
    let (queue, results) = sync_channel::<Receiver<T>>(window);
    thread::scope(|threads| {
        threads.spawn(move || {
            pool.in_place_scope_fifo(|jobs| {
                for item in items {
                    let (done, result) = sync_channel(1);
                    if queue.send(result).is_err() {
                        return;
                    }
                    jobs.spawn_fifo(move |_| {
                        // The receiver is gone only when writing failed: nobody wants the result.
                        drop(done.send(work(item)));
                    });
                }
            });
        });
        for result in results {
            if let Ok(result) = result.recv() {
                each(result)?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> ThreadPool {
        rayon::ThreadPoolBuilder::new()
            .num_threads(4)
            .build()
            .unwrap()
    }

    #[test]
    fn results_keep_the_order_of_the_items_when_the_first_is_slowest() {
        let mut seen = Vec::new();
        let slow_first = |item: u64| {
            if item == 0 {
                thread::sleep(std::time::Duration::from_millis(50));
            }
            item
        };
        in_order(&pool(), 0..500, slow_first, |item| {
            seen.push(item);
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn an_endless_input_ends_when_results_cannot_be_written() {
        let fault = in_order(
            &pool(),
            0..,
            |item: u64| item,
            |item| {
                if item < 1000 {
                    Ok(())
                } else {
                    Err(io::ErrorKind::BrokenPipe.into())
                }
            },
        );
        assert_eq!(fault.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
