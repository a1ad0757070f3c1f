//! A microcontroller, in an emulator that prints by semihosting.

use core::cell::Cell;
use core::hint::black_box;
use core::panic::PanicInfo;
use core::ptr::{addr_of, addr_of_mut};
use critical_section::Mutex;
use semihosting::{println, process};

#[cfg(target_arch = "arm")]
use cortex_m_rt as _;
#[cfg(target_arch = "riscv32")]
use riscv_rt as _;

unsafe extern "C" {
    /// Where the stack may not go: the end of the statics. From the linker script.
    static mut __sheap: u32;
    /// Where the stack begins, above all it will hold.
    static _stack_start: u32;
}

const PAINT: u32 = 0x5057_4e54;

/// Runs a program, prints how much stack it took, and stops the emulator.
pub fn start(run: fn()) -> ! {
    let here = 0_u32;
    // What is in use already, and 64 bytes more, is not painted.
    let free = (black_box(&here) as *const u32).wrapping_sub(16);
    let mut word = addr_of_mut!(__sheap);
    while word.cast_const() < free {
        // SAFETY: between the statics and the stack nothing lies.
        unsafe { word.write_volatile(PAINT) };
        word = word.wrapping_add(1);
    }
    black_box(run)();
    let mut word = addr_of_mut!(__sheap).cast_const();
    // SAFETY: as above, and words are only read.
    while word < free && unsafe { word.read_volatile() } == PAINT {
        word = word.wrapping_add(1);
    }
    println!("stack {}", addr_of!(_stack_start) as usize - word as usize);
    process::exit(0)
}

/// Runs a function and counts its instructions: the emulator advances its clock by the same time with each.
#[inline(never)]
pub fn instructions<R>(f: impl FnOnce() -> R) -> (R, u32) {
    let before = clock::now();
    let result = f();
    (result, clock::since(before))
}

#[cfg(target_arch = "arm")]
mod clock {
    use cortex_m::peripheral::{Peripherals, SYST, syst::SystClkSource};

    /// An instruction takes 64 ns. The counter falls once in each period of this clock.
    const MEGAHERTZ: u32 = decimal(env!("MEGAHERTZ"));

    /// `parse` is not const.
    const fn decimal(text: &str) -> u32 {
        let (mut number, mut rest) = (0, text.as_bytes());
        while let [digit, more @ ..] = rest {
            (number, rest) = (10 * number + (*digit - b'0') as u32, more);
        }
        number
    }

    pub(super) fn now() -> u32 {
        // SAFETY: nothing else uses the counter.
        let mut counter = unsafe { Peripherals::steal() }.SYST;
        counter.set_clock_source(SystClkSource::Core);
        counter.set_reload(0x00ff_ffff);
        counter.clear_current();
        counter.enable_counter();
        counter.has_wrapped(); // asking clears the answer
        SYST::get_current()
    }

    pub(super) fn since(before: u32) -> u32 {
        // SAFETY: as above.
        let wrapped = unsafe { Peripherals::steal() }.SYST.has_wrapped();
        assert!(!wrapped, "the counter holds 24 bits, which is too few for this function");
        let ticks = before.wrapping_sub(SYST::get_current()) & 0x00ff_ffff;
        ticks * 125 / (8 * MEGAHERTZ)
    }
}

#[cfg(target_arch = "riscv32")]
mod clock {
    use riscv::register::minstret;

    pub(super) fn now() -> u32 {
        minstret::read() as u32
    }
    pub(super) fn since(before: u32) -> u32 {
        (minstret::read() as u32).wrapping_sub(before)
    }
}

static AT_PANIC: Mutex<Cell<fn(&PanicInfo<'_>)>> = Mutex::new(Cell::new(|_| println!("panicked")));

/// Calls a function in a panic. Without one nothing of messages and places gets into the flash, which takes some KiB.
pub fn at_panic(f: fn(&PanicInfo<'_>)) {
    critical_section::with(|section| AT_PANIC.borrow(section).set(f));
}

/// Prints the message of a panic.
pub fn message(info: &PanicInfo<'_>) {
    println!("{info}");
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    critical_section::with(|section| AT_PANIC.borrow(section).get())(info);
    process::exit(1)
}
