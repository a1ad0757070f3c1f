//! Constructors.

use crate::kernel::Semiring;
use crate::number::{Float, Ring, Stored};
use crate::shape::{Dim, Shape};
use crate::tensor::plain::convert;
use crate::tensor::{Element, Nested, Numeric, Real, Tensor, tensor};

/// A slice or an iterator whose length is not the tensor's number of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthError {
    /// The length of the slice or iterator.
    pub found: usize,
    /// The number of elements that the shape holds.
    pub expected: usize,
    /// The lengths of the shape's axes.
    pub shape: &'static [usize],
}

impl LengthError {
    /// An error unless a tensor of shape `S` holds so many elements.
    pub(crate) fn check<S: Shape>(found: usize) -> Result<(), LengthError> {
        let (expected, shape) = (S::NUMEL, S::DIMS);
        if found == expected { Ok(()) } else { Err(LengthError { found, expected, shape }) }
    }
}

impl core::fmt::Display for LengthError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let LengthError { found, expected, shape } = self;
        write!(f, "there are {found} elements, a tensor of shape {shape:?} holds {expected}")
    }
}

impl core::error::Error for LengthError {}

impl<T: Stored, S: Shape> Tensor<T, S> {
    /// Every element `value`.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a: Matrix<f64, 2, 2> = Tensor::full(0.5);
    /// assert_eq!(a, tensor([[0.5, 0.5], [0.5, 0.5]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn full(value: T) -> Self {
        const { assert!(S::NUMEL > 0) }
        Tensor(S::splat(value))
    }

    /// Each element computed from its index. The shape is named before, since the compiler reads the closure before it
    /// looks at what the result is assigned to.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let table = Matrix::<usize, 2, 3>::from_fn(|[i, j]| 10 * i + j);
    /// assert_eq!(table, tensor([[0, 1, 2], [10, 11, 12]]));
    /// ```
    #[inline]
    #[must_use]
    pub fn from_fn(mut f: impl FnMut(S::Index) -> T) -> Self {
        let mut y = Self::full(T::FILLER);
        for (position, y) in y.as_mut_slice().iter_mut().enumerate() {
            *y = f(S::index_of(position));
        }
        y
    }

    /// A copy of a slice, last axis fastest.
    ///
    /// # Errors
    /// [`LengthError`], naming both lengths, where the slice is not as long as the tensor.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a = Matrix::<f64, 2, 2>::from_slice(&[1.0, 2.0, 3.0, 4.0])?;
    /// assert_eq!(a[[1, 0]], 3.0);
    /// let error = Matrix::<f64, 2, 2>::from_slice(&[1.0, 2.0]).unwrap_err();
    /// assert_eq!(error.to_string(), "there are 2 elements, a tensor of shape [2, 2] holds 4");
    /// # Ok::<(), LengthError>(())
    /// ```
    pub fn from_slice(slice: &[T]) -> Result<Self, LengthError> {
        LengthError::check::<S>(slice.len())?;
        Ok(Tensor(*S::from_flat(slice)))
    }

    /// A tensor of the same shape whose elements are computed from this one's, of the same type or another.
    ///
    /// This is for plain data, and for dual numbers by functions that are generic over num-traits' `Float`; an operation
    /// that runs in every mode is [`elementwise`](Tensor::elementwise).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(tensor([1.5_f32, 2.0]).map(f64::from), tensor([1.5_f64, 2.0]));
    /// assert_eq!(tensor([1, -2]).map(|x| x > 0), tensor([true, false]));
    /// ```
    #[inline]
    #[must_use]
    pub fn map<U: Stored>(&self, f: impl FnMut(T) -> U) -> Tensor<U, S> {
        Tensor(convert::<S, T, U>(&self.0, f))
    }

    /// The elements that an iterator gives, last axis fastest. An iterator that is too long is run to its end, to count
    /// it: one without an end needs a `take`.
    ///
    /// # Errors
    /// [`LengthError`], naming both lengths, where the iterator does not give as many elements as the tensor holds.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let squares = Vector::<i32, 3>::try_from_iter((1..4).map(|i| i * i))?;
    /// assert_eq!(squares, tensor([1, 4, 9]));
    /// let error = Matrix::<i32, 2, 2>::try_from_iter(0..9).unwrap_err();
    /// assert_eq!(error.to_string(), "there are 9 elements, a tensor of shape [2, 2] holds 4");
    /// # Ok::<(), LengthError>(())
    /// ```
    pub fn try_from_iter(elements: impl IntoIterator<Item = T>) -> Result<Self, LengthError> {
        let (mut y, mut found) = (Self::full(T::FILLER), 0);
        let mut elements = elements.into_iter();
        for (slot, element) in y.as_mut_slice().iter_mut().zip(elements.by_ref()) {
            *slot = element;
            found += 1;
        }
        found += elements.count();
        LengthError::check::<S>(found).map(|()| y)
    }

    /// All elements, last axis fastest.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([[1, 2], [3, 4]]).as_slice(), [1, 2, 3, 4]);
    /// ```
    #[inline]
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        S::flat(&self.0)
    }

    /// All elements, to write to.
    ///
    /// ```
    /// let mut a = wengert::tensor([[1, 2], [3, 4]]);
    /// a.as_mut_slice()[3] = 5;
    /// assert_eq!(a[[1, 1]], 5);
    /// ```
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        S::flat_mut(&mut self.0)
    }
}

