//! Random tensors.
//!
//! Elements are drawn one after another, last axis fastest, so that a seeded generator gives the same tensor every time.

use crate::number::{Integer, Primitive, Stored};
use crate::shape::{Dim, Shape};
use crate::tensor::{Real, Tensor};
use core::ops::Range;
use rand::distr::{Distribution, StandardUniform, uniform::SampleUniform};
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use rand_distr::StandardNormal;

impl<T: Stored, S: Shape> Tensor<T, S> {
    /// Each element drawn from a distribution: any of `rand` and `rand_distr`, or one of your own. (Feature `rand`.)
    ///
    /// Shape: of the result, as the context says. The first element drawn is the first one of the slice.
    ///
    /// ```
    /// use rand::{SeedableRng, distr::Uniform, rngs::StdRng};
    /// use rand_distr::{Bernoulli, Gamma};
    /// use wengert::*;
    ///
    /// let mut rng = StdRng::seed_from_u64(1964);
    /// let angles = Matrix::<f64, 2, 3>::sample(&Uniform::new(-0.5, 0.5)?, &mut rng);
    /// assert!(angles.abs().max() <= 0.5);
    /// let waiting = Vector::<f32, 100>::sample(&Gamma::new(2.0, 1.0)?, &mut rng);
    /// assert!(waiting.min() > 0.0);
    /// // A mask, as dropout needs it:
    /// let mask = Vector::<bool, 100>::sample(&Bernoulli::new(0.9)?, &mut rng);
    /// assert!(mask.any());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample<D: Distribution<T> + ?Sized, R: Rng + ?Sized>(distribution: &D, rng: &mut R) -> Self {
        Self::from_fn(|_| distribution.sample(rng))
    }
}

impl<T: Primitive, S: Shape> Tensor<T, S> {
    /// Each element drawn uniformly from 0 (included) to 1 (excluded). (Feature `rand`.)
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use wengert::*;
    ///
    /// let mut rng = StdRng::seed_from_u64(1964);
    /// let x = Matrix::<f64, 20, 50>::rand(&mut rng);
    /// assert!(x.min() >= 0.0 && x.max() < 1.0);
    /// assert!((x.mean() - 0.5).abs() < 0.05);
    /// // The same seed, the same numbers:
    /// assert_eq!(x, Tensor::rand(&mut StdRng::seed_from_u64(1964)));
    /// ```
    #[must_use]
    pub fn rand<R: Rng + ?Sized>(rng: &mut R) -> Self
    where
        StandardUniform: Distribution<T>,
    {
        Self::sample(&StandardUniform, rng)
    }

    /// Each element drawn from the standard normal distribution: mean 0, variance 1. (Feature `rand`.)
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use wengert::*;
    ///
    /// let x = Vector::<f64, 1000>::randn(&mut StdRng::seed_from_u64(1964));
    /// assert!(x.mean().abs() < 0.1);
    /// assert!((x.var() - 1.0).abs() < 0.2);
    /// ```
    #[must_use]
    pub fn randn<R: Rng + ?Sized>(rng: &mut R) -> Self
    where
        StandardNormal: Distribution<T>,
    {
        Self::sample(&StandardNormal, rng)
    }
}

impl<T: Integer + SampleUniform, S: Shape> Tensor<T, S> {
    /// Each element an integer of the range, all equally likely. (Feature `rand`.)
    ///
    /// # Panics
    /// Where the range is empty, naming its ends.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use wengert::*;
    ///
    /// let dice = Vector::<u8, 100>::randint(1..7, &mut StdRng::seed_from_u64(1964));
    /// assert_eq!((dice.min(), dice.max()), (tensor(1), tensor(6)));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn randint<R: Rng + ?Sized>(range: Range<T>, rng: &mut R) -> Self {
        if range.is_empty() {
            empty(range.start.to_i128(), range.end.to_i128());
        }
        Self::from_fn(|_| rng.random_range(range.clone()))
    }
}

#[cold]
#[track_caller]
fn empty(start: Option<i128>, end: Option<i128>) -> ! {
    match (start, end) {
        (Some(start), Some(end)) => panic!("there is no integer in {start}..{end} to be drawn"),
        _ => panic!("there is no integer to be drawn: the range ends at or before its start"),
    }
}

