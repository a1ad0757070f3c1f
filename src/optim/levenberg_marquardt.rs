//! Levenberg–Marquardt.

use crate::kernel::{Triangle, givens};
use crate::number::{Dual, Float};
use crate::optim::least_squares::{Fit, Linear, Stop, Tolerances, is_rounding, is_short};
use crate::shape::Dim;
use crate::tensor::Tensor;
use crate::transform::LANES;

/// Levenberg–Marquardt: the parameters for which a sum of squares is least, from almost any start.
///
/// The residuals r are a function of the parameters p, and ½·‖r‖² is to be least. With the Jacobian J of r, a step h solves
///
/// ```text
/// (Jᵀ·J + λ·D)·h = −Jᵀ·r
/// ```
///
/// where D is the largest diagonal of Jᵀ·J so far, so that the units of the parameters do not matter, but at least
/// min(λ, 1)·‖r‖²/p² for a parameter p other than 0, and 1 where that is 0 too. The bound is for a parameter that has hardly
/// any influence where the fit is: without it, its step is so long that no damping which leaves the others free stops it.
///
/// With little damping λ it is a step of [`GaussNewton`](super::GaussNewton), with much a short one against the gradient. How much depends on the gain ρ, the decrease of the cost as a part of what the linear model
/// promised, ½·hᵀ·(λ·D·h − Jᵀ·r):
///
/// ```text
/// ρ > 0:     p ← p + h;  λ ← λ·max(1/10, 1 − (2ρ − 1)³);  ν ← 2
/// otherwise:             λ ← λ·ν;                         ν ← 2ν
/// ```
///
/// A step to where the residuals or their derivatives are not finite is taken back as well. Where the minimum is not unique,
/// it gives one of them.
///
/// Where λ has grown until a step is lost in the rounding of the parameters, it begins once more without the bound, for a start
/// with tiny parameters. Where it is lost then, the fit is [`Stuck`](Stop::Stuck), unless the gradient is 0 up to rounding.
///
/// J is by forward mode, with `K` lanes: no allocator is needed. It lies on the stack, with the residuals in dual numbers. The
/// system is solved as the least squares problem that it belongs to, with the rows of J and of √(λ·D) rotated into a triangle,
/// so that the condition of J is not squared: 3·M·N² multiplications for M residuals and N parameters.
///
/// After D. Marquardt, *An algorithm for least-squares estimation of nonlinear parameters*, 1963; ρ and the change of λ from
/// K. Madsen, H. B. Nielsen, O. Tingleff, *Methods for non-linear least squares problems*, 2004, but with Marquardt's 1/10 for
/// their 1/3, so that λ keeps up with a Jacobian that loses its rank; the largest diagonal from J. J. Moré, *The Levenberg–Marquardt algorithm: implementation and theory*, 1978.
///
/// Within another derivative, a fit gives the implicit derivative of its result only where it is started in the mode of that
/// derivative, with duals of duals inside: see docs/differentiation.md#perturbation-confusion.
///
/// A decay, from measurements that lift themselves into the mode of the parameters:
///
/// ```
/// use wengert::{optim::LevenbergMarquardt, *};
///
/// let time = tensor([0.0, 1.0, 2.0, 3.0, 4.0]);
/// let measured = tensor([5.0, 3.8, 3.08, 2.648, 2.3888]); // 2 + 3·0.6ᵗ
///
/// let fit = LevenbergMarquardt::new().minimise(
///     |p: Vector<_, 3>| {
///         let [offset, height, rate] = [p.at([0]), p.at([1]), p.at([2])];
///         offset + height * (-rate * p.lift(time)).exp() - p.lift(measured)
///     },
///     &tensor([0.0, 1.0, 1.0]),
/// );
/// assert!(fit.stop.converged() && fit.cost < 1e-20);
/// assert!((fit.parameters - tensor([2.0, 3.0, -f64::ln(0.6)])).norm() < 1e-9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevenbergMarquardt<const K: usize = LANES> {
    /// λ at the start, more than 0.
    pub damping: f64,
    /// When to stop.
    pub tolerances: Tolerances,
    /// How many steps are tried at most.
    pub iterations: u32,
}

impl LevenbergMarquardt {
    /// With λ = 0.001 at the start, [`Tolerances::DEFAULT`], at most 200 steps, and [`LANES`] lanes.
    #[must_use]
    pub const fn new() -> Self {
        LevenbergMarquardt { damping: 1e-3, tolerances: Tolerances::DEFAULT, iterations: 200 }
    }
}