impl<T: Ring, S: Shape> Tensor<T, S> {
    /// Every element 0.
    ///
    /// ```
    /// assert_eq!(wengert::Vector::<i32, 3>::zeros(), wengert::tensor([0, 0, 0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn zeros() -> Self {
        const { assert!(S::NUMEL > 0) }
        Self::full(T::ZERO)
    }

    /// Every element 1.
    ///
    /// ```
    /// assert_eq!(wengert::Vector::<f64, 2>::ones(), wengert::tensor([1.0, 1.0]));
    /// ```
    #[inline]
    #[must_use]
    pub fn ones() -> Self {
        const { assert!(S::NUMEL > 0) }
        Self::full(T::ONE)
    }
}

impl<T: Ring, N: Dim> Tensor<T, (N,)> {
    /// 0, 1, 2, … along the axis.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let a: Matrix<f64, 2, 3> = Vector::<f64, 6>::arange().reshape();
    /// assert_eq!(a, tensor([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]));
    /// ```
    #[must_use]
    pub fn arange() -> Self {
        let mut y = Self::zeros();
        for i in 1..N::SIZE {
            y.as_mut_slice()[i] = y.as_slice()[i - 1] + T::ONE;
        }
        y
    }
}

impl<T: Float, N: Dim> Tensor<T, (N,)> {
    /// Numbers at equal distances, from the first to the last. A single one is the first.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(Vector::<f64, 5>::linspace(0.0, 1.0), tensor([0.0, 0.25, 0.5, 0.75, 1.0]));
    /// assert_eq!(Vector::<f64, 1>::linspace(0.0, 1.0), tensor([0.0]));
    /// assert_eq!(Vector::<f64, 3>::linspace(-1.5e308, 1.5e308), tensor([-1.5e308, 0.0, 1.5e308]));
    /// ```
    #[must_use]
    pub fn linspace(first: T, last: T) -> Self {
        let mut y = Self::full(first);
        if N::SIZE > 1 {
            let (distance, count) = (last - first, T::from_f64((N::SIZE - 1) as f64));
            // Ends may be finite, and their distance not.
            let step = if distance.is_finite() { distance / count } else { last / count - first / count };
            for (i, y) in y.as_mut_slice().iter_mut().enumerate() {
                // From the nearer end, so that both are met exactly.
                let back = N::SIZE - 1 - i;
                *y = match (i, back) {
                    (0, _) => first,
                    (_, 0) => last,
                    _ if i < back => first + step * T::from_f64(i as f64),
                    _ => last - step * T::from_f64(back as f64),
                };
            }
        }
        y
    }

    /// Powers of ten whose exponents lie at equal distances, from 10 to the power of `first` to 10 to the power of `last`.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(Vector::<f64, 3>::logspace(-1.0, 1.0), tensor([0.1, 1.0, 10.0]));
    /// ```
    #[must_use]
    pub fn logspace(first: T, last: T) -> Self {
        let mut y = Self::linspace(first, last);
        for y in y.as_mut_slice() {
            *y = T::from_f64(10.0).powf(*y);
        }
        y
    }
}

impl<T: Ring, N: Dim> Tensor<T, (N, N)> {
    /// The identity: 1 on the diagonal, 0 elsewhere.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// assert_eq!(Matrix::<f64, 2, 2>::eye(), tensor([[1.0, 0.0], [0.0, 1.0]]));
    /// ```
    #[must_use]
    pub fn eye() -> Self {
        let mut y = Self::zeros();
        for diagonal in y.as_mut_slice().iter_mut().step_by(N::SIZE + 1) {
            *diagonal = T::ONE;
        }
        y
    }
}

impl<E: Element, S: Shape> Tensor<E, S> {
    /// A constant tensor of the same shape, in the same mode, every element `value`.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([1.0, 2.0]).full_like(7.0), wengert::tensor([7.0, 7.0]));
    /// ```
    #[must_use]
    pub fn full_like(&self, value: E::Literal) -> Self
    where
        E: Numeric,
    {
        E::constant(self, value)
    }

    /// A constant from literals, nested arrays of them, in the mode of this tensor and rounded to its type.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// /// A quarter turn, in any mode and either float.
    /// fn turn<E: Real>(x: &Vector<E, 2>) -> Vector<E, 2> {
    ///     x.new_tensor([[0.0, -1.0], [1.0, 0.0]]).mv(x)
    /// }
    /// assert_eq!(turn(&tensor([3.0_f32, 4.0])), tensor([-4.0, 3.0]));
    /// ```
    #[must_use]
    pub fn new_tensor<N: Nested<Element = f64>>(&self, literals: N) -> Tensor<E, N::Shape>
    where
        E: Real,
    {
        let constant = tensor(literals).map(E::Base::from_f64);
        Tensor(E::lift::<S, N::Shape>(&self.0, &constant.0))
    }

    /// A constant tensor of the same shape, in the same mode, every element 0.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([1.0, 2.0]).zeros_like(), wengert::tensor([0.0, 0.0]));
    /// ```
    #[must_use]
    pub fn zeros_like(&self) -> Self
    where
        E: Numeric,
    {
        self.full_like(E::Literal::ZERO)
    }

    /// A constant tensor of the same shape, in the same mode, every element 1.
    ///
    /// ```
    /// assert_eq!(wengert::tensor([1.0, 2.0]).ones_like(), wengert::tensor([1.0, 1.0]));
    /// ```
    #[must_use]
    pub fn ones_like(&self) -> Self
    where
        E: Numeric,
    {
        self.full_like(E::Literal::ONE)
    }
}

impl<T: Stored> From<T> for Tensor<T, ()> {
    /// A scalar tensor.
    #[inline]
    fn from(value: T) -> Self {
        Tensor(value)
    }
}
