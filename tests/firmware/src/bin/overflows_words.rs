//! A tape with too few words stops the program with a message, and has written nothing outside itself.
#![cfg_attr(target_os = "none", no_std, no_main)]

use wengert::{FixedTape, tensor};

wengert_firmware::overflow! { FixedTape<f32, 8, 2, 1>: |tape| tape.grad(|x| x.powi(3).powi(2), &tensor(2.0)) }
