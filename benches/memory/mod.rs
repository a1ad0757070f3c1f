//! What a function takes of the stack and of the heap.

use std::cell::Cell;
use std::hint::black_box;

thread_local! {
    static DEEPEST: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Notes how deep the stack is here. It grows downwards.
#[inline(never)]
pub(crate) fn note_depth() {
    let here = 0_u8;
    let address = std::ptr::from_ref(black_box(&here)).addr();
    DEEPEST.set(DEEPEST.get().min(address));
}

/// What a function took of the stack and of the heap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Memory {
    /// Bytes between the frame that called the function and the deepest [`note_depth`] within it.
    pub(crate) stack: usize,
    /// Bytes allocated at the same time, at most.
    pub(crate) heap: u64,
}

/// Runs a function on a thread with a stack of so many bytes: were it deeper, the process would end here.
pub(crate) fn on_small_stack<R: Send>(bytes: usize, f: impl FnOnce() -> R + Send) -> (R, Memory) {
    let measured = move || {
        note_depth();
        let top = DEEPEST.replace(usize::MAX);
        let mut result = None;
        let allocated = allocation_counter::measure(|| result = Some(f()));
        let stack = top.saturating_sub(DEEPEST.get());
        (result.expect("it ran"), Memory { stack, heap: allocated.bytes_max })
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(bytes).spawn_scoped(scope, measured);
        thread.expect("a thread with a stack of this size").join().expect("the function does not panic")
    })
}
