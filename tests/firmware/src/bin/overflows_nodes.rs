//! A tape with too few nodes stops the program with a message, and has written nothing outside itself.
#![cfg_attr(target_os = "none", no_std, no_main)]

use wengert::{FixedTape, tensor};

wengert_firmware::overflow! { FixedTape<f32, 8, 1>: |tape| tape.grad(|x| (x * x).sum(), &tensor([1.0, 2.0])) }
