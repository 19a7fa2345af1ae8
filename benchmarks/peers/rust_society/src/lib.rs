//! The small society of RULES.md in plain Rust, with the standard library alone.
//!
//! Every county owns its households and people. A week of all counties is shared out over threads; the next begins
//! when all are settled. Within a county, neighbouring households live their seven days on a block that stays in the
//! first-level cache. Python fills the society from arrays and reads it back (`rust_columns.py`).

mod account;
mod block;
mod county;
mod exchange;
mod numbers;
mod philox;

use block::Block;
use county::County;
use numbers::DAYS_A_WEEK;
use std::sync::Mutex;
use std::thread;

/// All counties, and on how many threads they live.
pub struct Society {
    counties: Vec<County>,
    n_threads: usize,
}

impl Society {
    /// Live whole weeks.
    fn live_weeks(&mut self, first_week: usize, n_weeks: usize) {
        for week in first_week..first_week + n_weeks {
            self.live_week(week * DAYS_A_WEEK);
        }
    }

    /// Live one week: each thread takes the next county that nobody has taken.
    fn live_week(&mut self, first_day: usize) {
        let waiting = Mutex::new(self.counties.iter_mut());
        let next = || waiting.lock().expect("no thread panics while it takes a county").next();
        let work = || {
            let mut block = Block::new();
            while let Some(county) = next() {
                county.live_week(first_day, &mut block);
            }
        };
        thread::scope(|scope| {
            for _ in 1..self.n_threads {
                scope.spawn(work);
            }
            work();
        });
    }
}