impl Default for LevenbergMarquardt {
    fn default() -> Self {
        Self::new()
    }
}

impl<const K: usize> LevenbergMarquardt<K> {
    /// With another damping λ at the start: less, such as 10⁻⁶, for a start close to the minimum; 1 for one far away.
    ///
    /// # Panics
    /// Where λ is not more than 0.
    #[must_use]
    pub const fn damping(mut self, damping: f64) -> Self {
        assert!(damping > 0.0, "the damping begins above 0");
        self.damping = damping;
        self
    }

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
    /// use wengert::{optim::LevenbergMarquardt, tensor};
    ///
    /// let fit = LevenbergMarquardt::new().lanes::<2>().minimise(|p| p * p - 4.0, &tensor([1.0, 9.0]));
    /// assert!((fit.parameters - 2.0).norm() < 1e-9);
    /// ```
    #[must_use]
    pub const fn lanes<const L: usize>(self) -> LevenbergMarquardt<L> {
        let LevenbergMarquardt { damping, tolerances, iterations } = self;
        LevenbergMarquardt { damping, tolerances, iterations }
    }

    /// The parameters for which ½·‖residual‖² is least, in the neighbourhood of a start.
    ///
    /// Shape: `((N,) → (M,)), (N,) → (N,)`. M may be less than N.
    ///
    /// # Panics
    /// Where the damping is not above 0.
    #[inline(always)]
    pub fn minimise<T: Float, M: Dim, N: Dim>(
        &self,
        residual: impl FnMut(Tensor<Dual<T, K>, (N,)>) -> Tensor<Dual<T, K>, (M,)>,
        start: &Tensor<T, (N,)>,
    ) -> Fit<Tensor<T, (N,)>, T> {
        assert!(self.damping > 0.0, "the damping begins above 0");
        self.within(self.tolerances.of(), T::from_f64(self.damping), residual, start)
    }

    /// The fit with tolerances and a damping as numbers of its own type.
    fn within<T: Float, M: Dim, N: Dim>(
        &self,
        [gradient, short, cost]: [T; 3],
        first: T,
        mut residual: impl FnMut(Tensor<Dual<T, K>, (N,)>) -> Tensor<Dual<T, K>, (M,)>,
        start: &Tensor<T, (N,)>,
    ) -> Fit<Tensor<T, (N,)>, T> {
        let mut at = Fit { parameters: *start, cost: T::nan(), iterations: 0, stop: Stop::NotFinite };
        let Some(mut model) = Model::new(&mut residual, start, &Tensor::full(T::ZERO), gradient) else { return at };
        let mut damping = Damping::new(first);
        loop {
            at.cost = model.cost;
            if model.is_stationary {
                return Fit { stop: Stop::Gradient, ..at };
            }
            if at.iterations == self.iterations {
                return Fit { stop: Stop::Iterations, ..at };
            }
            at.iterations += 1;
            let (step, promised) = model.step(&at.parameters, damping.factor, damping.is_bounded);
            let is_lost = is_rounding(&step, &at.parameters, &model.squares);
            let mut is_short = is_short(&step, &at.parameters, &model.squares, short);
            let parameters = at.parameters + step;
            let next = Model::new(&mut residual, &parameters, &model.squares, gradient);
            let decrease = next.as_ref().map_or(T::nan(), |next| model.cost - next.cost);
            let mut is_settled = decrease.abs() <= cost * model.cost && promised <= cost * model.cost;
            if is_short || is_settled {
                // Damping alone makes every step short in the end, and lets it promise little.
                let (full, promised) = model.step(&at.parameters, T::epsilon().min(damping.factor), false);
                is_short &= self::is_short(&full, &at.parameters, &model.squares, short);
                is_settled &= promised <= cost * model.cost;
            }
            let is_taken = decrease > T::ZERO;
            match next {
                Some(next) if is_taken => {
                    damping.follow(decrease / promised);
                    (at.parameters, at.cost, model) = (parameters, next.cost, next);
                }
                _ => damping.grow(),
            }
            if is_short || is_settled {
                return Fit { stop: if is_short { Stop::Step } else { Stop::Cost }, ..at };
            }
            if is_lost && !is_taken {
                if model.stop_of_no_descent.converged() || !damping.is_bounded {
                    return Fit { stop: model.stop_of_no_descent, ..at };
                }
                // The bound may be what holds back parameters that start tiny.
                damping = Damping { is_bounded: false, ..Damping::new(first) };
            }
        }
    }
}