impl<N: Dim> Tensor<usize, (N,)> {
    /// The indices 0, 1, … of an axis in random order, each order equally likely. (Feature `rand`.)
    ///
    /// They shuffle the rows of several tensors alike by [`index_select`](Tensor::index_select). One tensor is shuffled in
    /// place by `x.as_mut_slice().shuffle(&mut rng)`.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use wengert::*;
    ///
    /// let order = Vector::<usize, 5>::randperm(&mut StdRng::seed_from_u64(1964));
    /// let mut sorted = order;
    /// sorted.as_mut_slice().sort();
    /// assert_eq!(sorted, tensor([0, 1, 2, 3, 4]));
    ///
    /// let x = tensor([[0, 0], [1, 10], [2, 20], [3, 30], [4, 40]]);
    /// let shuffled = x.index_select::<0, _>(&order);
    /// assert_eq!(shuffled[[2, 1]], 10 * order[[2]]);
    /// ```
    #[must_use]
    pub fn randperm<R: Rng + ?Sized>(rng: &mut R) -> Self {
        let mut order = Self::from_fn(|[i]| i);
        order.as_mut_slice().shuffle(rng);
        order
    }
}

impl<E: Real, S: Shape> Tensor<E, S> {
    /// A constant of the same shape in the same mode, each element drawn from a distribution. (Feature `rand`.)
    ///
    /// Derivative: 0. On a tape the numbers are written where they stay.
    ///
    /// ```
    /// use rand::{SeedableRng, distr::Uniform, rngs::StdRng};
    /// use wengert::*;
    ///
    /// let jitter = Uniform::new(-0.1, 0.1)?;
    /// let mut rng = StdRng::seed_from_u64(1964);
    /// let slope = grad(|x| (x + x.sample_like(&jitter, &mut rng)).sum(), &tensor([1.0, 2.0]));
    /// assert_eq!(slope, tensor([1.0, 1.0]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sample_like<D: Distribution<E::Base> + ?Sized, R: Rng + ?Sized>(
        &self,
        distribution: &D,
        rng: &mut R,
    ) -> Self {
        Tensor(E::lift_with::<S, S>(&self.0, |_| distribution.sample(rng)))
    }

    /// A constant of the same shape in the same mode, uniform from 0 (included) to 1 (excluded). (Feature `rand`.)
    ///
    /// Derivative: 0.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use wengert::*;
    ///
    /// /// Dropout, in any mode: each element is kept with probability 0.8, and grows so that the mean stays.
    /// fn dropout<E: Real<Base = f64>, const N: usize>(x: &Vector<E, N>, rng: &mut StdRng) -> Vector<E, N> {
    ///     let kept = x.rand_like(rng).less(0.8);
    ///     select(&kept, &(x / 0.8), &x.zeros_like())
    /// }
    ///
    /// let mut rng = StdRng::seed_from_u64(1964);
    /// let slope = grad(|x| dropout(&x, &mut rng).sum(), &Vector::<f64, 1000>::ones());
    /// assert!(slope.as_slice().iter().all(|&slope| slope == 0.0 || slope == 1.25));
    /// assert!((slope.mean() - 1.0).abs() < 0.1);
    /// ```
    #[must_use]
    pub fn rand_like<R: Rng + ?Sized>(&self, rng: &mut R) -> Self
    where
        StandardUniform: Distribution<E::Base>,
    {
        self.sample_like(&StandardUniform, rng)
    }

    /// A constant of the same shape in the same mode, from the standard normal distribution. (Feature `rand`.)
    ///
    /// Derivative: 0.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::StdRng};
    /// use wengert::*;
    ///
    /// let mut rng = StdRng::seed_from_u64(1964);
    /// // A sample of N(μ, σ²) by reparametrisation has derivatives by μ and σ.
    /// let noise = tensor([0.0; 4]).randn_like(&mut rng);
    /// let slope = grad(|s| (s * s.lift(noise)).sum(), &tensor([1.0; 4]));
    /// assert_eq!(slope, noise);
    /// ```
    #[must_use]
    pub fn randn_like<R: Rng + ?Sized>(&self, rng: &mut R) -> Self
    where
        StandardNormal: Distribution<E::Base>,
    {
        self.sample_like(&StandardNormal, rng)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Dual, Matrix, Tape, Tensor, Vector, tensor};
    use rand::distr::{Distribution, Uniform};
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    fn rng() -> StdRng {
        StdRng::seed_from_u64(1964)
    }

    #[test]
    fn elements_are_drawn_in_the_order_of_the_slice() {
        let uniform = Uniform::new(-3.0, 5.0).expect("the range is not empty");
        let x = Matrix::<f64, 3, 4>::sample(&uniform, &mut rng());
        let mut one_by_one = rng();
        assert!(x.as_slice().iter().all(|&x| x == uniform.sample(&mut one_by_one)));
        // A scalar is one draw, and a distribution behind a reference is one too.
        assert_eq!(Tensor::<f64, ()>::sample(&uniform, &mut rng()), x[[0, 0]]);
        assert_eq!(Vector::<f64, 1>::sample(&&uniform, &mut rng())[[0]], x[[0, 0]]);
    }

    #[test]
    fn a_seed_gives_the_same_tensor_everywhere() {
        let x = Vector::<f32, 4>::rand(&mut rng());
        assert_eq!(x, Vector::rand(&mut rng()));
        assert_ne!(x, Vector::rand(&mut StdRng::seed_from_u64(1965)));
        assert_ne!(Vector::<f64, 4>::randn(&mut rng()), Vector::rand(&mut rng()));
        let any: &mut dyn Rng = &mut rng();
        assert_eq!(x, Vector::rand(any));
    }

    #[test]
    fn the_like_forms_are_constants_in_every_mode() {
        let plain = Vector::<f64, 3>::zeros().rand_like(&mut rng());
        assert_eq!(plain, Vector::rand(&mut rng()));
        let dual = Vector::<Dual<f64, 1>, 3>::full(Dual::variable(0.0, 0)).rand_like(&mut rng());
        assert!(dual.as_slice().iter().zip(plain.as_slice()).all(|(d, &p)| d.value == p && d.tangents == [0.0]));
        let tape = Tape::new();
        let x = tape.var(&plain);
        let taped = x.rand_like(&mut rng());
        assert_eq!((taped.value(), tape.usage().nodes), (plain, 0));
        taped.sum().backward();
        assert_eq!(taped.grad(), Vector::zeros());
    }

    #[test]
    fn integers_keep_to_their_range_and_reach_its_ends() {
        let x = Matrix::<i8, 10, 20>::randint(-2..3, &mut rng());
        assert_eq!((x.min(), x.max()), (tensor(-2), tensor(2)));
        assert_eq!(Vector::<usize, 3>::randint(4..5, &mut rng()), tensor([4, 4, 4]));
    }

    #[test]
    #[should_panic(expected = "there is no integer in 7..1 to be drawn")]
    #[expect(clippy::reversed_empty_ranges, reason = "it is refused")]
    fn an_empty_range_is_named() {
        let _ = Vector::<i32, 3>::randint(7..1, &mut rng());
    }

    #[test]
    fn every_order_of_three_comes_about_equally_often() {
        let mut rng = rng();
        let mut counts = [0; 27];
        for _ in 0..6000 {
            let order = Vector::<usize, 3>::randperm(&mut rng);
            counts[9 * order[[0]] + 3 * order[[1]] + order[[2]]] += 1;
        }
        let seen = counts.iter().filter(|&&count| count > 0);
        assert!(seen.clone().count() == 6 && seen.clone().all(|count| (850..1150).contains(count)), "{counts:?}");
        assert_eq!(Vector::<usize, 1>::randperm(&mut rng), tensor([0]));
    }

    #[test]
    fn moments_are_those_of_the_distribution() {
        // 2·10⁴ draws: the mean of uniform ones lies within 5 standard errors, √(1/12)/√(2·10⁴) each, of 1/2.
        let mut rng = rng();
        let uniform = Matrix::<f64, 100, 200>::rand(&mut rng);
        assert!((uniform.mean() - 0.5).abs() < 0.0102 && (uniform.var() - 1.0 / 12.0).abs() < 0.003);
        let normal = Matrix::<f64, 100, 200>::randn(&mut rng);
        assert!(normal.mean().abs() < 0.0354 && (normal.var() - 1.0).abs() < 0.05);
    }
}
