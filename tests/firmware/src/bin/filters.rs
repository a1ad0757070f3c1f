//! An extended Kalman filter for the attitude of a body, from its gyroscope and its accelerometer. The Jacobians come from
//! forward mode; beside it runs the same filter with Jacobians written by hand, which must agree.
#![cfg_attr(target_os = "none", no_std, no_main)]

use wengert::{Matrix, Real, Scalar, Vector, lanes, stack, tensor};
use wengert_firmware::board::{at_panic, instructions, message};
use wengert_firmware::say::Bits;
use wengert_firmware::{Fingerprint, Random, firmware, millionths, say};

/// Seconds from one step to the next, and how many steps there are: an emulated AVR takes long for one.
const STEP: f32 = 0.01;
const STEPS: u32 = if cfg!(target_arch = "avr") { FIRST } else { 400 };
/// After so many steps it says where it is.
const FIRST: u32 = 20;

/// A unit quaternion, which turns the body into the world, and the bias of the gyroscope in radians per second.
type State<E> = Vector<E, 7>;

/// The state one step later: q + ½·q∘(ω − b)·Δt, the bias as it is.
fn motion<E: Real>(state: &State<E>, rate: &Vector<E::Base, 3>) -> State<E> {
    let [w, x, y, z, ..] = parts(state);
    let half = (state.lift(rate) - state.narrow::<0, 4, 3>()) * f64::from(0.5 * STEP);
    let [p, q, r] = [half.at([0]), half.at([1]), half.at([2])];
    let turn = stack([-x * p - y * q - z * r, w * p + y * r - z * q, w * q + z * p - x * r, w * r + x * q - y * p]);
    state + turn.pad::<0, 0, 3>()
}

/// What the accelerometer shows at rest: the direction of up, seen from the body.
fn up<E: Real>(state: &State<E>) -> Vector<E, 3> {
    let [w, x, y, z, ..] = parts(state);
    stack([2.0 * (x * z - w * y), 2.0 * (y * z + w * x), w * w - x * x - y * y + z * z])
}

fn parts<E: Real>(state: &State<E>) -> [Scalar<E>; 7] {
    core::array::from_fn(|i| state.at([i]))
}

/// The Jacobians as one writes them by hand.
mod by_hand {
    use super::*;

