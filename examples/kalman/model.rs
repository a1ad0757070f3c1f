//! A robot with two driven wheels in the plane, and what it sees. Functions for every mode: run on plain numbers they
//! predict, on dual numbers they give the Jacobians.

use wengert::{Matrix, Real, Scalar, Vector, stack, tensor};

/// Seconds from one step to the next.
pub(crate) const STEP: f64 = 0.1;

/// Where it is, in metres, and its heading, in radians from the x axis.
pub(crate) type State<E> = Vector<E, 3>;
/// Its speed, and how fast it turns: the mean and half the difference of its wheels, measured at the wheels.
pub(crate) type Control<E> = Vector<E, 2>;
/// The distance of a landmark, and its direction from the heading.
pub(crate) type Sight<E> = Vector<E, 2>;

/// The state one step later, along an arc.
pub(crate) fn motion<E: Real>(state: &State<E>, control: &Control<E>) -> State<E> {
    let [speed, turn] = [control.at([0]), control.at([1])];
    let heading = state.at([2]);
    // The chord of the arc, in the direction of its middle.
    let middle = heading + turn * (0.5 * STEP);
    state + stack([speed * middle.cos(), speed * middle.sin(), turn]) * STEP
}

/// What it sees of a landmark.
pub(crate) fn sight<E: Real>(state: &State<E>, landmark: &Vector<E, 2>) -> Sight<E> {
    let way = landmark - state.narrow::<0, 0, 2>();
    let bearing = way.at([1]).atan2(&way.at([0])) - state.at([2]);
    stack([way.norm(), turned(&bearing)])
}

/// An angle in [−π, π): whole turns are taken off. They are constants, the derivative is 1.
pub(crate) fn turned<E: Real>(angle: &Scalar<E>) -> Scalar<E> {
    let turns = ((angle.detach() + std::f64::consts::PI) / std::f64::consts::TAU).floor();
    angle - std::f64::consts::TAU * turns
}

/// The Jacobians as one writes them by hand, to compare.
pub(crate) mod by_hand {
    use super::{Control, Matrix, STEP, State, Vector, tensor};

    /// Of [`motion`](super::motion), by the state and by the control.
    pub(crate) fn motion(state: &State<f64>, control: &Control<f64>) -> (Matrix<f64, 3, 3>, Matrix<f64, 3, 2>) {
        let (speed, middle) = (control[[0]], state[[2]] + 0.5 * STEP * control[[1]]);
        let (sin, cos) = middle.sin_cos();
        let way = speed * STEP;
        let by_state = tensor([[1.0, 0.0, -way * sin], [0.0, 1.0, way * cos], [0.0, 0.0, 1.0]]);
        let half = 0.5 * STEP * way;
        let by_control = tensor([[STEP * cos, -half * sin], [STEP * sin, half * cos], [0.0, STEP]]);
        (by_state, by_control)
    }

    /// Of [`sight`](super::sight), by the state.
    pub(crate) fn sight(state: &State<f64>, landmark: &Vector<f64, 2>) -> Matrix<f64, 2, 3> {
        let (x, y) = (landmark[[0]] - state[[0]], landmark[[1]] - state[[1]]);
        let square = x * x + y * y;
        let range = square.sqrt();
        tensor([[-x / range, -y / range, 0.0], [y / square, -x / square, -1.0]])
    }
}
