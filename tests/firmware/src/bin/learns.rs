//! Learning on the device: a network of 16-6-10 neurons learns digits of 4×4 pixels, by gradients from a tape in a `static`.
//! Beside it is the same gradient as one writes it by hand, which must be equal, and what both cost.
#![cfg_attr(target_os = "none", no_std, no_main)]

use static_cell::ConstStaticCell;
use wengert::optim::Sgd;
use wengert::{Fixed, Held, Parameters as _, ParametersMut as _, Real, Scalar, Tensor, Usage, Vector, WengertList};
use wengert_firmware::board::instructions;
use wengert_firmware::digits::{TEST, TRAINING};
use wengert_firmware::network::{CLASSES, HIDDEN, Network, PIXELS, fingerprint, image, recognised, scores};
use wengert_firmware::say::Bits;
use wengert_firmware::{Random, firmware, millionths, say};

/// An emulated AVR takes a quarter of a minute for one.
const EPOCHS: usize = if cfg!(target_arch = "avr") { 1 } else { 20 };

/// How badly the scores predict the digit.
fn loss<E: Real>(network: &Network<E>, image: &Vector<E::Base, PIXELS>, label: u8) -> Scalar<E> {
    scores(network, image).unsqueeze::<0>().cross_entropy(&Tensor::full(label))
}

/// What the tape holds in a step: it says so when it is asked, which the program does once.
const USAGE: Usage = Usage { values: 237, nodes: 6, words: 1 };
type Room = Fixed<f32, { USAGE.values }, { USAGE.nodes }, { USAGE.words }>;
type Learner<'t> = Held<'t, f32, Room, Network<f32>>;

const ZERO: Network<f32> = (
    Tensor::from_repr([[0.0; PIXELS]; HIDDEN]),
    Tensor::from_repr([0.0; HIDDEN]),
    Tensor::from_repr([[0.0; HIDDEN]; CLASSES]),
    Tensor::from_repr([0.0; CLASSES]),
);

static TAPE: ConstStaticCell<WengertList<f32, Room>> = ConstStaticCell::new(WengertList::<f32, Room>::new());
static NETWORK: ConstStaticCell<Network<f32>> = ConstStaticCell::new(ZERO);
/// All zeros, so that it lies in `.bss` and takes no flash.
static OPTIMISER: ConstStaticCell<Sgd<Network<f32>>> = ConstStaticCell::new(Sgd::with_velocity(ZERO, 0.0));

/// A gradient by the tape. Gives the loss.
#[inline(never)]
fn by_tape(held: &mut Learner<'_>, image: &Vector<f32, PIXELS>, label: u8) -> f32 {
    held.value_and_grad(|network| loss(&network, image, label))
}

/// The same gradient as one writes it without the library. Gives the loss.
#[inline(never)]
fn by_hand(
    (w1, b1, w2, b2): &Network<f32>,
    image: &Vector<f32, PIXELS>,
    label: u8,
    gradient: &mut Network<f32>,
) -> f32 {
    let (w1, b1, w2, b2) = (w1.repr(), b1.repr(), w2.repr(), b2.repr());
    let x = image.repr();
    let mut hidden = [0.0; HIDDEN];
    for ((hidden, row), bias) in hidden.iter_mut().zip(w1).zip(b1) {
        let sum = row.iter().zip(x).fold(*bias, |sum, (w, x)| sum + w * x);
        *hidden = libm::tanhf(sum);
    }
    let mut p = [0.0; CLASSES];
    for ((p, row), bias) in p.iter_mut().zip(w2).zip(b2) {
        *p = row.iter().zip(&hidden).fold(*bias, |sum, (w, x)| sum + w * x);
    }

    let label = usize::from(label);
    let largest = p.iter().fold(p[0], |largest, &score| if score > largest { score } else { largest });
    let score = p[label];
    let mut sum = 0.0;
    for p in &mut p {
        *p = libm::expf(*p - largest);
        sum += *p;
    }
    for p in &mut p {
        *p /= sum;
    }
    p[label] -= 1.0;

    let (dw1, db1, dw2, db2) = gradient;
    let mut back = [0.0; HIDDEN];
    for (k, (row, &p)) in w2.iter().zip(&p).enumerate() {
        db2[[k]] = p;
        let drow = dw2.as_mut_slice()[k * HIDDEN..][..HIDDEN].iter_mut();
        for (((w, d), h), b) in row.iter().zip(drow).zip(&hidden).zip(&mut back) {
            *d = p * h;
            *b += p * w;
        }
    }
    for (j, &back) in back.iter().enumerate() {
        let back = back * (1.0 - hidden[j] * hidden[j]);
        db1[[j]] = back;
        for (d, x) in dw1.as_mut_slice()[j * PIXELS..][..PIXELS].iter_mut().zip(x) {
            *d = back * x;
        }
    }
    libm::logf(sum) - (score - largest)
}

