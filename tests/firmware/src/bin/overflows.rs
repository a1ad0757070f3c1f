//! A tape that is too small stops the program with a message, and has written nothing outside itself.
#![cfg_attr(target_os = "none", no_std, no_main)]

use core::ptr::{addr_of, addr_of_mut};
use wengert::{FixedTape, tensor};
use wengert_firmware::board::{PanicInfo, at_panic, message};
use wengert_firmware::{firmware, say};

const MARK: [u32; 4] = [0xdead_beef; 4];

/// A tape between two marks.
#[repr(C)]
struct Marked {
    before: [u32; 4],
    tape: FixedTape<f32, 8, 1>,
    after: [u32; 4],
}

static mut MEMORY: Marked = Marked { before: MARK, tape: FixedTape::new(), after: MARK };

/// Prints the message, then looks at the marks, which must be as they were.
fn look(info: &PanicInfo<'_>) {
    message(info);
    // SAFETY: the program has stopped, nothing else uses the memory.
    let (before, after) = unsafe { (addr_of!(MEMORY.before).read_volatile(), addr_of!(MEMORY.after).read_volatile()) };
    say!(if [before, after] == [MARK; 2] { "nothing" } else { "something" }, " is written outside the tape");
}

fn run() {
    at_panic(look);
    // SAFETY: this function runs once, and nothing else uses the tape.
    let tape = unsafe { &mut *addr_of_mut!(MEMORY.tape) };
    let _ = tape.grad(|x| (x * x).sum(), &tensor([1.0, 2.0]));
}

firmware!(run);
