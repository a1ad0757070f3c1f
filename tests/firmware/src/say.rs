//! Printing of texts and integers, one after another.
//!
//! Not by `core::fmt`: its formatting of integers takes about 2 KiB of flash, and on AVR it does not work, because rustc
//! marks arguments by the lowest bit of an address that it believes to be even (rust-lang/rust#149223).

use crate::board::write;

/// What a line is made of.
pub trait Part {
    fn say(self);
}

impl Part for &str {
    fn say(self) {
        write(self);
    }
}

impl Part for u32 {
    #[inline(never)]
    fn say(self) {
        digits(self, 10, 1);
    }
}

impl Part for usize {
    fn say(self) {
        (self as u32).say();
    }
}

impl Part for i32 {
    fn say(self) {
        if self < 0 {
            write("-");
        }
        self.unsigned_abs().say();
    }
}

/// Bits, as eight hexadecimal digits.
pub struct Bits(pub u32);

impl Part for Bits {
    fn say(self) {
        digits(self.0, 16, 8);
    }
}

/// A number with at least so many digits.
#[inline(never)]
fn digits(mut number: u32, base: u32, at_least: usize) {
    let (mut text, mut first) = ([b'0'; 10], 10);
    while number > 0 || first > 10 - at_least {
        first -= 1;
        text[first] = b"0123456789abcdef"[(number % base) as usize];
        number /= base;
    }
    write(core::str::from_utf8(&text[first..]).unwrap_or("?"));
}

/// Prints parts and ends the line. The expansion of `say!("stack ", size)`:
///
/// ```ignore
/// { Part::say("stack "); Part::say(size); Part::say("\n"); }
/// ```
#[macro_export]
macro_rules! say {
    ($($part:expr),+) => {{
        $( $crate::say::Part::say($part); )+
        $crate::say::Part::say("\n");
    }};
}
