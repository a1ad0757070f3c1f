//! A tour of the beginner's chapter on tensors and automatic differentiation, section by section.
//!
//! Each line prints an expression beside what it computes, and checks it. `docs/pytorch.md` puts the calls of `PyTorch`
//! beside ours. Each file here is a section of the chapter: `cargo run --example tour`.

/// The column where results begin.
const COLUMN: usize = 60;

/// Prints an expression beside its value. Further lines of the value go below its first one.
fn beside(expression: &str, value: &str) {
    let value = value.replace('\n', &format!("\n{:COLUMN$}", ""));
    let gap = if expression.chars().count() < COLUMN { String::new() } else { format!("\n{:COLUMN$}", "") };
    println!("{expression:COLUMN$}{gap}{value}");
}

/// Prints an expression beside what it computes, which must equal what stands behind the arrow.
macro_rules! show {
    ($expression:expr => $expected:expr) => {{
        let value = $expression;
        assert_eq!(value, $expected);
        beside(stringify!($expression), &value.to_string());
    }};
}

/// Prints what is done and does it.
macro_rules! run {
    ($($statement:tt)*) => {
        println!("{};", stringify!($($statement)*));
        $($statement)*;
    };
}

/// Prints what a section is about.
fn title(text: &str) {
    println!("\n## {text}\n");
}

// Below the macros, which they use.
mod automatic_differentiation;
mod calculus;
mod data_manipulation;
mod linear_algebra;
mod probability;

fn main() {
    data_manipulation::run();
    linear_algebra::run();
    calculus::run();
    automatic_differentiation::run();
    probability::run();
    println!("\nAll values are as expected.");
}
