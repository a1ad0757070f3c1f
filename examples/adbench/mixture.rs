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
//! It is linear in xᵢ², xᵢxⱼ, xᵢ and 1, which are data. So for all points and components it is one product of matrices, and
//! no tensor is larger than points times components.

use super::Reader;
use std::error::Error;
use std::f64::consts::{LN_2, PI};
use wengert::{Const, Dim, Matrix, Primitive, Real, Scalar, Semiring, Stored, Tensor, Vector};

/// `K` components in `D` dimensions: the weights, the means, the logarithms of the diagonals of the factors, and the
/// `L` = D(D − 1)/2 entries below each diagonal, column by column.
pub(crate) type Mixture<E, const K: usize, const D: usize, const L: usize> =
    (Vector<E, K>, Matrix<E, K, D>, Matrix<E, K, D>, Matrix<E, K, L>);

/// `N` points in `D` dimensions: what the density is linear in.
#[derive(Clone, Copy)]
pub(crate) struct Points<T: Stored, const N: usize, const D: usize, const F: usize> {
    /// The mean of the points. The features are relative to it, lest squares of large numbers be subtracted.
    centre: Vector<T, D>,
    /// The squares of the coordinates, their products in the order of the entries of a factor, the coordinates, and 1:
    /// `F` = (D + 1)(D + 2)/2 features of each point.
    features: Matrix<T, N, F>,
}

impl<T: Primitive, const N: usize, const D: usize, const F: usize> Points<T, N, D, F> {
    pub(crate) fn new(points: &Matrix<T, N, D>) -> Self {
        let centre = points.mean_axis::<0>();
        let x = points - centre;
        let features = x.as_slice().chunks_exact(D).flat_map(|x| {
            let squares = x.iter().map(|&x| x * x);
            let products = below(D).map(|[row, column]| x[row] * x[column]);
            squares.chain(products).chain(x.iter().copied()).chain([T::ONE])
        });
        let features = Matrix::try_from_iter(features).expect("there are (D + 1)(D + 2)/2 features");
        Points { centre, features }
    }

    /// The covariance of the points.
    pub(crate) fn covariance(&self) -> Matrix<T, D, D> {
        let x = self.features.index_select::<1, Const<D>>(&range(F - 1 - D));
        x.t().mm(&x) / N as f64
    }
}

/// The places below a diagonal, column by column: row and column.
fn below(size: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..size).flat_map(move |column| (column + 1..size).map(move |row| [row, column]))
}

/// Neighbouring places, from one on.
fn range<N: Dim>(from: usize) -> Tensor<usize, (N,)> {
    Tensor::<usize, (N,)>::from_fn(|i| from + i.as_ref()[0])
}

/// The factors as matrices, from their parts.
fn factors<E: Real, const K: usize, const D: usize, const L: usize>(
    log_diagonals: &Matrix<E, K, D>,
    lower: &Matrix<E, K, L>,
) -> Tensor<E, (Const<K>, Const<D>, Const<D>)> {
    let mut places = Tensor::<E::Base, (Const<L>, Const<D>, Const<D>)>::zeros();
    for (entry, [row, column]) in below(D).enumerate() {
        places[[entry, row, column]] = E::Base::ONE;
    }
    let diagonals = log_diagonals.exp().unsqueeze::<2>() * lower.lift(Matrix::<E::Base, D, D>::eye());
    diagonals + lower.tensordot::<1, _>(&lower.lift(&places))
}

/// The logarithm of each component's part of the density, but for what is the same for all, as weights of the features.
fn log_densities<E: Real, const K: usize, const D: usize, const L: usize, const F: usize>(
    (alphas, means, log_diagonals, lower): &Mixture<E, K, D, L>,
    centre: &Vector<E::Base, D>,
) -> Matrix<E, K, F> {
    let q = factors(log_diagonals, lower);
    let [rows, columns] = [0, 1].map(|axis| {
        Vector::<usize, L>::try_from_iter(below(D).map(|place| place[axis])).expect("there are D(D − 1)/2 below")
    });
    // Of each Pₖ the diagonal, and what is below it.
    let diagonals = q.square().sum_axis::<1>();
    let precisions = (q.index_select::<2, _>(&rows) * q.index_select::<2, _>(&columns)).sum_axis::<1>();

    let means_by_q = q.bmm(&(means - means.lift(centre)).unsqueeze::<2>());
    let linear = (q * means_by_q).sum_axis::<1>();
    let constants = alphas + log_diagonals.sum_axis::<1>() - 0.5 * means_by_q.square().sum_axes::<1, 2>();

    let weights = alphas.lift(Matrix::<E::Base, K, F>::zeros());
    weights
        .index_add::<1, _>(&range(0), &(-0.5 * diagonals))
        .index_add::<1, _>(&range(D), &-precisions)
        .index_add::<1, _>(&range(D + L), &linear)
        .index_add::<1, _>(&range(F - 1), &constants.unsqueeze::<1>())
}

/// The logarithm of the density of independent points.
pub(crate) fn log_likelihood<
    E: Real,
    const N: usize,
    const K: usize,
    const D: usize,
    const L: usize,
    const F: usize,
>(
    mixture: &Mixture<E, K, D, L>,
    points: &Points<E::Base, N, D, F>,
) -> Scalar<E> {
    let (alphas, ..) = mixture;
    let weights: Matrix<E, K, F> = log_densities(mixture, &points.centre);
    let each = alphas.lift(&points.features).mm(&weights.t()).logsumexp_axis::<1>();
    let normalization = alphas.logsumexp() + 0.5 * D as f64 * (2.0 * PI).ln();
    each.sum() - N as f64 * normalization
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
pub(crate) fn objective<E: Real, const N: usize, const K: usize, const D: usize, const L: usize, const F: usize>(
    mixture: &Mixture<E, K, D, L>,
    points: &Points<E::Base, N, D, F>,
    prior: Wishart,
) -> Scalar<E> {
    log_likelihood(mixture, points) + prior.penalty(mixture)
}

/// A gradient in the order of ADBench, where the diagonal and the rest of each factor are neighbours.
pub(crate) fn in_order<const K: usize, const D: usize, const L: usize>(
    (alphas, means, log_diagonals, lower): &Mixture<f64, K, D, L>,
) -> Vec<f64> {
    let factors = log_diagonals.as_slice().chunks(D).zip(lower.as_slice().chunks(L));
    let factors = factors.flat_map(|(diagonal, lower)| [diagonal, lower].concat());
    [alphas.as_slice(), means.as_slice()].concat().into_iter().chain(factors).collect()
}

/// A problem of ADBench: where to start, the points, and the prior.
pub(crate) type Problem<const N: usize, const K: usize, const D: usize, const L: usize, const F: usize> =
    (Mixture<f64, K, D, L>, Points<f64, N, D, F>, Wishart);

/// Reads a file of ADBench, whose sizes are those of the result.
pub(crate) fn read<const N: usize, const K: usize, const D: usize, const L: usize, const F: usize>(
    name: &str,
) -> Result<Problem<N, K, D, L, F>, Box<dyn Error>> {
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
