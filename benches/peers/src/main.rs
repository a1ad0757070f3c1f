//! The same work by wengert, by other crates and by hand, timed in turns.
//!
//! ```text
//! cargo run --release -p peers                                  # everything
//! cargo run --release -p peers -- --quick products mlp          # less time for each figure; some families
//! cargo run --release -p peers -- --write                       # and put the tables into benches/README.md
//! cargo run --release -p peers -- --compare a.csv b.csv         # our own programs in two builds; measures nothing
//! ```
//!
//! It prints Markdown tables and writes `target/peers.csv`, which holds what this run measured and no more.

mod adbench;
mod case;
mod compare;
mod hessian;
mod lanes;
mod limits;
#[path = "../../measure/mod.rs"]
mod measure;
mod mlp;
mod peak;
mod products;
mod report;
mod scalars;

use measure::Effort;
use report::Report;
use std::error::Error;

/// The families of work, each a file.
const FAMILIES: [(&str, fn(&mut Report)); 6] = [
    ("products", products::run),
    ("scalars", scalars::run),
    ("mlp", mlp::run),
    ("lanes", lanes::run),
    ("adbench", adbench::run),
    ("hessian", hessian::run),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, before, after] = &arguments[..]
        && flag == "--compare"
    {
        return compare::print(before, after);
    }
    let (mut effort, mut write, mut chosen) = (Effort::FULL, false, Vec::new());
    for argument in &arguments {
        match argument.as_str() {
            "--quick" => effort = Effort::QUICK,
            "--write" => write = true,
            name => match FAMILIES.iter().find(|(family, _)| *family == name) {
                Some((_, run)) => chosen.push(*run),
                None => return Err(format!("{name} is no family: {:?}", FAMILIES.map(|(family, _)| family)).into()),
            },
        }
    }
    if write && !chosen.is_empty() {
        return Err("--write puts all tables into benches/README.md: it takes no families".into());
    }
    if chosen.is_empty() {
        chosen = FAMILIES.map(|(_, run)| run).to_vec();
    }
    // Tensors live on the stack, and the largest here are larger than what a program usually has of it.
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let measured = thread.spawn(move || {
        let mut report = Report::new(effort);
        for run in chosen {
            run(&mut report);
        }
        report
    })?;
    let report = measured.join().map_err(|_| "a family did not come to its end")?;
    report.finish(write)
}
