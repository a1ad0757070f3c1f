//! What was asked for, and whether it is met.

use crate::case::US;
use crate::measure::digits;
use crate::report::Report;
use std::fmt::Write as _;

/// One thing that was asked for.
struct Limit {
    work: String,
    bound: String,
    /// What was measured, and whether that is enough. Nothing where it was not measured.
    measured: Option<(String, bool)>,
}

/// The sizes of square products, as the tables name them.
const SIZES: [&str; 14] = ["2", "3", "4", "6", "8", "12", "16", "24", "32", "48", "64", "96", "128", "256"];

/// A table of all limits.
pub(crate) fn table(report: &Report) -> String {
    let mut limits = Vec::new();
    for number in ["f32", "f64"] {
        products(report, number, &mut limits);
    }
    scalars(report, &mut limits);
    networks(report, &mut limits);
    lanes(report, &mut limits);
    for (case, size, to, limit) in [
        ("GMM gradient", "d10 K25", "plain objective", 2.0),
        ("BA Jacobian", "31843", "plain objective", 6.0),
        ("Hessian", "32", "by hand", 3.0),
    ] {
        limits.push(against(report, [case, size, to], limit));
    }
    let mut text = String::from("| work | at least as good as | measured | met |\n|---|---|---|---|\n");
    for Limit { work, bound, measured } in limits {
        let (measured, met) = match measured {
            Some((measured, true)) => (measured, "yes"),
            Some((measured, false)) => (measured, "**no**"),
            None => (String::new(), "not measured"),
        };
        let _ = writeln!(text, "| {work} | {bound} | {measured} | {met} |");
    }
    text
}

/// Several sizes in one line: `what` gives for each a number and whether it is enough. Those that are not are in bold.
fn sizes(what: impl Fn(&str) -> Option<(f64, bool)>) -> Option<(String, bool)> {
    let (mut text, mut met) = (Vec::new(), true);
    for size in SIZES {
        let Some((number, enough)) = what(size) else { continue };
        met &= enough;
        let mark = if enough { "" } else { "**" };
        text.push(format!("{size}: {mark}{}{mark}", digits(number)));
    }
    (!text.is_empty()).then(|| (text.join(", "), met))
}

/// A ratio that must not be larger than the limit.
fn at_most(ratio: Option<f64>, limit: f64) -> Option<(String, bool)> {
    ratio.map(|ratio| (digits(ratio), ratio <= limit))
}

fn products(report: &Report, number: &str, limits: &mut Vec<Limit>) {
    let case = format!("product {number}");
    let fastest = |size: &str| {
        let outcome = report.find(&case, size)?;
        let peers = outcome.who.iter().filter(|who| ![US, "loops", "FMA peak"].contains(who));
        // The slowest of the ratios to us: our time over that of the fastest peer.
        let ratio = peers.filter_map(|who| outcome.ratio(US, who)).fold(0.0, f64::max);
        Some((ratio, ratio <= 1.05))
    };
    limits.push(Limit {
        work: format!("n×n product, {number}"),
        bound: "the time of the fastest peer × 1.05".to_string(),
        measured: sizes(fastest),
    });
    let share = |size: &str| report.find(&case, size)?.ratio("FMA peak", US).map(|share| (share, share >= 0.85));
    limits.push(Limit {
        work: format!("n×n product, {number}, n ≥ 32"),
        bound: "0.85 of the FMA peak".to_string(),
        measured: sizes(share),
    });
    for name in ["a·bᵀ", "aᵀ·b"] {
        let case = format!("{name} {number}");
        let share = |size: &str| report.find(&case, size)?.ratio("a·b", US).map(|share| (share, share >= 0.9));
        limits.push(Limit {
            work: format!("{name}, {number}, n ≥ 16"),
            bound: "0.9 of the speed of a·b".to_string(),
            measured: sizes(share),
        });
    }
}

fn scalars(report: &Report, limits: &mut Vec<Limit>) {
    for size in ["10", "100"] {
        let fastest = |who: &[&str]| {
            let outcome = report.find("Rosenbrock by forward mode", size)?;
            who.iter().filter_map(|who| outcome.nanoseconds(who)).reduce(f64::min)
        };
        let ours = fastest(&[US, "wengert loop"]);
        let theirs = fastest(&["num-dual", "echidna", "hyperdual"]);
        limits.push(Limit {
            work: format!("Rosenbrock by forward mode, n = {size}"),
            bound: "the faster of ours (mostly `wengert loop`) against the fastest of num-dual, echidna, hyperdual"
                .to_string(),
            measured: at_most(ours.zip(theirs).map(|(ours, theirs)| ours / theirs), 1.0),
        });
    }
    for (form, limit) in [("with tensors", 3.0), ("in a scalar loop", 34.0)] {
        let outcome = report.find(&format!("Rosenbrock by reverse mode {form}"), "1000");
        limits.push(Limit {
            work: format!("Rosenbrock by reverse mode, n = 1000, {form}"),
            bound: format!("{limit} × the plain function"),
            measured: at_most(outcome.and_then(|outcome| outcome.ratio(US, "plain function")), limit),
        });
    }
}

/// Our time in a case against that of another candidate.
fn against(report: &Report, [case, size, to]: [&str; 3], limit: f64) -> Limit {
    Limit {
        work: format!("{case}, {size}"),
        bound: format!("{limit} × {to}"),
        measured: at_most(report.find(case, size).and_then(|outcome| outcome.ratio(US, to)), limit),
    }
}

/// Backpropagation multiplies this many times as often as the forward pass, both together: there is no gradient by the
/// images. (64·32 + 32·10 multiplications forward, 64·32 + 2·32·10 back.)
const PRODUCTS: f64 = 1.0 + (64.0 * 32.0 + 2.0 * 32.0 * 10.0) / (64.0 * 32.0 + 32.0 * 10.0);

fn networks(report: &Report, limits: &mut Vec<Limit>) {
    for activation in ["relu", "tanh"] {
        let case = format!("MLP {activation}");
        limits.push(against(report, [&case, "1", "by hand"], 0.8));
        limits.push(against(report, [&case, "32", "by hand"], 0.5));
        // From the times of one run: what the forward pass takes, and what of that its products take.
        let ratio = || {
            let outcome = report.find(&case, "32")?;
            let (forward, products) = (outcome.ratio("forward pass", US)?, outcome.ratio("its products", US)?);
            Some(1.0 / (PRODUCTS * products + forward - products))
        };
        limits.push(Limit {
            work: format!("{case}, 32"),
            bound: format!("1.15 × ({PRODUCTS:.3} × the products of the forward pass + the rest of it)"),
            measured: at_most(ratio(), 1.15),
        });
    }
}

fn lanes(report: &Report, limits: &mut Vec<Limit>) {
    for activation in ["relu", "tanh"] {
        for k in [4.0, 8.0, 16.0] {
            let outcome = report.find(&format!("MLP {activation} with K tangents"), &k.to_string());
            let ratio = outcome.and_then(|outcome| outcome.ratio(US, "one plain pass"));
            // Plain times dual in the first layer, dual times dual in the second.
            let operations =
                (64.0 * 32.0 * (k + 1.0) + 32.0 * 10.0 * (2.0 * k + 1.0)) / ((64.0 * 32.0 + 32.0 * 10.0) * k);
            limits.push(Limit {
                work: format!("MLP {activation} with K = {k} tangents, against K plain passes"),
                bound: format!("1.2 × {operations:.2}, the ratio of multiplications"),
                measured: at_most(ratio.map(|ratio| ratio / k), 1.2 * operations),
            });
        }
    }
}
