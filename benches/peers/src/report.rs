//! What is printed and written: tables of ratios, and a line for each time.

use crate::case::{Case, Outcome, US};
use crate::measure::{Effort, conditions, digits};
use crate::{limits, products};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Everything that was measured.
pub(crate) struct Report {
    effort: Effort,
    pub(crate) outcomes: Vec<Outcome>,
}

/// For which processor the compiler was told to compile.
pub(crate) fn build() -> &'static str {
    let flags = option_env!("RUSTFLAGS").unwrap_or_default();
    flags.split_once("target-cpu=").map_or("default", |(_, cpu)| cpu.split(' ').next().unwrap_or(cpu))
}

/// The top of the repository.
fn top() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Between these lines of benches/README.md stand the tables.
const MARKS: [&str; 2] = ["<!-- tables -->\n", "<!-- end of tables -->\n"];

impl Report {
    pub(crate) fn new(effort: Effort) -> Self {
        Report { effort, outcomes: Vec::new() }
    }

    /// Measures a case.
    pub(crate) fn measure(&mut self, case: Case<'_>) {
        self.outcomes.push(case.run(self.effort));
    }

    /// The outcome of a case at a size, if it was measured.
    pub(crate) fn find(&self, case: &str, size: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.case == case && outcome.size == size)
    }

    /// Prints the tables, writes the CSV file, and the tables into the README if told so.
    pub(crate) fn finish(&self, write: bool) -> Result<(), Box<dyn Error>> {
        let tables = self.tables();
        println!("{tables}");
        let csv = Self::csv_path();
        std::fs::create_dir_all(csv.parent().expect("a file has a folder"))?;
        std::fs::write(&csv, self.csv())?;
        if write {
            let readme = top().join("benches/README.md");
            let text = std::fs::read_to_string(&readme)?;
            let (before, rest) = text.split_once(MARKS[0]).ok_or("the README has no mark for its tables")?;
            let (_, after) = rest.split_once(MARKS[1]).ok_or("the README has no mark behind its tables")?;
            std::fs::write(readme, format!("{before}{}\n{tables}\n{}{after}", MARKS[0], MARKS[1]))?;
        }
        Ok(())
    }

    /// One file for each build, so that builds can be compared.
    fn csv_path() -> PathBuf {
        let name = match build() {
            "default" => "peers.csv".to_string(),
            other => format!("peers-{other}.csv"),
        };
        top().join("target").join(name)
    }

    fn csv(&self) -> String {
        let mut csv = String::from("case,size,who,build,median_ns,ratio_to_us\n");
        for outcome in &self.outcomes {
            for who in &outcome.who {
                assert!(![&outcome.case, *who].iter().any(|field| field.contains(',')), "a comma parts two fields");
                let time = outcome.nanoseconds(who).expect("it was measured");
                let ratio = outcome.ratio(who, US).map_or(String::new(), |ratio| format!("{ratio:.4}"));
                let _ = writeln!(csv, "{},{},{who},{},{time:.2},{ratio}", outcome.case, outcome.size, build());
            }
        }
        csv
    }

    fn tables(&self) -> String {
        let mut text = format!("{}\n", conditions(self.effort));
        let mut cases: Vec<&str> = Vec::new();
        for outcome in &self.outcomes {
            if !cases.contains(&outcome.case.as_str()) {
                cases.push(&outcome.case);
            }
        }
        for case in cases {
            let rows: Vec<_> = self.outcomes.iter().filter(|outcome| outcome.case == case).collect();
            let _ = write!(text, "\n### {case}\n\n{}", table(&rows));
        }
        text += &products::speeds(self);
        let _ = write!(text, "\n### What was asked for\n\n{}", limits::table(self));
        text
    }
}

/// One case: a line for each size, a column for each candidate.
fn table(rows: &[&Outcome]) -> String {
    let mut columns: Vec<&str> = Vec::new();
    for who in rows.iter().flat_map(|row| &row.who) {
        if *who != US && !columns.contains(who) {
            columns.push(who);
        }
    }
    let mut text =
        format!("| size | {US}, ns | {} |\n|--:|--:|{}\n", columns.join(" | "), "--:|".repeat(columns.len()));
    for row in rows {
        let cell = |who: &&str| match row.ratio(who, US) {
            Some(ratio) => format!("{}{}", digits(ratio), allocations(row, who)),
            None => String::new(),
        };
        let us = row.nanoseconds(US).map_or(String::new(), digits);
        let others: Vec<String> = columns.iter().map(cell).collect();
        let _ = writeln!(text, "| {} | {us}{} | {} |", row.size, allocations(row, US), others.join(" | "));
    }
    text
}

/// How often a candidate allocates, in brackets, if it does.
fn allocations(row: &Outcome, who: &str) -> String {
    let place = row.who.iter().position(|candidate| *candidate == who);
    match place.map_or(0, |place| row.allocations[place]) {
        0 => String::new(),
        count => format!(" ({count})"),
    }
}
