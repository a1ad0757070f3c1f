//! A board: it starts a program, prints, counts instructions and measures the stack. Also the host, which only prints, so
//! that the same program runs there and says what the board must say.

#[cfg(target_os = "none")]
mod bare;
#[cfg(target_os = "none")]
pub use bare::{at_panic, instructions, message, start};
#[cfg(target_os = "none")]
pub use core::panic::PanicInfo;
#[cfg(target_os = "none")]
pub use semihosting::println;

#[cfg(not(target_os = "none"))]
mod host;
#[cfg(not(target_os = "none"))]
pub use host::{PanicInfo, at_panic, instructions, message};
#[cfg(not(target_os = "none"))]
pub use std::println;

/// Makes a function the program.
#[macro_export]
macro_rules! firmware {
    ($run:path) => {
        #[cfg(target_os = "none")]
        #[unsafe(export_name = "main")]
        extern "C" fn main() -> ! {
            $crate::board::start($run)
        }
        #[cfg(not(target_os = "none"))]
        fn main() {
            $run();
        }
    };
}
