//! An emulator that prints and stops by semihosting: ARM, AArch64 and RISC-V.

#[cfg(target_arch = "arm")]
use cortex_m_rt as _;
#[cfg(target_arch = "riscv32")]
use riscv_rt as _;
use semihosting::io::{Write as _, stdout};

unsafe extern "C" {
    static mut __sheap: u32;
    static _stack_start: u32;
}

/// Where the stack may not go: the end of the statics. From the linker script.
pub(super) fn end_of_statics() -> *mut u32 {
    &raw mut __sheap
}

/// Where the stack begins, above all it will hold.
pub(super) fn start_of_stack() -> usize {
    &raw const _stack_start as usize
}

/// Prints a text.
pub fn write(text: &str) {
    // It writes what it can: there is nobody to tell.
    let _ = stdout().and_then(|mut out| out.write_all(text.as_bytes()));
}

/// Stops the emulator.
pub(super) fn exit(succeeded: bool) -> ! {
    semihosting::process::exit(i32::from(!succeeded))
}

#[cfg(target_arch = "arm")]
pub(super) mod clock {
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

    pub(crate) fn now() -> u32 {
        // SAFETY: nothing else uses the counter.
        let mut counter = unsafe { Peripherals::steal() }.SYST;
        counter.set_clock_source(SystClkSource::Core);
        counter.set_reload(0x00ff_ffff);
        counter.clear_current();
        counter.enable_counter();
        counter.has_wrapped(); // asking clears the answer
        SYST::get_current()
    }

    pub(crate) fn since(before: u32) -> u32 {
        // SAFETY: as above.
        let wrapped = unsafe { Peripherals::steal() }.SYST.has_wrapped();
        assert!(!wrapped, "the counter holds 24 bits, which is too few for this function");
        let ticks = before.wrapping_sub(SYST::get_current()) & 0x00ff_ffff;
        ticks * 125 / (8 * MEGAHERTZ)
    }
}

#[cfg(target_arch = "riscv32")]
pub(super) mod clock {
    use riscv::register::minstret;

    pub(crate) fn now() -> u32 {
        minstret::read() as u32
    }
    pub(crate) fn since(before: u32) -> u32 {
        (minstret::read() as u32).wrapping_sub(before)
    }
}

#[cfg(target_arch = "aarch64")]
pub(super) mod clock {
    /// An instruction takes 16 ns, and the counter of 62.5 MHz one step.
    pub(crate) fn now() -> u32 {
        let count: u64;
        // SAFETY: it reads a counter.
        unsafe { core::arch::asm!("mrs {}, cntvct_el0", out(reg) count, options(nomem, nostack)) };
        count as u32
    }
    pub(crate) fn since(before: u32) -> u32 {
        now().wrapping_sub(before)
    }
}

/// What a runtime crate does on the other targets.
#[cfg(target_arch = "aarch64")]
mod start {
    // Floating point on, the stack, statics of zeros; then the program. QEMU starts it at exception level 1.
    core::arch::global_asm!(
        ".section .text.start, \"ax\"",
        ".global _start",
        "_start:",
        "mov x0, #(3 << 20)",
        "msr cpacr_el1, x0",
        "isb",
        "ldr x0, =_stack_start",
        "mov sp, x0",
        "ldr x0, =__sbss",
        "ldr x1, =__sheap",
        "1: cmp x0, x1",
        "b.hs 2f",
        "str xzr, [x0], #8",
        "b 1b",
        "2: bl main",
    );
}
