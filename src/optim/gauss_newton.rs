//! Gauss–Newton.

use crate::number::{Dual, Float};
use crate::op::RankDeficient;
use crate::optim::least_squares::{Fit, Linear, Stop, Tolerances, is_rounding, is_short};
use crate::shape::{Dim, require};
use crate::tensor::Tensor;
use crate::transform::LANES;

/// Gauss–Newton: the parameters for which a sum of squares is least, from a start that is close.
///
/// The residuals r are a function of the parameters p, and ½·‖r‖² is to be least. With the Jacobian J of r, a step is
///
/// ```text
/// h = the one for which ‖J·h + r‖ is least
/// p ← p + α·h
/// ```
///
/// where α is the first of 1, ½, ¼, … for which the cost falls by at least 10⁻⁴·α of what its slope along h promises. So no
/// step makes it worse, and one to where the residuals or their derivatives are not finite is taken back. h is by QR
/// factorisation of J, which does not square its condition as normal equations do. A linear problem takes one step; near a
/// minimum where the residuals vanish convergence is quadratic.
///
/// Where the columns of J are linearly dependent there is no step; take
/// [`LevenbergMarquardt`](super::LevenbergMarquardt), which is also the one for a start that is far.
///
/// Where no α lowers the cost, up to the rounding of the parameters, the fit is [`Stuck`](Stop::Stuck),
/// unless the gradient is 0 up to rounding.
///
/// Within another derivative, a fit gives the implicit derivative of its result only where it is started in the mode of that
/// derivative, with duals of duals inside: see docs/differentiation.md#perturbation-confusion.
///
/// After K. Madsen, H. B. Nielsen, O. Tingleff, *Methods for non-linear least squares problems*, 2004, section 3.1.
///
/// ```
/// use wengert::{optim::GaussNewton, *};
///
/// // The point whose distances from three others are measured.
/// let others = tensor([[0.0, 0.0], [6.0, 0.0], [0.0, 7.0]]);
/// let distances = tensor([5.0, 5.0, f64::sqrt(18.0)]);
/// let fit = GaussNewton::new().minimise(
///     |p: Vector<_, 2>| (p - p.lift(others)).norm_axis::<1>() - p.lift(distances),
///     &tensor([1.0, 1.0]),
/// );
/// assert!(fit.stop.converged());
/// assert!((fit.parameters - tensor([3.0, 4.0])).norm() < 1e-9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GaussNewton<const K: usize = LANES> {
    /// When to stop.
    pub tolerances: Tolerances,
    /// How many steps are tried at most.
    pub iterations: u32,
}

impl GaussNewton {
    /// With [`Tolerances::DEFAULT`], at most 200 steps, and [`LANES`] lanes.
    #[must_use]
    pub const fn new() -> Self {
        GaussNewton { tolerances: Tolerances::DEFAULT, iterations: 200 }
    }
}

impl Default for GaussNewton {
    fn default() -> Self {
        Self::new()
    }
}

impl<const K: usize> GaussNewton<K> {
    /// With other tolerances.
    #[must_use]
    pub const fn tolerances(mut self, tolerances: Tolerances) -> Self {
        self.tolerances = tolerances;
        self
    }

    /// With at most so many steps.
    #[must_use]
    pub const fn iterations(mut self, iterations: u32) -> Self {
        self.iterations = iterations;
        self
    }

    /// With another number of lanes, as for [`lanes`](crate::lanes): the residuals are computed ⌈n/L⌉ times for n parameters.
    ///
    /// ```
    /// use wengert::{optim::GaussNewton, tensor};
    ///
    /// let fit = GaussNewton::new().lanes::<2>().minimise(|p| p * p - 4.0, &tensor([1.0, 9.0]));
    /// assert!((fit.parameters - 2.0).norm() < 1e-9);
    /// ```
    #[must_use]
    pub const fn lanes<const L: usize>(self) -> GaussNewton<L> {
        let GaussNewton { tolerances, iterations } = self;
        GaussNewton { tolerances, iterations }
    }

    /// The parameters for which ½·‖residual‖² is least, in the neighbourhood of a start.
    ///
    /// That there are at least as many residuals as parameters is checked when the program is built, not yet at
    /// `cargo check`.
    ///
    /// Shape: `((N,) → (M,)), (N,) → (N,)`.
    #[inline(always)]
    pub fn minimise<T: Float, M: Dim, N: Dim>(
        &self,
        residual: impl FnMut(Tensor<Dual<T, K>, (N,)>) -> Tensor<Dual<T, K>, (M,)>,
        start: &Tensor<T, (N,)>,
    ) -> Fit<Tensor<T, (N,)>, T> {
        const {
            require(
                M::SIZE >= N::SIZE,
                "Gauss–Newton needs at least as many residuals as parameters; Levenberg–Marquardt takes fewer",
            );
        }
        self.within(self.tolerances.of(), residual, start)
    }

    /// The fit with tolerances as numbers of its own type.
    fn within<T: Float, M: Dim, N: Dim>(
        &self,
        [gradient, short, cost]: [T; 3],
        mut residual: impl FnMut(Tensor<Dual<T, K>, (N,)>) -> Tensor<Dual<T, K>, (M,)>,
        start: &Tensor<T, (N,)>,
    ) -> Fit<Tensor<T, (N,)>, T> {
        let mut at = Fit { parameters: *start, cost: T::nan(), iterations: 0, stop: Stop::NotFinite };
        let Some(mut model) = Linear::new(&mut residual, start) else { return at };
        loop {
            at.cost = model.cost;
            if model.is_stationary(gradient) {
                return Fit { stop: Stop::Gradient, ..at };
            }
            let mut step = match model.jacobian.try_lstsq(&-model.residual) {
                Ok(step) => step,
                Err(RankDeficient { column: parameter }) => {
                    return Fit { stop: Stop::RankDeficient { parameter }, ..at };
                }
            };
            let mut slope = T::dot(step.as_slice(), model.gradient.as_slice());
            // Both are of the full step: a halved one is always short in the end, and always promises little.
            let is_short = is_short(&step, &at.parameters, &model.squares, short);
            let promises_little = -slope <= cost * model.cost;
            // The step halved until it makes the cost fall.
            loop {
                if at.iterations == self.iterations {
                    return Fit { stop: Stop::Iterations, ..at };
                }
                at.iterations += 1;
                let is_lost = is_rounding(&step, &at.parameters, &model.squares);
                let parameters = at.parameters + step;
                let next = Linear::new(&mut residual, &parameters);
                let decrease = next.as_ref().map_or(T::nan(), |next| model.cost - next.cost);
                let is_settled = decrease.abs() <= cost * model.cost && promises_little;
                let taken = next.filter(|_| decrease >= T::from_f64(-1e-4) * slope);
                let is_taken = taken.is_some();
                if let Some(next) = taken {
                    (at.parameters, at.cost, model) = (parameters, next.cost, next);
                }
                if is_short || is_settled {
                    return Fit { stop: if is_short { Stop::Step } else { Stop::Cost }, ..at };
                }
                if is_taken {
                    break;
                }
                if is_lost {
                    return Fit { stop: model.stop_of_no_descent(&at.parameters), ..at };
                }
                (step, slope) = (step * 0.5, slope * T::from_f64(0.5));
            }
        }
    }
}
