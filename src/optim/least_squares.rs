//! Least squares: what Gauss–Newton and Levenberg–Marquardt have in common.

use crate::number::{Dual, Float};
use crate::shape::Dim;
use crate::tensor::Tensor;
use crate::transform::lanes;

/// The result of a fit by [`GaussNewton`](super::GaussNewton) or [`LevenbergMarquardt`](super::LevenbergMarquardt).
///
/// A fit that is not [`converged`](Stop::converged) has the best parameters that were found before it stopped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit<P, T> {
    /// Where the sum of squares is least.
    pub parameters: P,
    /// Half the sum of the squared residuals there, ½·‖r‖².
    pub cost: T,
    /// How many steps were tried, those that were taken back included. Before the first and for each of them, the residuals
    /// and their Jacobian were computed.
    pub iterations: u32,
    /// Why it stopped.
    pub stop: Stop,
}

/// Why a fit stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// The gradient is 0, up to [`Tolerances::gradient`], or where no step makes the cost fall, up to rounding.
    Gradient,
    /// The last step did not go anywhere, up to [`Tolerances::step`], and neither would a full one, which is neither damped
    /// nor halved.
    Step,
    /// The last step changed the cost as little as was promised, and a full one promises no more, up to
    /// [`Tolerances::cost`].
    Cost,
    /// No step makes the cost fall, however short, although the gradient is not 0: the residuals are too rough for their
    /// derivatives, too steep, or so flat in a parameter that rounding hides the way.
    Stuck,
    /// There were as many steps as allowed.
    Iterations,
    /// The residuals or their derivatives at the start are infinite or NaN, or their squares are. (Where that happens at the
    /// end of a step, the step is taken back.)
    NotFinite,
    /// A parameter has the same influence on the residuals as those before it together, so that Gauss–Newton has no step.
    /// Levenberg–Marquardt always has one.
    RankDeficient {
        /// Which parameter.
        parameter: usize,
    },
}

impl Stop {
    /// Whether the parameters are at a minimum, or where nothing better can be found.
    ///
    /// ```
    /// use wengert::optim::Stop;
    ///
    /// assert!(Stop::Gradient.converged() && !Stop::Iterations.converged());
    /// ```
    #[must_use]
    pub const fn converged(self) -> bool {
        matches!(self, Stop::Gradient | Stop::Step | Stop::Cost)
    }
}

/// When a fit is good enough. None of them depends on the units of the parameters or of the residuals, as long as squares
/// can be computed with: ‖r‖, the parameters, and the lengths of the columns of J should be between 10⁻¹⁴⁰ and 10¹⁴⁰ in `f64`, and
/// between 10⁻¹⁵ and 10¹⁵ in `f32`. Residuals far below have a cost of 0, which is taken for a minimum; residuals far above are
/// [`Stop::NotFinite`]. So scale residuals and parameters to usual sizes.
///
/// A tolerance below the rounding of the numbers, `T::epsilon()`, counts as that rounding. So 0 asks for all there is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerances {
    /// The largest cosine of an angle between the residuals and a column of their Jacobian.
    pub gradient: f64,
    /// The length of a step as a part of the parameters, each measured by its influence on the residuals, ‖D½·h‖ / ‖D½·p‖.
    pub step: f64,
    /// The change of the cost as a part of the cost, both the expected and the real one.
    pub cost: f64,
}

impl Tolerances {
    /// 10⁻¹⁰ for the gradient and the step, 10⁻¹⁵ for the cost, which is of second order in them.
    pub const DEFAULT: Self = Tolerances { gradient: 1e-10, step: 1e-10, cost: 1e-15 };

    /// For the gradient, the step and the cost, each not below the rounding of the numbers.
    ///
    /// It is inlined, as what calls it: tolerances are mostly constants, and then no double is left in a fit in `f32`.
    #[inline(always)]
    pub(super) fn of<T: Float>(&self) -> [T; 3] {
        let at_least = |rounding: T, tolerance: T| if tolerance > rounding { tolerance } else { rounding };
        let Tolerances { gradient, step, cost } = *self;
        let [gradient, step, cost] = [T::from_f64(gradient), T::from_f64(step), T::from_f64(cost)];
        [at_least(T::epsilon(), gradient), at_least(T::epsilon(), step), at_least(T::epsilon(), cost)]
    }
}

