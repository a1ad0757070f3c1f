//! A microcontroller, in an emulator.

use super::port::{clock, end_of_statics, exit, start_of_stack};
use crate::say;
use core::cell::Cell;
use core::hint::black_box;
use core::panic::PanicInfo;
use critical_section::Mutex;

const PAINT: u32 = 0x5057_4e54;

/// Runs a program, prints how much stack it took, and stops the emulator.
pub fn start(run: fn()) -> ! {
    let here = 0_u32;
    // What is in use already, and 64 bytes more, is not painted.
    let free = (black_box(&here) as *const u32).wrapping_sub(16);
    let mut word = end_of_statics();
    while word.cast_const() < free {
        // SAFETY: between the statics and the stack nothing lies.
        unsafe { word.write_volatile(PAINT) };
        word = word.wrapping_add(1);
    }
    black_box(run)();
    let mut word = end_of_statics().cast_const();
    // SAFETY: as above, and words are only read.
    while word < free && unsafe { word.read_volatile() } == PAINT {
        word = word.wrapping_add(1);
    }
    say!("stack ", start_of_stack() - word as usize);
    exit(true)
}

/// Runs a function and counts its instructions: the emulator advances its clock by the same time with each.
#[inline(never)]
pub fn instructions<R>(f: impl FnOnce() -> R) -> (R, u32) {
    let before = clock::now();
    let result = f();
    (result, clock::since(before))
}

static AT_PANIC: Mutex<Cell<fn(&PanicInfo<'_>)>> = Mutex::new(Cell::new(|_| say!("panicked")));

/// Calls a function in a panic. Without one nothing of messages and places gets into the flash, which takes some KiB.
pub fn at_panic(f: fn(&PanicInfo<'_>)) {
    critical_section::with(|section| AT_PANIC.borrow(section).set(f));
}

/// Prints the message of a panic.
#[cfg(not(target_arch = "avr"))]
pub fn message(info: &PanicInfo<'_>) {
    struct Out;
    impl core::fmt::Write for Out {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            super::port::write(text);
            Ok(())
        }
    }
    let _ = core::fmt::Write::write_fmt(&mut Out, format_args!("{info}\n"));
}

/// Prints where a panic is: on AVR, messages that are formatted come out wrong (see [`crate::say`]).
#[cfg(target_arch = "avr")]
pub fn message(info: &PanicInfo<'_>) {
    if let Some(place) = info.location() {
        say!("panicked at ", place.file(), ":", place.line());
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    critical_section::with(|section| AT_PANIC.borrow(section).get())(info);
    exit(false)
}

/// Critical sections where no crate for the core brings them: one core, on which no interrupt is ever enabled.
#[cfg(any(target_arch = "aarch64", target_arch = "avr"))]
mod alone {
    use critical_section::{Impl, RawRestoreState};

    struct Alone;
    critical_section::set_impl!(Alone);
    // SAFETY: nothing interrupts the program.
    unsafe impl Impl for Alone {
        unsafe fn acquire() -> RawRestoreState {}
        unsafe fn release((): RawRestoreState) {}
    }
}