/// λ, ν by which it grows, and whether D has its lower bound.
struct Damping<T> {
    factor: T,
    growth: T,
    is_bounded: bool,
}

impl<T: Float> Damping<T> {
    fn new(factor: T) -> Self {
        Damping { factor: factor.max(T::min_positive_value()), growth: T::from_f64(2.0), is_bounded: true }
    }

    /// After a step that is taken back.
    fn grow(&mut self) {
        self.factor = self.factor * self.growth;
        self.growth = self.growth + self.growth;
    }

    /// After a step of gain ρ.
    fn follow(&mut self, gain: T) {
        let (one, two) = (T::ONE, T::from_f64(2.0));
        self.factor = self.factor * (one - (two * gain - one).powi(3)).max(T::from_f64(0.1));
        // Never 0, so that every step exists.
        self.factor = self.factor.max(T::min_positive_value());
        self.growth = two;
    }
}

/// The cost as a quadratic function of a step.
struct Model<T: Float, N: Dim> {
    cost: T,
    /// Jᵀ·r
    gradient: Tensor<T, (N,)>,
    /// The triangle of a QR factorisation of J.
    triangle: Tensor<T, (N, N)>,
    /// The first N numbers of Qᵀ·r.
    right: Tensor<T, (N,)>,
    /// The largest diagonal of Jᵀ·J so far, 0 for a parameter that never had an influence.
    squares: Tensor<T, (N,)>,
    is_stationary: bool,
    /// Why the fit stops if no step from here lowers the cost.
    stop_of_no_descent: Stop,
}

impl<T: Float, N: Dim> Model<T, N> {
    /// The Jacobian, which may be much larger than the rest, is not kept.
    fn new<M: Dim, const K: usize>(
        f: &mut impl FnMut(Tensor<Dual<T, K>, (N,)>) -> Tensor<Dual<T, K>, (M,)>,
        at: &Tensor<T, (N,)>,
        squares: &Tensor<T, (N,)>,
        cosine: T,
    ) -> Option<Self> {
        let mut linear = Linear::new(f, at)?;
        let is_stationary = linear.is_stationary(cosine);
        let stop_of_no_descent = linear.stop_of_no_descent(at);
        let (mut triangle, mut right) = (Tensor::full(T::ZERO), Tensor::full(T::ZERO));
        let rows = linear.jacobian.as_mut_slice().chunks_exact_mut(N::SIZE);
        for (row, &residual) in rows.zip(linear.residual.as_slice()) {
            givens::absorb(triangle.as_mut_slice(), right.as_mut_slice(), row, residual, N::SIZE);
        }
        let squares = squares.maximum(&linear.squares);
        Some(Model {
            cost: linear.cost,
            gradient: linear.gradient,
            triangle,
            right,
            squares,
            is_stationary,
            stop_of_no_descent,
        })
    }

    /// D at some parameters.
    fn scale(&self, at: &Tensor<T, (N,)>, damping: T, is_bounded: bool) -> Tensor<T, (N,)> {
        let least = if is_bounded { damping.min(T::ONE) * (self.cost + self.cost) } else { T::ZERO };
        let mut scale = self.squares;
        for (square, p) in scale.as_mut_slice().iter_mut().zip(at.as_slice()) {
            let floor = least / (*p * *p);
            let at_least = if floor.is_finite() { floor } else { T::ZERO };
            *square = square.max(at_least);
            *square = if *square > T::ZERO { *square } else { T::ONE };
        }
        scale
    }

    /// The step from some parameters, and by how much it is promised to lower the cost.
    fn step(&self, at: &Tensor<T, (N,)>, damping: T, is_bounded: bool) -> (Tensor<T, (N,)>, T) {
        let squares = self.scale(at, damping, is_bounded);
        let (mut triangle, mut right) = (self.triangle, self.right);
        for (i, square) in squares.as_slice().iter().enumerate() {
            let mut row = Tensor::<T, (N,)>::full(T::ZERO);
            row.as_mut_slice()[i] = damping.sqrt() * square.sqrt();
            givens::absorb(triangle.as_mut_slice(), right.as_mut_slice(), row.as_mut_slice(), T::ZERO, N::SIZE);
        }
        let step = -triangle.solve_triangular(Triangle::UPPER, &right);
        let slope = squares.map(|square| damping * square) * step - self.gradient;
        (step, T::from_f64(0.5) * T::dot(step.as_slice(), slope.as_slice()))
    }
}
