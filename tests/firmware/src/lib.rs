//! What the firmware shares: the board it runs on, and the tables it holds.
#![cfg_attr(target_os = "none", no_std)]
// No compiler for AVR is stable.
#![cfg_attr(target_arch = "avr", feature(asm_experimental_arch))]

pub mod board;
pub mod network;
pub mod overflow;
pub mod say;
pub mod self_tests;

/// Handwritten digits of 4×4 pixels.
pub mod digits {
    /// The pixels, 0 for paper to 64 for ink, and the digit.
    pub type Digit = ([u8; 16], u8);
    include!(concat!(env!("OUT_DIR"), "/digits.rs"));
}

/// Measurements of a magnetometer.
pub mod field {
    include!(concat!(env!("OUT_DIR"), "/field.rs"));
}

/// A sum of bits (FNV-1a): two runs with the same one computed the same numbers.
#[derive(Clone, Copy)]
pub struct Fingerprint(u32);

impl Fingerprint {
    pub const fn new() -> Self {
        Fingerprint(0x811c_9dc5)
    }
    pub fn add(&mut self, bytes: [u8; 4]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    /// Of numbers, all NaN being one.
    pub fn of(numbers: &[f32]) -> u32 {
        let mut print = Fingerprint::new();
        numbers.iter().for_each(|number| print.add(number.to_bits().to_le_bytes()));
        print.0
    }
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self::new()
    }
}

/// A number in millionths, rounded: printed as an integer, it needs no printing of floats, which takes 10 KiB of flash.
pub fn millionths(number: f32) -> i32 {
    let scaled = number * 1e6;
    (if scaled < 0.0 { scaled - 0.5 } else { scaled + 0.5 }) as i32
}

/// Random numbers that are the same everywhere, in [−1, 1).
pub struct Random(u32);

impl Random {
    pub const fn new(seed: u32) -> Self {
        Random(seed)
    }
    pub fn number(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / (1 << 23) as f32 - 1.0
    }
}
