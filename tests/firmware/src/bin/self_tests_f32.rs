//! The numerics of `f32`.
#![cfg_attr(target_os = "none", no_std, no_main)]

use static_cell::ConstStaticCell;
use wengert::FixedTape;
use wengert_firmware::firmware;
use wengert_firmware::self_tests::{Recorder, all};

static TAPE: ConstStaticCell<Recorder<f32>> = ConstStaticCell::new(FixedTape::new());

fn run() {
    all(TAPE.take());
}

firmware!(run);
