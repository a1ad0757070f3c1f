//! The Gaussian mixture of ADBench.
//!
//! A component k has a weight αₖ, a mean μₖ, and a factor Qₖ of its inverse covariance Pₖ = Qₖᵀ · Qₖ, lower triangular
//! with a positive diagonal. The density of a point is
//!
//! ```text
//! p(x) = Σₖ exp(αₖ) · det Qₖ · exp(−½‖Qₖ(x − μₖ)‖²)  /  (Σₖ exp(αₖ) · (2π) to the power of D/2)
//! ```
//!
//! The square in it is multiplied out:
//!
//! ```text
//! ½‖Qₖ(x − μₖ)‖² = Σᵢ ½Pₖᵢᵢ·xᵢ² + Σᵢ Σⱼ﹤ᵢ Pₖᵢⱼ·xᵢxⱼ − (Pₖμₖ)ᵀx + ½‖Qₖμₖ‖²
//! ```
//!
//! It is linear in xᵢ², xᵢxⱼ and xᵢ, which are data. So for all points and components it takes three products of matrices,
//! and no tensor is larger than points times components.

use super::Reader;
use std::error::Error;
use std::f64::consts::{LN_2, PI};
use wengert::{Const, Matrix, Primitive, Real, Scalar, Semiring, Stored, Tensor, Vector};

/// `K` components in `D` dimensions: the weights, the means, the logarithms of the diagonals of the factors, and the
/// `L` = D(D − 1)/2 entries below each diagonal, column by column.
pub(crate) type Mixture<E, const K: usize, const D: usize, const L: usize> =
    (Vector<E, K>, Matrix<E, K, D>, Matrix<E, K, D>, Matrix<E, K, L>);

/// `N` points in `D` dimensions, and the products of their coordinates.
#[derive(Clone, Copy)]
pub(crate) struct Points<T: Stored, const N: usize, const D: usize, const L: usize> {
    /// The mean of the points. All else is relative to it, lest squares of large numbers be subtracted.
    centre: Vector<T, D>,
    pub(crate) coordinates: Matrix<T, N, D>,
    squares: Matrix<T, N, D>,
    /// The products of different coordinates, in the order of the entries of a factor.
    products: Matrix<T, N, L>,
}

impl<T: Primitive, const N: usize, const D: usize, const L: usize> Points<T, N, D, L> {
    pub(crate) fn new(points: &Matrix<T, N, D>) -> Self {
        let centre = points.mean_axis::<0>();
        let coordinates = points - centre;
        let [rows, columns] = below::<D, L>();
        let products = coordinates.index_select::<1, _>(&rows) * coordinates.index_select::<1, _>(&columns);
        Points { centre, coordinates, squares: coordinates.square(), products }
    }
}

/// The rows and the columns of the entries below a diagonal, column by column.
fn below<const D: usize, const L: usize>() -> [Vector<usize, L>; 2] {
    let places = || (0..D).flat_map(|column| (column + 1..D).map(move |row| [row, column]));
    [0, 1].map(|axis| {
        Vector::try_from_iter(places().map(|place| place[axis])).expect("there are D(D − 1)/2 entries below a diagonal")
    })
}

/// The factors as matrices, from their parts.
fn factors<E: Real, const K: usize, const D: usize, const L: usize>(
    log_diagonals: &Matrix<E, K, D>,
    lower: &Matrix<E, K, L>,
) -> Tensor<E, (Const<K>, Const<D>, Const<D>)> {
    let [rows, columns] = below::<D, L>();
    let places = Tensor::<_, (Const<L>, Const<D>, Const<D>)>::from_fn(|[entry, row, column]| {
        if [rows[[entry]], columns[[entry]]] == [row, column] { E::Base::ONE } else { E::Base::ZERO }
    });
    let diagonals = log_diagonals.exp().unsqueeze::<2>() * lower.lift(Matrix::<E::Base, D, D>::eye());
    diagonals + lower.tensordot::<1, _>(&lower.lift(&places))
}

