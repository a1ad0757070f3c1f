//! An ATmega1284P in simavr: it prints to the serial line, and stops where the core sleeps without interrupts.

unsafe extern "C" {
    static mut __heap_start: u32;
    static __stack: u32;
}

/// Where the stack may not go: the end of the statics. From the linker script of avr-libc.
pub(super) fn end_of_statics() -> *mut u32 {
    &raw mut __heap_start
}

/// Where the stack begins, above all it will hold.
pub(super) fn start_of_stack() -> usize {
    &raw const __stack as usize + 1
}

/// A register of the microcontroller, by its address in memory.
struct Register(usize);

impl Register {
    fn read(&self) -> u8 {
        // SAFETY: a register of the microcontroller, which is always there.
        unsafe { (self.0 as *const u8).read_volatile() }
    }
    fn write(&self, bits: u8) {
        // SAFETY: as above; none of those below changes how memory is used.
        unsafe { (self.0 as *mut u8).write_volatile(bits) }
    }
}

/// The serial line.
const UCSR0A: Register = Register(0xc0);
const UCSR0B: Register = Register(0xc1);
const UDR0: Register = Register(0xc6);

/// Prints a text to the serial line.
pub fn write(text: &str) {
    UCSR0B.write(1 << 3); // transmitter on
    for &byte in text.as_bytes() {
        while UCSR0A.read() & 1 << 5 == 0 {} // until there is room
        UDR0.write(byte);
    }
}

/// Stops the emulator, which cannot be told how it went: who runs it looks for the last line.
pub(super) fn exit(_succeeded: bool) -> ! {
    loop {
        // SAFETY: it waits for an interrupt that does not come.
        unsafe { core::arch::asm!("cli", "sleep") };
    }
}

/// Cycles, in steps of 64: a counter of 16 bits that advances once in 64 cycles.
pub(super) mod clock {
    use super::Register;

    const TIFR1: Register = Register(0x36);
    const TCCR1B: Register = Register(0x81);
    const TCNT1L: Register = Register(0x84);
    const TCNT1H: Register = Register(0x85);

    pub(crate) fn now() -> u32 {
        TCCR1B.write(0b011);
        TIFR1.write(1); // the overflow is forgotten by writing 1
        count()
    }

    pub(crate) fn since(before: u32) -> u32 {
        let after = count();
        let periods = if TIFR1.read() & 1 == 1 { 1 << 16 } else { 0 };
        assert!(periods == 0 || after < before, "the counter holds 16 bits, which is too few for this function");
        64 * (periods + after - before)
    }

    fn count() -> u32 {
        // The low byte first: with it the high one is held.
        u32::from(TCNT1L.read()) | u32::from(TCNT1H.read()) << 8
    }
}
