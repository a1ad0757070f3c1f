//! The extended Kalman filter. Its Jacobians are those of the model's functions, by forward mode.

use crate::model::{Control, Sight, State, motion, sight, turned};
use wengert::{Matrix, Vector, lanes, stack};

/// What the filter believes: the state, and the covariance of its error.
#[derive(Clone, Copy)]
pub(crate) struct Belief {
    pub(crate) state: State<f64>,
    pub(crate) covariance: Matrix<f64, 3, 3>,
}

/// The covariances of what is measured.
#[derive(Clone, Copy)]
pub(crate) struct Noise {
    pub(crate) control: Matrix<f64, 2, 2>,
    pub(crate) sight: Matrix<f64, 2, 2>,
}

/// The motion with its Jacobians F by the state and G by the control.
pub(crate) fn linear_motion(
    state: &State<f64>,
    control: &Control<f64>,
) -> (State<f64>, Matrix<f64, 3, 3>, Matrix<f64, 3, 2>) {
    let (next, by_state) = lanes::<3>().value_and_jacfwd(|x| motion(&x, &x.lift(control)), state);
    let by_control = lanes::<2>().jacfwd(|u| motion(&u.lift(state), &u), control);
    (next, by_state, by_control)
}

/// The sight of a landmark with its Jacobian H by the state.
pub(crate) fn linear_sight(state: &State<f64>, landmark: &Vector<f64, 2>) -> (Sight<f64>, Matrix<f64, 2, 3>) {
    lanes::<3>().value_and_jacfwd(|x| sight(&x, &x.lift(landmark)), state)
}

impl Belief {
    /// After a motion: P ← F·P·Fᵀ + G·Q·Gᵀ.
    pub(crate) fn predict(&self, control: &Control<f64>, noise: &Noise) -> Belief {
        let (state, f, g) = linear_motion(&self.state, control);
        Belief { state, covariance: f.mm(&self.covariance).mm(&f.t()) + g.mm(&noise.control).mm(&g.t()) }
    }

    /// After a sight z of a landmark:
    ///
    /// ```text
    /// S = H·P·Hᵀ + R
    /// K = P·Hᵀ·S⁻¹
    /// x ← x + K·(z − h(x))
    /// P ← (1 − K·H)·P·(1 − K·H)ᵀ + K·R·Kᵀ
    /// ```
    ///
    /// The last line is Joseph's form, which rounding leaves symmetric and positive.
    pub(crate) fn update(&self, seen: &Sight<f64>, landmark: &Vector<f64, 2>, noise: &Noise) -> Belief {
        let (expected, h) = linear_sight(&self.state, landmark);
        let surprise = seen - expected;
        let surprise = stack([surprise.at([0]), turned(&surprise.at([1]))]);

        let hp = h.mm(&self.covariance);
        let s = hp.mm(&h.t()) + noise.sight;
        let gain = s.cholesky().cholesky_solve(&hp).t();
        let rest = Matrix::<f64, 3, 3>::eye() - gain.mm(&h);
        Belief {
            state: self.state + gain.mv(&surprise),
            covariance: rest.mm(&self.covariance).mm(&rest.t()) + gain.mm(&noise.sight).mm(&gain.t()),
        }
    }

    /// The squared error in units of its covariance (NEES), eᵀ·P⁻¹·e: χ² with three degrees of freedom where the filter
    /// knows how good it is.
    pub(crate) fn normalised_error(&self, truth: &State<f64>) -> f64 {
        let error = difference(truth, &self.state);
        error.dot(&self.covariance.cholesky().cholesky_solve(&error)).item()
    }
}

/// The difference of two states, that of the headings in [−π, π).
pub(crate) fn difference(a: &State<f64>, b: &State<f64>) -> State<f64> {
    let error = a - b;
    stack([error.at([0]), error.at([1]), turned(&error.at([2]))])
}
