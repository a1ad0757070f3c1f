//! Interleaved timing.
//!
//! Programs that are to be compared run in turns, A B C A B C …, and what is reported of a ratio is the median of the
//! ratios within one turn: whatever slows the machine down for a while slows both down.
#![allow(dead_code, reason = "each benchmark takes what it needs")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long to measure, as the command line says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// The name, to print.
    pub(crate) name: &'static str,
    /// The time for one comparison.
    budget: Duration,
}

/// How long one program runs before the next one's turn comes: long against the clock, short against the time for which
/// the operating system takes the processor away, so that few turns are disturbed.
const SHARE: Duration = Duration::from_micros(80);

/// The fewest turns, for programs that take long.
const TURNS: usize = 15;

impl Effort {
    /// Every program runs once.
    const TEST: Effort = Effort { name: "test: every program runs once, times mean nothing", budget: Duration::ZERO };
    /// Enough to see what is much too slow.
    pub(crate) const QUICK: Effort = Effort { name: "quick", budget: Duration::from_millis(150) };
    /// Enough for figures that are written down.
    pub(crate) const FULL: Effort = Effort { name: "full", budget: Duration::from_millis(1600) };

    /// Everything: `cargo bench`. Less: `cargo bench -- --quick`. One call of each program: `cargo test --benches`,
    /// `cargo bench -- --test`. Nothing: `--list`, which test runners ask first.
    pub(crate) fn from_arguments() -> Option<Self> {
        let given = |flag: &str| std::env::args().skip(1).any(|argument| argument == flag);
        if given("--list") {
            None
        } else if given("--test") || !given("--bench") {
            Some(Self::TEST)
        } else if given("--quick") {
            Some(Self::QUICK)
        } else {
            Some(Self::FULL)
        }
    }

    /// Whether programs run once only, and their times mean nothing.
    pub(crate) fn is_test(self) -> bool {
        self.budget.is_zero()
    }
}

/// A program that runs as often as told and gives the time that it took.
pub(crate) type Program<'a> = &'a mut dyn FnMut(u32) -> Duration;

/// Makes a program of a function of a number that gives a number. The number is always 0, but it is made from the result
/// of the run before: a function that adds it to its argument cannot begin before that run has ended, and the processor
/// does not work on several at the same time. The first few runs warm caches up and are not timed.
pub(crate) fn program(mut f: impl FnMut(f64) -> f64) -> impl FnMut(u32) -> Duration {
    let mut run = move |repetitions| {
        let mut result = 1.0;
        for _ in 0..repetitions {
            result = black_box(f(0.0 * black_box(result)));
        }
    };
    move |repetitions| {
        run(repetitions / 8);
        let start = Instant::now();
        run(repetitions);
        start.elapsed()
    }
}

/// The times of programs, in nanoseconds per run, turn by turn.
pub(crate) struct Times(Vec<Vec<f64>>);

/// Times programs in turns.
pub(crate) fn interleaved(effort: Effort, programs: &mut [Program<'_>]) -> Times {
    let testing = effort.is_test();
    let repetitions: Vec<_> =
        programs.iter_mut().map(|program| if testing { 1 } else { repetitions(program) }).collect();
    let start = Instant::now();
    let mut turns = Vec::new();
    while turns.is_empty() || start.elapsed() < effort.budget || (turns.len() < TURNS && !testing) {
        let time = |(program, &repetitions): (&mut Program<'_>, &u32)| {
            program(repetitions).as_secs_f64() * 1e9 / f64::from(repetitions)
        };
        turns.push(programs.iter_mut().zip(&repetitions).map(time).collect());
    }
    Times(turns)
}

/// How many runs fill a share. Trying it out warms buffers up.
fn repetitions(program: &mut Program<'_>) -> u32 {
    let mut repetitions = 1;
    loop {
        // The shortest of a few, in case one is disturbed.
        let time = (0..3).map(|_| program(repetitions)).min().expect("there are three");
        if 2 * time > SHARE || repetitions > 1 << 24 {
            let runs = SHARE.as_secs_f64() / time.as_secs_f64().max(1e-9) * f64::from(repetitions);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a positive count below 2^26"
            )]
            return runs.clamp(1.0, 67e6) as u32;
        }
        repetitions *= 2;
    }
}

impl Times {
    /// The median time of one program.
    pub(crate) fn nanoseconds(&self, program: usize) -> f64 {
        let [median] = quantiles(self.0.iter().map(|turn| turn[program]), [0.5]);
        median
    }

    /// How many times longer one program takes than another: the median over the turns.
    pub(crate) fn ratio(&self, program: usize, to: usize) -> f64 {
        let [median] = quantiles(self.ratios(program, to), [0.5]);
        median
    }

    /// How wide the range is in which the middle half of the ratios lies, as a share of their median.
    pub(crate) fn spread(&self, program: usize, to: usize) -> f64 {
        let [low, middle, high] = quantiles(self.ratios(program, to), [0.25, 0.5, 0.75]);
        (high - low) / middle
    }

    fn ratios(&self, program: usize, to: usize) -> impl Iterator<Item = f64> {
        self.0.iter().map(move |turn| turn[program] / turn[to])
    }
}

/// The numbers below which the given parts of all lie.
pub(crate) fn quantiles<const M: usize>(numbers: impl Iterator<Item = f64>, parts: [f64; M]) -> [f64; M] {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
    parts.map(|part| numbers[((numbers.len() - 1) as f64 * part).round() as usize])
}

/// A number with three digits, or all before the point.
pub(crate) fn digits(x: f64) -> String {
    let decimals = [1.0, 10.0, 100.0].iter().filter(|&&limit| x.abs() < limit).count();
    format!("{x:.decimals$}")
}

/// What the numbers depend on: compiler settings, instructions, machine, command.
pub(crate) fn conditions(effort: Effort) -> String {
    let features = [
        ("sse2", cfg!(target_feature = "sse2")),
        ("avx", cfg!(target_feature = "avx")),
        ("avx2", cfg!(target_feature = "avx2")),
        ("fma", cfg!(target_feature = "fma")),
        ("avx512f", cfg!(target_feature = "avx512f")),
        ("neon", cfg!(target_feature = "neon")),
    ];
    let features: Vec<&str> = features.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
    let cpu = std::fs::read_to_string("/proc/cpuinfo").ok();
    let cpu =
        cpu.as_deref().and_then(|text| text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")));
    let build = if cfg!(debug_assertions) { "debug assertions on: not a benchmark" } else { "optimised" };
    format!(
        "Build: {build}, {} with {}; RUSTFLAGS: {} (`-C target-cpu=native` for all that the machine has). Machine: {}. \
         Effort: {}.",
        std::env::consts::ARCH,
        features.join(", "),
        option_env!("RUSTFLAGS").filter(|flags| !flags.is_empty()).unwrap_or("none"),
        cpu.map_or("unknown", |(_, name)| name),
        effort.name,
    )
}