/// Random weights, small enough that a sum over all inputs is about as large as one of them.
fn shuffle(network: &mut Network<f32>) {
    let mut random = Random::new(1);
    network.0.as_mut_slice().iter_mut().for_each(|w| *w = 0.5 * random.number());
    network.2.as_mut_slice().iter_mut().for_each(|w| *w = random.number());
}

/// Writes the network as a constant of Rust, where `EXPORT` says.
#[cfg(not(target_os = "none"))]
fn export((w1, b1, w2, b2): &Network<f32>) {
    let Some(path) = std::env::var_os("EXPORT") else { return };
    let (w1, b1, w2, b2) = (w1.repr(), b1.repr(), w2.repr(), b2.repr());
    let parts = [format!("{w1:?}"), format!("{b1:?}"), format!("{w2:?}"), format!("{b2:?}")];
    let parts = parts.map(|part| format!("Tensor::from_repr({part}),\n")).concat();
    let text = format!("// Written by `learns` on the host.\nstatic TRAINED: Network<f32> = (\n{parts});\n");
    std::fs::write(path, text).expect("the file can be written");
}

fn run() {
    let (tape, network, optimiser) = (TAPE.take(), NETWORK.take(), OPTIMISER.take());
    (optimiser.learning_rate, optimiser.momentum) = (0.05, 0.5);
    shuffle(network);

    let (x, label) = (image(&TRAINING[0]), TRAINING[0].1);
    // The velocity lends its memory before it is used.
    let first = &mut optimiser.velocity;
    let (by_hand, hand) = instructions(|| by_hand(network, &x, label, first));
    let mut held = tape.hold(network);
    // The second step, as all others: the first finds a tape that is clear.
    self::by_tape(&mut held, &x, label);
    let (by_tape, taped) = instructions(|| self::by_tape(&mut held, &x, label));
    let apart = first.leaves().flatten().zip(held.gradient());
    let apart =
        apart.fold((by_hand - by_tape).abs(), |most, (a, b)| if (a - *b).abs() > most { (a - *b).abs() } else { most });
    assert!(apart < 1e-5);
    (0..Network::<f32>::LEAVES).for_each(|leaf| first.leaf_mut(leaf).fill(0.0));
    say!("cost gradient by hand ", hand);
    say!("cost gradient by tape ", taped);

    for epoch in 1..=EPOCHS {
        let mut total = 0.0;
        for digit in &TRAINING {
            let x = image(digit);
            total += self::by_tape(&mut held, &x, digit.1);
            optimiser.step_held(&mut held);
        }
        if epoch == 1 || epoch % 5 == 0 {
            let mean = total / TRAINING.len() as f32;
            let network = Bits(fingerprint(held.parameters()));
            say!("epoch ", epoch, ", mean loss in millionths ", millionths(mean), ", ", network);
        }
    }
    drop(held);
    assert!(tape.usage() == USAGE);
    if EPOCHS == 1 {
        return; // too little to recognise digits by
    }
    let right = [&TRAINING[..], &TEST].map(|digits| recognised(network, digits));
    say!("recognised ", right[0], " of ", TRAINING.len(), ", of others ", right[1], " of ", TEST.len());
    say!("network ", Bits(fingerprint(network)));
    #[cfg(not(target_os = "none"))]
    export(network);
    assert!(10 * right[0] >= 9 * TRAINING.len() && 10 * right[1] >= 7 * TEST.len());
}

firmware!(run);
