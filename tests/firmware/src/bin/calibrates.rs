//! Calibration of a magnetometer: iron nearby bends the sphere of its measurements into an ellipsoid, a magnet shifts it.
//! Gauss–Newton finds the map that makes it the unit sphere again.
#![cfg_attr(target_os = "none", no_std, no_main)]

use wengert::optim::{GaussNewton, Tolerances};
use wengert::{Matrix, Real, Vector, stack, tensor};
use wengert_firmware::board::{at_panic, instructions, message};
use wengert_firmware::field::{MAGNET, SAMPLES};
use wengert_firmware::say::Bits;
use wengert_firmware::{Fingerprint, firmware, millionths, say};

/// How far each sample is from the unit sphere after the shift by three numbers and a symmetric map of six.
fn residuals<E: Real>(p: &Vector<E, 9>, samples: &Matrix<E::Base, 32, 3>) -> Vector<E, 32> {
    let [a, b, c, d, e, f] = core::array::from_fn(|i| p.at([3 + i]));
    let map = stack([stack([a, b, c]), stack([b, d, e]), stack([c, e, f])]);
    let shifted = p.lift(samples) - p.narrow::<0, 0, 3>();
    shifted.mm(&map).norm_axis::<1>() - 1.0
}

fn run() {
    at_panic(message);
    let samples = tensor(SAMPLES);
    let start = tensor([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0]);
    let (fit, cost) = instructions(|| {
        let tolerances = Tolerances { gradient: 1e-5, ..Tolerances::DEFAULT };
        let method = GaussNewton::new().lanes::<3>().iterations(20).tolerances(tolerances);
        method.minimise(|p| residuals(&p, &samples), &start)
    });

    let magnet = fit.parameters.narrow::<0, 0, 3>();
    let error = (magnet - tensor(MAGNET)).norm().item();
    say!("cost step ", cost / fit.iterations);
    say!("iterations ", fit.iterations);
    say!("error of the magnet in millionths ", millionths(error));
    say!("calibration ", Bits(Fingerprint::of(fit.parameters.as_slice())));
    assert!(fit.stop.converged() && error < 0.005);
}

firmware!(run);
