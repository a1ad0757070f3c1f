//! Illegal programs do not compile, and the compiler says what to change; their legal twins build and run.
//!
//! `ui-tests/fail/` and `ui-tests/pass/` hold files of the same names. A name is a rule, such as
//! `mm_needs_equal_inner_lengths.rs`: the program in `pass/` keeps it, the one in `fail/` breaks it in one line and is
//! equal otherwise, so that nothing but that line can be what the compiler refuses. Beside each illegal program lies
//! what the compiler says about it, in a `.stderr` file.
//!
//! # To add a pair
//!
//! 1. Write `ui-tests/pass/the_rule_as_a_sentence.rs`, a small program that asserts something.
//! 2. Copy it to `ui-tests/fail/` and change one line.
//! 3. Let the `.stderr` file be written, on the toolchain of [`TOOLCHAIN`], by
//!    `TRYBUILD=overwrite cargo test --test ui -- programs trybuild=the_rule_as_a_sentence`. Without `trybuild=…` all of
//!    them are written again. Some rules are checked where the program is built and not at `cargo check`: that a legal
//!    program is in the same run makes trybuild build.
//! 4. Read the message as somebody who does not know this crate. The first line must say in the words of the trade what
//!    is wrong, and the lines below it what to write instead. If they do not, the remedy is a `#[diagnostic]` attribute
//!    in `src/`, not another `.stderr` file.
//!
//! # On other toolchains
//!
//! Messages change from one compiler to the next, so they are compared on one toolchain only. Elsewhere every illegal
//! program must still fail to compile and every legal one must run; a note on standard error says that no message was
//! compared.
#![cfg(all(feature = "alloc", not(miri)))]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The compiler that wrote the `.stderr` files, as `rustc --version` begins.
const TOOLCHAIN: &str = "rustc 1.95.";
const FAIL: &str = "ui-tests/fail";
const PASS: &str = "ui-tests/pass";
/// Set for the second run of this test binary: where the illegal programs lie without their messages.
const WITHOUT_MESSAGES: &str = "WENGERT_UI_WITHOUT_MESSAGES";

#[test]
fn programs() {
    if let Some(fail) = env::var_os(WITHOUT_MESSAGES) {
        run(Path::new(&fail));
    } else if let Some(reason) = incomparable() {
        run_without_messages(&reason);
    } else {
        run(Path::new(FAIL));
    }
}

/// Every program of `pass/` builds and runs; every one of `fail` fails to compile with its message.
fn run(fail: &Path) {
    let cases = trybuild::TestCases::new();
    if env::args().any(|argument| argument.starts_with("trybuild=")) {
        cases.pass(format!("{PASS}/*.rs"));
    } else {
        cases.pass(all_in_one());
    }
    cases.compile_fail(fail.join("*.rs"));
}

/// The legal programs as modules of a single one, which is built and linked once and not once for each.
fn all_in_one() -> PathBuf {
    let directory = fs::canonicalize(PASS).expect("the legal programs lie where they should");
    let names = names(PASS, "rs");
    let modules = names.iter().map(|name| {
        let program = directory.join(name).with_extension("rs");
        let program = program.to_str().expect("the path of the crate is UTF-8");
        format!("mod {name} {{\n    include!({program:?});\n    pub fn run() {{\n        main();\n    }}\n}}\n")
    });
    let calls = names.iter().map(|name| format!("    {name}::run();\n"));
    let program = format!("{}fn main() {{\n{}}}\n", modules.collect::<String>(), calls.collect::<String>());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("legal_programs.rs");
    fs::write(&path, program).expect("the program of all legal programs is written");
    path
}

/// Why the compiler's messages cannot be compared to the files, if they cannot.
fn incomparable() -> Option<String> {
    let version = rustc(&["--version"]);
    if !version.starts_with(TOOLCHAIN) {
        return Some(format!("this is `{version}`, and they are from {TOOLCHAIN}x"));
    }
    let sources = Path::new(&rustc(&["--print", "sysroot"])).join("lib/rustlib/src/rust/library");
    sources
        .exists()
        .then(|| "the component rust-src is installed, and with it messages quote the standard library".into())
}

/// What the compiler answers that trybuild's cargo will use.
fn rustc(arguments: &[&str]) -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&rustc).args(arguments).output().expect("the compiler runs");
    assert!(output.status.success(), "{} {arguments:?} failed", rustc.display());
    String::from_utf8(output.stdout).expect("the compiler answers in UTF-8").trim().to_owned()
}

/// Copies the illegal programs to where no messages lie beside them, and runs everything on the copies.
///
/// trybuild refuses a program without a `.stderr` file unless `TRYBUILD=overwrite` lets it write one. That is read from
/// the environment, which a test cannot change safely: so this binary starts itself once more.
fn run_without_messages(reason: &str) {
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui-tests");
    if copies.exists() {
        fs::remove_dir_all(&copies).expect("the copies of the last run are removed");
    }
    fs::create_dir_all(&copies).expect("a directory for the copies is made");
    for program in files(FAIL, "rs") {
        let name = program.file_name().expect("a program has a name");
        fs::copy(&program, copies.join(name)).expect("a program is copied");
    }
    // Not `eprintln`, which the test harness swallows.
    let note = format!("note: the messages in {FAIL} are not compared: {reason}\n");
    std::io::stderr().write_all(note.as_bytes()).expect("the note is printed");
    let status = Command::new(env::current_exe().expect("this binary has a path"))
        .args(["programs", "--exact", "--nocapture"])
        .args(env::args().filter(|argument| argument.starts_with("trybuild=")))
        .env(WITHOUT_MESSAGES, &copies)
        .env("TRYBUILD", "overwrite")
        .status()
        .expect("this binary starts");
    assert!(status.success(), "an illegal program compiles, or a legal one does not run");
}

/// The files of a directory that end so, in order.
fn files(directory: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{directory}: {error}"));
    let paths = entries.map(|entry| entry.expect("an entry is read").path());
    let mut files: Vec<_> = paths.filter(|path| path.extension() == Some(OsStr::new(extension))).collect();
    files.sort();
    files
}

fn names(directory: &str, extension: &str) -> Vec<String> {
    files(directory, extension).iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_illegal_program_has_a_twin() {
    let illegal = names(FAIL, "rs");
    assert!(!illegal.is_empty(), "{FAIL} holds no program");
    assert_eq!(illegal, names(PASS, "rs"));
    for message in names(FAIL, "stderr") {
        assert!(illegal.contains(&message), "{FAIL}/{message}.stderr belongs to no program");
    }
}

#[test]
fn twins_differ_in_one_line() {
    for name in names(PASS, "rs") {
        let [legal, illegal] = [PASS, FAIL]
            .map(|directory| fs::read_to_string(format!("{directory}/{name}.rs")).expect("a program is read"));
        let differences = legal.lines().zip(illegal.lines()).filter(|(legal, illegal)| legal != illegal).count();
        assert_eq!((differences, legal.lines().count()), (1, illegal.lines().count()), "{name}");
    }
}
