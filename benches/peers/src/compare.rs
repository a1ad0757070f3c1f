//! Our own programs in two builds.

use crate::case::US;
use crate::measure::digits;
use std::collections::HashMap;
use std::error::Error;

/// What is slower by more than this is called slower.
const TOLERANCE: f64 = 1.1;

/// Prints how the times of two CSV files of this program compare.
pub(crate) fn print(before: &str, after: &str) -> Result<(), Box<dyn Error>> {
    let (before, after) = (read(before)?, read(after)?);
    let earlier: HashMap<_, _> = before.iter().map(|(case, time)| (case.as_str(), *time)).collect();
    println!("| case | before, ns | after, ns | after / before | |\n|---|--:|--:|--:|---|");
    let mut slower = 0;
    for (case, time) in &after {
        let Some(earlier) = earlier.get(case.as_str()) else { continue };
        let ratio = time / earlier;
        slower += usize::from(ratio > TOLERANCE);
        let remark = if ratio > TOLERANCE { "**slower**" } else { "" };
        println!("| {case} | {} | {} | {ratio:.2} | {remark} |", digits(*earlier), digits(*time));
    }
    println!("\n{slower} of {} are slower by more than 10 %.", after.len());
    Ok(())
}

/// The lines about us: case and size with who exactly, and the time.
fn read(path: &str) -> Result<Vec<(String, f64)>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut times = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [case, size, who, _, time, _] = fields[..] else { return Err(format!("{path}: {line}").into()) };
        if who.starts_with(US) {
            times.push((format!("{case} {size}: {who}"), time.parse()?));
        }
    }
    Ok(times)
}
