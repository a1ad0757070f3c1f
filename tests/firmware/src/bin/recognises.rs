//! Inference with a network that was trained on the host and lies in flash as a constant.
#![cfg_attr(target_os = "none", no_std, no_main)]

use wengert::Tensor;
use wengert_firmware::board::instructions;
use wengert_firmware::digits::{TEST, TRAINING};
use wengert_firmware::network::{Network, fingerprint, image, recognised, scores};
use wengert_firmware::say::Bits;
use wengert_firmware::{firmware, say};

include!("../trained.rs");

fn run() {
    let (digit, cost) = instructions(|| scores(&TRAINED, &image(&TEST[0])).argmax().into_repr());
    say!("cost inference ", cost);
    say!("the first is a ", digit);
    let right = [&TRAINING[..], &TEST].map(|digits| recognised(&TRAINED, digits));
    say!("recognised ", right[0], " of ", TRAINING.len(), ", of others ", right[1], " of ", TEST.len());
    say!("network ", Bits(fingerprint(&TRAINED)));
}

firmware!(run);
