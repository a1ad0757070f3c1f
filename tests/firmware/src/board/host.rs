//! The host: nothing is measured.

/// What a panic says.
pub type PanicInfo<'a> = std::panic::PanicHookInfo<'a>;

/// Prints a text.
pub fn write(text: &str) {
    print!("{text}");
}

/// Runs a function.
pub fn instructions<R>(f: impl FnOnce() -> R) -> (R, u32) {
    (f(), 0)
}

/// Does nothing here: the standard library prints messages.
pub fn at_panic(_: fn(&PanicInfo<'_>)) {}

/// Prints the message of a panic.
pub fn message(info: &PanicInfo<'_>) {
    println!("{info}");
}