    pub(super) fn motion(state: &State<f32>, rate: &Vector<f32, 3>) -> Matrix<f32, 7, 7> {
        let [w, x, y, z, ..] = *state.repr();
        let [p, q, r] = core::array::from_fn(|i| 0.5 * STEP * (rate[[i]] - state[[4 + i]]));
        let [hw, hx, hy, hz] = [w, x, y, z].map(|number| 0.5 * STEP * number);
        tensor([
            [1.0, -p, -q, -r, hx, hy, hz],
            [p, 1.0, r, -q, -hw, hz, -hy],
            [q, -r, 1.0, p, -hz, -hw, hx],
            [r, q, -p, 1.0, hy, -hx, -hw],
            [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        ])
    }

    pub(super) fn up(state: &State<f32>) -> Matrix<f32, 3, 7> {
        let [w, x, y, z] = core::array::from_fn(|i| 2.0 * state[[i]]);
        tensor([[-y, z, -w, x, 0.0, 0.0, 0.0], [x, w, z, y, 0.0, 0.0, 0.0], [w, -x, -y, z, 0.0, 0.0, 0.0]])
    }
}

/// What a filter linearises: the two functions with their Jacobians.
trait Linearise {
    fn motion(state: &State<f32>, rate: &Vector<f32, 3>) -> (State<f32>, Matrix<f32, 7, 7>);
    fn up(state: &State<f32>) -> (Vector<f32, 3>, Matrix<f32, 3, 7>);
}

/// By forward mode: seven lanes for seven numbers, one run.
struct ForwardMode;

impl Linearise for ForwardMode {
    #[inline(never)]
    fn motion(state: &State<f32>, rate: &Vector<f32, 3>) -> (State<f32>, Matrix<f32, 7, 7>) {
        lanes::<7>().value_and_jacfwd(|x| motion(&x, rate), state)
    }
    #[inline(never)]
    fn up(state: &State<f32>) -> (Vector<f32, 3>, Matrix<f32, 3, 7>) {
        lanes::<7>().value_and_jacfwd(|x| up(&x), state)
    }
}

/// By hand.
struct ByHand;

impl Linearise for ByHand {
    #[inline(never)]
    fn motion(state: &State<f32>, rate: &Vector<f32, 3>) -> (State<f32>, Matrix<f32, 7, 7>) {
        (motion(state, rate), by_hand::motion(state, rate))
    }
    #[inline(never)]
    fn up(state: &State<f32>) -> (Vector<f32, 3>, Matrix<f32, 3, 7>) {
        (up(state), by_hand::up(state))
    }
}

/// What the filter believes: the state, and the covariance of its error.
#[derive(Clone, Copy)]
struct Belief {
    state: State<f32>,
    covariance: Matrix<f32, 7, 7>,
}

impl Belief {
    /// One step: a rate of turning predicts, a direction corrects.
    #[inline(never)]
    fn step<L: Linearise>(&mut self, rate: &Vector<f32, 3>, measured: &Vector<f32, 3>) {
        let (state, f) = L::motion(&self.state, rate);
        let mut p = f.mm(&self.covariance).mm(&f.t());
        for i in 0..7 {
            p[[i, i]] += if i < 4 { 1e-6 } else { 1e-9 };
        }

        let (expected, h) = L::up(&state);
        let hp = h.mm(&p);
        let mut s = hp.mm(&h.t());
        for i in 0..3 {
            s[[i, i]] += 1e-3;
        }
        let gain = s.cholesky().cholesky_solve(&hp).t();
        let mut next = state + gain.mv(&(measured - expected));
        // Rounding and the linear step leave the sphere of unit quaternions.
        let length = next.narrow::<0, 0, 4>().norm().item();
        next.as_mut_slice()[..4].iter_mut().for_each(|number| *number /= length);
        *self = Belief { state: next, covariance: p - gain.mm(&hp) };
    }
}

fn run() {
    at_panic(message);
    let mut covariance = Matrix::<f32, 7, 7>::eye() * 0.1;
    (4..7).for_each(|i| covariance[[i, i]] = 1e-3);
    let start = Belief { state: tensor([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]), covariance };
    let (mut forward, mut hand) = (start, start);

    // The body tumbles; it starts turned by 0.4 radians, which the filter does not know.
    let bias = [0.03, -0.02, 0.0];
    let (sin, cos) = (libm::sinf(0.2), libm::cosf(0.2));
    let mut truth: State<f32> = tensor([cos, sin, 0.0, 0.0, 0.0, 0.0, 0.0]);
    let (mut random, mut apart) = (Random::new(7), 0.0_f32);
    for step in 0..STEPS {
        let time = STEP * step as f32;
        let rate = tensor([libm::sinf(time), 0.7 * libm::cosf(1.3 * time), 0.2]);
        truth = motion(&truth, &rate);
        let length = truth.norm();
        truth /= length;
        let gyroscope = Vector::<f32, 3>::from_fn(|[i]| rate[[i]] + bias[i] + 0.01 * random.number());
        let direction = up(&truth);
        let accelerometer = Vector::<f32, 3>::from_fn(|[i]| direction[[i]] + 0.02 * random.number());

        if step == 0 {
            let ((_, f), by_forward) = instructions(|| ForwardMode::motion(&start.state, &gyroscope));
            let ((_, g), by_hand) = instructions(|| ByHand::motion(&start.state, &gyroscope));
            assert!((f - g).norm() < 1e-6);
            say!("cost Jacobian of the motion by hand ", by_hand);
            say!("cost Jacobian of the motion by forward mode ", by_forward);
        }
        let ((), by_forward) = instructions(|| forward.step::<ForwardMode>(&gyroscope, &accelerometer));
        let ((), by_hand) = instructions(|| hand.step::<ByHand>(&gyroscope, &accelerometer));
        if step == 0 {
            say!("cost step by hand ", by_hand);
            say!("cost step by forward mode ", by_forward);
        }
        apart = apart.max((forward.state - hand.state).norm().item());
        if step + 1 == FIRST {
            say!("state after ", FIRST, " steps ", Bits(Fingerprint::of(forward.state.as_slice())));
        }
    }
    assert!(apart < 1e-4);
    if STEPS == FIRST {
        return; // too few to find the direction
    }

    let error = (up(&forward.state) - up(&truth)).norm().item();
    let bias_error = (forward.state.narrow::<0, 4, 2>() - tensor([bias[0], bias[1]])).norm().item();
    say!("error of the direction in millionths ", millionths(error));
    say!("error of the bias in millionths ", millionths(bias_error));
    say!("state ", Bits(Fingerprint::of(forward.state.as_slice())));
    assert!(error < 0.02 && bias_error < 0.02);
}

firmware!(run);
