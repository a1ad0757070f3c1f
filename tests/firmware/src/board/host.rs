//! The host: nothing is measured.

/// Runs a function.
pub fn instructions<R>(f: impl FnOnce() -> R) -> (R, u32) {
    (f(), 0)
}

/// Calls a function after the message of a panic: on the device only.
pub fn at_panic(_: fn()) {}
