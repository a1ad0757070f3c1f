//! One piece of work and those who do it: what each computes is checked, then they are timed in turns.

use crate::measure::{Effort, Program, Times, interleaved};
use cpu_time::ThreadTime;
use std::fmt::Display;
use std::hint::black_box;
use std::time::Duration;

/// Whose times the others are compared with.
pub(crate) const US: &str = "wengert";

/// Someone who does the work.
pub(crate) struct Candidate<'a> {
    who: &'static str,
    work: Box<dyn Work + 'a>,
}

/// A candidate is its operands and results, `S`, what runs on them, and how its result is read.
///
/// The compiler is told before and after each run that anybody may have looked at `S` and changed it. So operands belong
/// into `S`: of what `run` captures the compiler knows that it stays the same, and may compute with it once for all runs.
pub(crate) fn candidate<'a, S: 'a>(
    who: &'static str,
    state: S,
    run: impl FnMut(&mut S) + 'a,
    result: impl FnMut(&mut S) -> Vec<f64> + 'a,
) -> Candidate<'a> {
    Candidate { who, work: Box::new(Worker { state, run, result }) }
}

impl Candidate<'_> {
    /// The same under another name.
    pub(crate) fn called(self, who: &'static str) -> Self {
        Candidate { who, ..self }
    }
}

trait Work {
    /// Runs once, and says what the result is.
    fn result(&mut self) -> Vec<f64>;
    /// How often one run allocates, after a first one.
    fn allocations(&mut self) -> u64;
    fn time(&mut self, repetitions: u32) -> Duration;
}

struct Worker<S, F, R> {
    state: S,
    run: F,
    result: R,
}

impl<S, F: FnMut(&mut S), R: FnMut(&mut S) -> Vec<f64>> Work for Worker<S, F, R> {
    fn result(&mut self) -> Vec<f64> {
        (self.run)(&mut self.state);
        (self.result)(&mut self.state)
    }

    fn allocations(&mut self) -> u64 {
        (self.run)(&mut self.state);
        allocation_counter::measure(|| (self.run)(&mut self.state)).count_total
    }

    /// The time for which the thread had a processor. By the clock a long run would seem longer than it is where other
    /// programs run too: between two short ones they fit, a long one they interrupt.
    fn time(&mut self, repetitions: u32) -> Duration {
        let mut runs = |repetitions| {
            for _ in 0..repetitions {
                (self.run)(black_box(&mut self.state));
            }
            black_box(&mut self.state);
        };
        runs(repetitions / 8);
        let start = ThreadTime::now();
        runs(repetitions);
        start.elapsed()
    }
}

/// What a candidate should compute: the hand-written result, and how far from it the result may be.
pub(crate) struct Expected {
    numbers: Vec<f64>,
    bound: f64,
}

impl Expected {
    /// No number may be further off than `bound` times the largest of all.
    pub(crate) fn within(bound: f64, numbers: impl IntoIterator<Item = impl Into<f64>>) -> Self {
        Expected { numbers: numbers.into_iter().map(Into::into).collect(), bound }
    }

    fn check(&self, case: &str, size: &str, who: &str, found: &[f64]) {
        assert_eq!(found.len(), self.numbers.len(), "{case} {size}: {who} computes too few numbers, or too many");
        let largest = self.numbers.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        for (place, (found, expected)) in found.iter().zip(&self.numbers).enumerate() {
            // Not a number is not within the bound either.
            assert!(
                (found - expected).abs() <= self.bound * largest,
                "{case} {size}: by {who} number {place} is {found}, by hand {expected}"
            );
        }
    }
}

/// A piece of work of one size.
pub(crate) struct Case<'a> {
    name: String,
    size: String,
    candidates: Vec<Candidate<'a>>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(name: impl Into<String>, size: impl Display) -> Self {
        Case { name: name.into(), size: format!("{size}"), candidates: Vec::new() }
    }

    /// Lets a candidate take part, once it has shown that it computes what is expected. The first one should be [`US`].
    ///
    /// # Panics
    /// Where it does not.
    #[must_use]
    pub(crate) fn with(mut self, expected: &Expected, mut candidate: Candidate<'a>) -> Self {
        expected.check(&self.name, &self.size, candidate.who, &candidate.work.result());
        self.candidates.push(candidate);
        self
    }

    /// Lets something take part whose time matters, but which computes nothing that could be checked.
    #[must_use]
    pub(crate) fn beside(mut self, candidate: Candidate<'a>) -> Self {
        self.candidates.push(candidate);
        self
    }

    /// Times all in turns.
    pub(crate) fn run(mut self, effort: Effort) -> Outcome {
        let allocations = self.candidates.iter_mut().map(|candidate| candidate.work.allocations()).collect();
        let who = self.candidates.iter().map(|candidate| candidate.who).collect();
        let mut programs: Vec<_> =
            self.candidates.iter_mut().map(|candidate| |repetitions| candidate.work.time(repetitions)).collect();
        let mut programs: Vec<Program<'_>> = programs.iter_mut().map(|program| program as Program<'_>).collect();
        let times = interleaved(effort, &mut programs);
        let outcome = Outcome { case: self.name, size: self.size, who, allocations, times };
        eprintln!("{outcome}");
        outcome
    }
}

/// What was measured of a case.
pub(crate) struct Outcome {
    pub(crate) case: String,
    pub(crate) size: String,
    pub(crate) who: Vec<&'static str>,
    /// How often each allocates in one run.
    pub(crate) allocations: Vec<u64>,
    times: Times,
}

impl Outcome {
    fn place(&self, who: &str) -> Option<usize> {
        self.who.iter().position(|candidate| *candidate == who)
    }

    /// The median time of a candidate, in nanoseconds.
    pub(crate) fn nanoseconds(&self, who: &str) -> Option<f64> {
        Some(self.times.nanoseconds(self.place(who)?))
    }

    /// How many times longer a candidate takes than another: the median over the turns.
    pub(crate) fn ratio(&self, who: &str, to: &str) -> Option<f64> {
        Some(self.times.ratio(self.place(who)?, self.place(to)?))
    }
}

impl Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}:", self.case, self.size)?;
        for who in &self.who {
            let ratio = self.ratio(who, self.who[0]).unwrap_or(f64::NAN);
            write!(f, " {who} {:.0} ns ({ratio:.2})", self.nanoseconds(who).unwrap_or(f64::NAN))?;
        }
        Ok(())
    }
}

/// A value that begins on a cache line. Where operands begin decides how many lines a vector load touches; by this it is
/// the same for all, but for those who allocate their matrices themselves.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct OnALine<T>(pub(crate) T);

/// Numbers in [−1, 1), the same in every run.
pub(crate) struct Sample(u32);

impl Sample {
    pub(crate) fn new(seed: u32) -> Self {
        Sample(seed)
    }

    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0 >> 8) / 8_388_608.0 - 1.0
    }
}