impl Default for Tolerances {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The residuals at some parameters and their Jacobian J, if all of it is finite.
pub(super) struct Linear<T: Float, M: Dim, N: Dim> {
    /// r
    pub(super) residual: Tensor<T, (M,)>,
    pub(super) jacobian: Tensor<T, (M, N)>,
    /// ½·‖r‖²
    pub(super) cost: T,
    /// Jᵀ·r
    pub(super) gradient: Tensor<T, (N,)>,
    /// The squares of the lengths of the columns of J: the diagonal D of Jᵀ·J.
    pub(super) squares: Tensor<T, (N,)>,
}

impl<T: Float, M: Dim, N: Dim> Linear<T, M, N> {
    pub(super) fn new<const K: usize>(
        f: &mut impl FnMut(Tensor<Dual<T, K>, (N,)>) -> Tensor<Dual<T, K>, (M,)>,
        at: &Tensor<T, (N,)>,
    ) -> Option<Self> {
        let (residual, jacobian) = lanes::<K>().value_and_jacfwd(f, at);
        let gradient = residual.vm(&jacobian);
        let squares = (jacobian * jacobian).sum_axis::<0>();
        let cost = T::from_f64(0.5) * square(&residual);
        let finite = cost.is_settled() && gradient.as_slice().iter().chain(squares.as_slice()).all(|x| x.is_settled());
        finite.then_some(Linear { residual, jacobian, cost, gradient, squares })
    }

    /// Whether the residuals are orthogonal to every column of the Jacobian.
    pub(super) fn is_stationary(&self, cosine: T) -> bool {
        let length = square(&self.residual).sqrt();
        let mut columns = self.gradient.as_slice().iter().zip(self.squares.as_slice());
        columns.all(|(gradient, square)| gradient.abs() <= cosine * square.sqrt() * length)
    }

    /// Why it stops where no step lowers the cost. What is left to gain along a column of J, ½·(cosine·‖r‖)², may be less than
    /// the rounding of the cost, and all of the residuals that of numbers as large as J·p.
    pub(super) fn stop_of_no_descent(&self, parameters: &Tensor<T, (N,)>) -> Stop {
        let rounding = T::epsilon() * length(parameters, &self.squares);
        let is_minimum = self.is_stationary(T::epsilon().sqrt()) || square(&self.residual).sqrt() <= rounding;
        if is_minimum { Stop::Gradient } else { Stop::Stuck }
    }
}

/// ‖x‖²
pub(super) fn square<T: Float, N: Dim>(x: &Tensor<T, (N,)>) -> T {
    T::dot(x.as_slice(), x.as_slice())
}

/// ‖D½·x‖
fn length<T: Float, N: Dim>(x: &Tensor<T, (N,)>, squares: &Tensor<T, (N,)>) -> T {
    T::dot((x * x).as_slice(), squares.as_slice()).sqrt()
}

/// Whether a step h is nothing beside the parameters p: ‖D½·h‖ ≤ tolerance · ‖D½·p‖.
pub(super) fn is_short<T: Float, N: Dim>(
    step: &Tensor<T, (N,)>,
    parameters: &Tensor<T, (N,)>,
    squares: &Tensor<T, (N,)>,
    tolerance: T,
) -> bool {
    length(step, squares) <= tolerance * length(parameters, squares)
}

/// Whether a step h is lost in the rounding of the parameters.
pub(super) fn is_rounding<T: Float, N: Dim>(
    step: &Tensor<T, (N,)>,
    parameters: &Tensor<T, (N,)>,
    squares: &Tensor<T, (N,)>,
) -> bool {
    is_short(step, parameters, squares, T::epsilon()) || parameters + step == *parameters
}
