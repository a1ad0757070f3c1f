//! Inference with a network that was trained on the host and lies in flash as a constant.
#![cfg_attr(target_os = "none", no_std, no_main)]

use wengert::Tensor;
use wengert_firmware::board::{instructions, println};
use wengert_firmware::digits::{TEST, TRAINING};
use wengert_firmware::firmware;
use wengert_firmware::network::{Network, fingerprint, image, recognised, scores};

include!("../trained.rs");

fn run() {
    let (digit, cost) = instructions(|| scores(&TRAINED, &image(&TEST[0])).argmax().into_repr());
    println!("cost inference {cost}");
    println!("the first is a {digit}");
    let right = [&TRAINING[..], &TEST].map(|digits| recognised(&TRAINED, digits));
    println!("recognised {} of {}, of others {} of {}", right[0], TRAINING.len(), right[1], TEST.len());
    println!("network {:08x}", fingerprint(&TRAINED));
}

firmware!(run);
