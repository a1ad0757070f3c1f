//! A board: it starts a program, prints, counts instructions and measures the stack. Also the host, which only prints, so
//! that the same program runs there and says what the board must say.

#[cfg(target_os = "none")]
mod bare;
#[cfg(all(target_os = "none", target_arch = "avr"))]
#[path = "avr.rs"]
mod port;
#[cfg(all(target_os = "none", not(target_arch = "avr")))]
#[path = "semihosted.rs"]
mod port;
#[cfg(target_os = "none")]
pub use bare::{at_panic, instructions, message, start};
#[cfg(target_os = "none")]
pub use core::panic::PanicInfo;
#[cfg(target_os = "none")]
pub use port::write;

#[cfg(not(target_os = "none"))]
mod host;
#[cfg(not(target_os = "none"))]
pub use host::{PanicInfo, at_panic, instructions, message, write};

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
