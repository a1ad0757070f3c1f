//! Interleaved timing: all candidates in every round, ratios within a round, medians over the rounds.
//!
//! Absolute times drift with whatever else the machine does; a ratio of two times taken within a millisecond does not.

use std::time::Instant;

/// The medians of one comparison.
pub(crate) struct Comparison {
    /// Nanoseconds of each candidate.
    pub(crate) nanoseconds: Vec<f64>,
    /// Time of each candidate divided by that of the first, round by round.
    pub(crate) ratios: Vec<f64>,
}

/// Times candidates in turn, for so many rounds of so many calls each.
pub(crate) fn compare(rounds: usize, calls: usize, candidates: &mut [&mut dyn FnMut()]) -> Comparison {
    let mut times = vec![Vec::with_capacity(rounds); candidates.len()];
    for _ in 0..rounds {
        for (times, candidate) in times.iter_mut().zip(candidates.iter_mut()) {
            let start = Instant::now();
            for _ in 0..calls {
                candidate();
            }
            times.push(start.elapsed().as_secs_f64() * 1e9 / calls as f64);
        }
    }
    let ratios = times.iter().map(|t| median(t.iter().zip(&times[0]).map(|(t, first)| t / first).collect())).collect();
    Comparison { nanoseconds: times.into_iter().map(median).collect(), ratios }
}

/// The middle of some numbers.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
