//! What the documents quote is what the source says.
//!
//! Their programs are compiled and run by `cargo test --doc`.

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");
const ADDING: &str = include_str!("../docs/adding_an_operation.md");
const DOCUMENTS: [(&str, &str); 8] = [
    ("", README),
    ("docs", ADDING),
    ("docs", include_str!("../docs/design.md")),
    ("docs", include_str!("../docs/differentiation.md")),
    ("docs", include_str!("../docs/embedded.md")),
    ("docs", include_str!("../docs/how_ad_works.md")),
    ("docs", include_str!("../docs/large_tensors.md")),
    ("docs", include_str!("../docs/pytorch.md")),
];

/// Whether a document has a block of code with exactly this text.
fn has_block(document: &str, language: &str, text: &str) -> bool {
    document.contains(&format!("```{language}\n{text}```\n"))
}

#[test]
fn the_readme_shows_the_example_and_what_it_prints() {
    assert!(has_block(README, "rust", include_str!("../examples/three_modes.rs")));
    let run = Command::new(env!("CARGO")).args(["run", "--quiet", "--example", "three_modes"]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(has_block(README, "text", &String::from_utf8(run.stdout).unwrap()));
}

#[test]
fn the_readme_shows_what_the_compiler_says() {
    let said = include_str!("../ui-tests/fail/add_needs_shapes_that_broadcast.stderr");
    for note in said.lines().filter(|line| line.contains("= note: ") && !line.contains("required for")) {
        assert!(README.contains(note), "{note}");
    }
}

#[test]
fn the_guide_shows_softplus_as_it_is() {
    assert!(has_block(ADDING, "rust,ignore", include_str!("../src/op/softplus.rs")));
    assert!(include_str!("../src/op/mod.rs").contains("    softplus: Softplus;\n"));
}

#[test]
fn links_lead_to_files() {
    for (folder, document) in DOCUMENTS {
        for link in document.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap();
            if target.starts_with("http") || target.contains("::") {
                continue; // the web, or an item of the crate
            }
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(target);
            assert!(file.exists(), "{target} in {folder}/");
        }
    }
}

/// The methods of a source file, each with the documentation above it.
fn methods(source: &str) -> Vec<(&str, String)> {
    let (mut methods, mut documentation) = (Vec::new(), String::new());
    for line in source.split("#[cfg(test)]").next().unwrap_or_default().lines().map(str::trim_start) {
        if let Some(text) = line.strip_prefix("///") {
            documentation += text;
            documentation.push('\n');
        } else if let Some(method) = line.strip_prefix("pub fn ") {
            methods.push((method, core::mem::take(&mut documentation)));
        } else if !line.starts_with("#[") {
            documentation.clear();
        }
    }
    methods
}

#[test]
fn every_operation_says_its_shapes_and_its_derivative_and_shows_what_it_computes() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/op");
    let (mut count, mut missing) = (0, Vec::new());
    for file in std::fs::read_dir(files).unwrap() {
        let file = file.unwrap().path();
        let file = if file.is_dir() { file.join("mod.rs") } else { file };
        for (method, documentation) in methods(&std::fs::read_to_string(&file).unwrap()) {
            let name = method.split(['<', '(']).next().unwrap_or_default();
            // Rules are made where results are written in place: `unary_into` shows how.
            if name == "new" {
                continue;
            }
            // A form of another method names that one instead of repeating what it says.
            let other = name.strip_prefix("try_").or(name.strip_suffix("_into")).or(name.strip_suffix("_to"));
            let is_form = other.is_some_and(|other| documentation.contains(&format!("[`{other}`]")));
            for part in ["Shape:", "erivative", "```", "assert"] {
                let elsewhere = is_form && ["Shape:", "erivative"].contains(&part);
                if !documentation.contains(part) && !elsewhere {
                    missing.push(format!("{}: no `{part}` in the documentation of {method}", file.display()));
                }
            }
            count += 1;
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(count > 100, "only {count} methods were found");
}