/// The logarithm of the density of independent points.
pub(crate) fn log_likelihood<E: Real, const N: usize, const K: usize, const D: usize, const L: usize>(
    (alphas, means, log_diagonals, lower): &Mixture<E, K, D, L>,
    points: &Points<E::Base, N, D, L>,
) -> Scalar<E> {
    let [rows, columns] = below::<D, L>();
    let (x, squares, products) = alphas.lift((&points.coordinates, &points.squares, &points.products));
    let means = means - alphas.lift(points.centre);
    let q = factors(log_diagonals, lower);

    // Of each Pₖ the diagonal, and what is below it.
    let precision_diagonals = q.square().sum_axis::<1>();
    let precisions = (q.index_select::<2, _>(&rows) * q.index_select::<2, _>(&columns)).sum_axis::<1>();
    let means_by_q = q.bmm(&means.unsqueeze::<2>());
    let means_by_precisions = (q * means_by_q).sum_axis::<1>();
    let constants = alphas + log_diagonals.sum_axis::<1>() - 0.5 * means_by_q.square().sum_axes::<1, 2>();

    let log_densities =
        x.mm(&means_by_precisions.t()) - squares.mm(&(0.5 * precision_diagonals).t()) - products.mm(&precisions.t())
            + constants;
    let normalization = alphas.logsumexp() + 0.5 * D as f64 * (2.0 * PI).ln();
    log_densities.logsumexp_axis::<1>().sum() - N as f64 * normalization
}

/// Wishart's distribution, the prior of each Pₖ.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wishart {
    /// The larger, the smaller the factors are likely to be.
    gamma: f64,
    /// How many degrees of freedom there are beyond D + 1.
    degrees: usize,
}

impl Wishart {
    /// Minus the logarithm of the density of all factors.
    pub(crate) fn penalty<E: Real, const K: usize, const D: usize, const L: usize>(
        self,
        (_, _, log_diagonals, lower): &Mixture<E, K, D, L>,
    ) -> Scalar<E> {
        let squares = log_diagonals.exp().square().sum() + lower.square().sum();
        0.5 * self.gamma.powi(2) * squares
            - self.degrees as f64 * log_diagonals.sum()
            - K as f64 * self.log_normalization(D)
    }

    /// n·D·(ln γ − ½ ln 2) − ln Γᴰ(n/2), where n = D + 1 + the degrees, and Γᴰ is the gamma function of matrices:
    /// ln Γᴰ(a) = ¼D(D − 1) ln π + Σ ln Γ(a − j/2) for j from 0 to D − 1.
    fn log_normalization(self, dimensions: usize) -> f64 {
        let (n, d) = (dimensions + 1 + self.degrees, dimensions as f64);
        let log_gamma = 0.25 * d * (d - 1.0) * PI.ln() + (0..dimensions).map(|j| ln_gamma_of_half(n - j)).sum::<f64>();
        n as f64 * d * (self.gamma.ln() - 0.5 * LN_2) - log_gamma
    }
}

/// ln Γ(n/2), by Γ(½) = √π, Γ(1) = 1, and Γ(a + 1) = a·Γ(a).
fn ln_gamma_of_half(n: usize) -> f64 {
    let first = if n % 2 == 1 { 0.5 * PI.ln() } else { 0.0 };
    (1..n).rev().skip(1).step_by(2).map(|twice| (0.5 * twice as f64).ln()).sum::<f64>() + first
}

/// The objective of ADBench. It adds the penalty to the logarithm of the likelihood; who looks for the most probable
/// mixture subtracts it.
pub(crate) fn objective<E: Real, const N: usize, const K: usize, const D: usize, const L: usize>(
    mixture: &Mixture<E, K, D, L>,
    points: &Points<E::Base, N, D, L>,
    prior: Wishart,
) -> Scalar<E> {
    log_likelihood(mixture, points) + prior.penalty(mixture)
}

/// A problem of ADBench: where to start, the points, and the prior.
pub(crate) type Problem<const N: usize, const K: usize, const D: usize, const L: usize> =
    (Mixture<f64, K, D, L>, Points<f64, N, D, L>, Wishart);

/// Reads a file of ADBench, whose sizes are those of the result.
pub(crate) fn read<const N: usize, const K: usize, const D: usize, const L: usize>(
    name: &str,
) -> Result<Problem<N, K, D, L>, Box<dyn Error>> {
    let mut file = Reader::open(name)?;
    let found = [file.count()?, file.count()?, file.count()?];
    if found != [D, K, N] {
        return Err(format!("dimensions, components and points of {name} are {found:?}, not {:?}", [D, K, N]).into());
    }
    let (alphas, means) = (file.tensor()?, file.tensor()?);
    let (mut log_diagonals, mut lower) = (Matrix::<f64, K, D>::zeros(), Matrix::<f64, K, L>::zeros());
    let rows = log_diagonals.as_mut_slice().chunks_exact_mut(D).zip(lower.as_mut_slice().chunks_exact_mut(L));
    for (log_diagonal, lower) in rows {
        log_diagonal.copy_from_slice(file.tensor::<(Const<D>,)>()?.as_slice());
        lower.copy_from_slice(file.tensor::<(Const<L>,)>()?.as_slice());
    }
    let points = Points::new(&file.tensor()?);
    let prior = Wishart { gamma: file.number()?, degrees: file.count()? };
    Ok(((alphas, means, log_diagonals, lower), points, prior))
}
