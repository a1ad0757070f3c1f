//! A tape that is too small, between two marks.

use crate::board::{PanicInfo, message};
use crate::say;
use core::cell::UnsafeCell;

const MARK: [u32; 4] = [0xdead_beef; 4];

/// A tape that is handed out once, and what lies beside it.
#[repr(C)]
pub struct Marked<Tape> {
    before: [u32; 4],
    tape: UnsafeCell<Tape>,
    after: [u32; 4],
}

// SAFETY: there is one core, and what looks at the marks runs after everything else.
unsafe impl<Tape> Sync for Marked<Tape> {}

impl<Tape> Marked<Tape> {
    pub const fn new(tape: Tape) -> Self {
        Marked { before: MARK, tape: UnsafeCell::new(tape), after: MARK }
    }

    /// The tape.
    ///
    /// # Safety
    /// It is called once.
    #[expect(clippy::mut_from_ref, reason = "it is called once")]
    pub unsafe fn tape(&self) -> &mut Tape {
        // SAFETY: as the caller says.
        unsafe { &mut *self.tape.get() }
    }

    /// Prints the message, then looks at the marks, which must be as they were.
    pub fn look(&self, info: &PanicInfo<'_>) {
        message(info);
        // SAFETY: both are there, and only read.
        let (before, after) = unsafe { ((&raw const self.before).read_volatile(), (&raw const self.after).read_volatile()) };
        say!(if [before, after] == [MARK; 2] { "nothing" } else { "something" }, " is written outside the tape");
    }
}

/// A program that takes more than a tape holds. The expansion of `overflow! { FixedTape<f32, 8, 1>: |tape| f(tape) }`:
///
/// ```ignore
/// static MARKED: Marked<FixedTape<f32, 8, 1>> = Marked::new(FixedTape::new());
/// fn run() {
///     at_panic(|info| MARKED.look(info));
///     let tape = unsafe { MARKED.tape() };
///     f(tape);
/// }
/// firmware!(run);
/// ```
#[macro_export]
macro_rules! overflow {
    ($type:ty: |$tape:ident| $take:expr) => {
        static MARKED: $crate::overflow::Marked<$type> = $crate::overflow::Marked::new(<$type>::new());
        fn run() {
            $crate::board::at_panic(|info| MARKED.look(info));
            // SAFETY: this function runs once.
            let $tape = unsafe { MARKED.tape() };
            let _ = $take;
        }
        $crate::firmware!(run);
    };
}
