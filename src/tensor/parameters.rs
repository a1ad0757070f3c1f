//! Structures of tensors: one tensor, tuples, arrays, structs.

use crate::number::Float;
use crate::shape::Shape;
use crate::tensor::{Element, Real, Tensor};

/// A structure of tensors, such as the parameters of a model, that can be had in any mode.
///
/// One tensor, tuples up to six, arrays, and references to these are `Parameters`; so is your own struct, generic over
/// its element, that derives it (feature `derive`):
///
/// ```
/// use wengert::*;
///
/// #[derive(Parameters)]
/// struct Layer<E: Element> {
///     weight: Matrix<E, 3, 2>,
///     bias: Vector<E, 2>,
/// }
///
/// let layer = Layer { weight: Tensor::full(0.5), bias: tensor([0.0, 1.0]) };
/// let mut tape = Tape::new();
/// let (y, slope) = tape.value_and_grad(|l| (l.weight.sum_axis::<0>() * l.bias).sum(), &layer);
/// assert_eq!(y, 1.5);
/// assert_eq!(slope.bias, tensor([1.5, 1.5]));
///
/// // A step of gradient descent. `wengert::optim` has optimisers.
/// let layer = layer.zip_with(&slope, |parameter, slope| parameter - 0.1 * slope);
/// assert_eq!(layer.bias, tensor([-0.15000000000000002, 0.85]));
/// ```
///
/// By hand, one says what the parts are:
///
/// ```
/// use wengert::{Element, Float, Matrix, Parameters, TensorZip, Vector};
///
/// struct Layer<E: Element> {
///     weight: Matrix<E, 3, 2>,
///     bias: Vector<E, 2>,
/// }
/// impl<T: Float> Parameters for Layer<T> {
///     type Number = T;
///     type With<E: Element> = Layer<E>;
///     const LEAVES: usize = 2;
///     fn zip_tensors<E: Element, Z: TensorZip<E, Number = T>>(&self, other: &Self, zip: &mut Z) -> Layer<E> {
///         Layer { weight: self.weight.zip_tensors(&other.weight, zip), bias: self.bias.zip_tensors(&other.bias, zip) }
///     }
///     fn leaf(&self, index: usize) -> &[T] {
///         if index == 0 { self.weight.leaf(0) } else { self.bias.leaf(index - 1) }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a structure of tensors of real numbers",
    label = "not `Parameters`",
    note = "a tensor of f32, f64 or `Dual`, tuples and arrays of them, and structs that derive `Parameters` are",
    note = "one number becomes a tensor with `tensor(c)`; literals become constants beside `x` with `x.new_tensor([1.0, 2.0])`"
)]
pub trait Parameters: Sized {
    /// The number in every leaf.
    type Number: Float;
    /// The same structure with elements `E`.
    type With<E: Element>;
    /// How many tensors the structure holds.
    const LEAVES: usize;
    /// Walks two structures together, leaf by leaf in the order of the fields, and builds a third from what `zip` makes.
    fn zip_tensors<E: Element, Z: TensorZip<E, Number = Self::Number>>(
        &self,
        other: &Self,
        zip: &mut Z,
    ) -> Self::With<E>;

    /// The numbers of one tensor of the structure, last axis fastest; tensors are counted in the order of the fields.
    ///
    /// Leaves of several structures of one type belong together by their index, so that any number of them is walked
    /// side by side without building a new one.
    ///
    /// # Panics
    /// Where `index` is not below [`LEAVES`](Self::LEAVES).
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let layer = (tensor([[1.0, 2.0], [3.0, 4.0]]), tensor(5.0));
    /// assert_eq!(layer.leaf(0), [1.0, 2.0, 3.0, 4.0]);
    /// assert_eq!(layer.leaves().map(<[f64]>::len).sum::<usize>(), 5);
    /// ```
    fn leaf(&self, index: usize) -> &[Self::Number];

    /// The numbers of each tensor, in the order of the fields.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let norm = (tensor([3.0, 0.0]), tensor(4.0)).leaves().flatten().map(|x| x * x).sum::<f64>().sqrt();
    /// assert_eq!(norm, 5.0);
    /// ```
    #[inline]
    fn leaves(&self) -> impl Iterator<Item = &[Self::Number]> + Clone {
        (0..Self::LEAVES).map(|index| self.leaf(index))
    }

    /// Walks one structure and builds another from what `map` makes of each leaf.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// struct Negative;
    /// impl TensorMap<f64> for Negative {
    ///     type Number = f64;
    ///     fn map<S: Shape>(&mut self, x: &Tensor<f64, S>) -> Tensor<f64, S> { -x }
    /// }
    /// assert_eq!((tensor(1.0), tensor([2.0])).map_tensors(&mut Negative), (tensor(-1.0), tensor([-2.0])));
    /// ```
    #[inline]
    fn map_tensors<E: Element, M: TensorMap<E, Number = Self::Number>>(&self, map: &mut M) -> Self::With<E> {
        self.zip_tensors(self, &mut First(map))
    }

    /// Combines two structures number by number: a step of an optimiser, a difference, a running mean.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let (w, b) = (tensor([1.0, 2.0]), tensor(3.0)).zip_with(&(tensor([1.0, 1.0]), tensor(1.0)), |p, g| p - 0.5 * g);
    /// assert_eq!((w, b), (tensor([0.5, 1.5]), tensor(2.5)));
    /// ```
    #[inline]
    fn zip_with(
        &self,
        other: &Self,
        f: impl FnMut(Self::Number, Self::Number) -> Self::Number,
    ) -> Self::With<Self::Number> {
        self.zip_tensors(other, &mut Numbers(f, core::marker::PhantomData))
    }

    /// Changes a structure number by number.
    ///
    /// ```
    /// use wengert::*;
    ///
    /// let zeros = (tensor([1.0, 2.0]), tensor(3.0)).map_with(|_| 0.0);
    /// assert_eq!(zeros, (tensor([0.0, 0.0]), tensor(0.0)));
    /// ```
    #[inline]
    fn map_with(&self, mut f: impl FnMut(Self::Number) -> Self::Number) -> Self::With<Self::Number> {
        self.zip_with(self, |x, _| f(x))
    }
}

/// [`Parameters`] that can be changed in place: tensors, tuples and arrays of them, and structs; not references.
///
/// ```
/// use wengert::*;
///
/// let mut model = (tensor([1.0, 2.0]), tensor(3.0));
/// let slope = (tensor([1.0, 1.0]), tensor(10.0));
/// for index in 0..<(Vector<f64, 2>, Scalar<f64>)>::LEAVES {
///     for (parameter, slope) in model.leaf_mut(index).iter_mut().zip(slope.leaf(index)) {
///         *parameter -= 0.1 * slope;
///     }
/// }
/// assert_eq!(model, (tensor([0.9, 1.9]), tensor(2.0)));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be changed in place",
    label = "not `ParametersMut`",
    note = "tensors of real numbers, tuples and arrays of them, and structs that derive `Parameters` can; references cannot"
)]
pub trait ParametersMut: Parameters {
    /// The numbers of one tensor of the structure, to write to. See [`Parameters::leaf`].
    ///
    /// # Panics
    /// Where `index` is not below [`LEAVES`](Parameters::LEAVES).
    fn leaf_mut(&mut self, index: usize) -> &mut [Self::Number];
}

/// What [`Parameters::map_tensors`] does to each tensor.
pub trait TensorMap<E: Element> {
    /// The number of the tensors it takes.
    type Number: Float;
    /// One tensor from one tensor.
    fn map<S: Shape>(&mut self, x: &Tensor<Self::Number, S>) -> Tensor<E, S>;
}

/// What [`Parameters::zip_tensors`] does to each pair of tensors.
pub trait TensorZip<E: Element> {
    /// The number of the tensors it takes.
    type Number: Float;
    /// One tensor from two.
    fn zip<S: Shape>(&mut self, a: &Tensor<Self::Number, S>, b: &Tensor<Self::Number, S>) -> Tensor<E, S>;
}

/// A map as a zip that looks at the first structure only.
struct First<'a, M>(&'a mut M);

impl<E: Element, M: TensorMap<E>> TensorZip<E> for First<'_, M> {
    type Number = M::Number;
    #[inline]
    fn zip<S: Shape>(&mut self, a: &Tensor<M::Number, S>, _: &Tensor<M::Number, S>) -> Tensor<E, S> {
        self.0.map(a)
    }
}

/// A function of two numbers as a zip.
struct Numbers<T, F>(F, core::marker::PhantomData<T>);

impl<T: Float, F: FnMut(T, T) -> T> TensorZip<T> for Numbers<T, F> {
    type Number = T;
    #[inline]
    fn zip<S: Shape>(&mut self, a: &Tensor<T, S>, b: &Tensor<T, S>) -> Tensor<T, S> {
        let mut y = S::splat(T::FILLER);
        for ((y, &a), &b) in S::flat_mut(&mut y).iter_mut().zip(S::flat(&a.0)).zip(S::flat(&b.0)) {
            *y = (self.0)(a, b);
        }
        Tensor(y)
    }
}

/// Plain tensors into the mode of a given one.
pub(crate) struct Like<'a, E: Real, S: Shape>(pub(crate) &'a Tensor<E, S>);

impl<E: Real, S: Shape> TensorMap<E> for Like<'_, E, S> {
    type Number = E::Base;
    #[inline]
    fn map<B: Shape>(&mut self, x: &Tensor<E::Base, B>) -> Tensor<E, B> {
        Tensor(E::lift::<S, B>(&self.0.0, &x.0))
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn no_leaf(index: usize, leaves: usize) -> ! {
    panic!("there is no leaf {index}: the structure holds {leaves} tensors")
}

impl<T: Float, S: Shape> Parameters for Tensor<T, S> {
    type Number = T;
    type With<E: Element> = Tensor<E, S>;
    const LEAVES: usize = 1;
    #[inline]
    fn zip_tensors<E: Element, Z: TensorZip<E, Number = T>>(&self, other: &Self, zip: &mut Z) -> Tensor<E, S> {
        zip.zip(self, other)
    }
    #[inline]
    fn leaf(&self, index: usize) -> &[T] {
        if index == 0 { S::flat(&self.0) } else { no_leaf(index, 1) }
    }
}

impl<T: Float, S: Shape> ParametersMut for Tensor<T, S> {
    #[inline]
    fn leaf_mut(&mut self, index: usize) -> &mut [T] {
        if index == 0 { S::flat_mut(&mut self.0) } else { no_leaf(index, 1) }
    }
}

impl<P: Parameters> Parameters for &P {
    type Number = P::Number;
    type With<E: Element> = P::With<E>;
    const LEAVES: usize = P::LEAVES;
    #[inline]
    fn zip_tensors<E: Element, Z: TensorZip<E, Number = P::Number>>(&self, other: &Self, zip: &mut Z) -> P::With<E> {
        (**self).zip_tensors(*other, zip)
    }
    #[inline]
    fn leaf(&self, index: usize) -> &[P::Number] {
        (**self).leaf(index)
    }
}

impl<P: Parameters, const N: usize> Parameters for [P; N] {
    type Number = P::Number;
    type With<E: Element> = [P::With<E>; N];
    const LEAVES: usize = N * P::LEAVES;
    #[inline]
    fn zip_tensors<E: Element, Z: TensorZip<E, Number = P::Number>>(
        &self,
        other: &Self,
        zip: &mut Z,
    ) -> [P::With<E>; N] {
        core::array::from_fn(|i| self[i].zip_tensors(&other[i], zip))
    }
    #[inline]
    fn leaf(&self, index: usize) -> &[P::Number] {
        if index < Self::LEAVES {
            self[index / P::LEAVES].leaf(index % P::LEAVES)
        } else {
            no_leaf(index, Self::LEAVES)
        }
    }
}

impl<P: ParametersMut, const N: usize> ParametersMut for [P; N] {
    #[inline]
    fn leaf_mut(&mut self, index: usize) -> &mut [P::Number] {
        if index < Self::LEAVES {
            self[index / P::LEAVES].leaf_mut(index % P::LEAVES)
        } else {
            no_leaf(index, Self::LEAVES)
        }
    }
}

/// Tuples. The expansion of `tuple!(A 0, B 1)`:
///
/// ```ignore
/// impl<A: Parameters, B: Parameters<Number = A::Number>> Parameters for (A, B) {
///     type Number = A::Number;
///     type With<E: Element> = (A::With<E>, B::With<E>);
///     const LEAVES: usize = A::LEAVES + B::LEAVES;
///     fn zip_tensors<E: Element, Z: TensorZip<E, Number = A::Number>>(&self, other: &Self, zip: &mut Z) -> Self::With<E> {
///         (self.0.zip_tensors(&other.0, zip), self.1.zip_tensors(&other.1, zip))
///     }
///     fn leaf(&self, mut index: usize) -> &[A::Number] {
///         if index < A::LEAVES { return self.0.leaf(index); }
///         index -= A::LEAVES;
///         if index < B::LEAVES { return self.1.leaf(index); }
///         index -= B::LEAVES;
///         no_leaf(index + Self::LEAVES, Self::LEAVES)
///     }
/// }
/// // and `ParametersMut` with `leaf_mut` in the same way
/// ```
macro_rules! tuple {
    ($a:ident $i:tt $(, $b:ident $j:tt)*) => {
        impl<$a: Parameters, $($b: Parameters<Number = $a::Number>),*> Parameters for ($a, $($b,)*) {
            type Number = $a::Number;
            type With<E: Element> = ($a::With<E>, $($b::With<E>,)*);
            const LEAVES: usize = $a::LEAVES $(+ $b::LEAVES)*;
            #[inline]
            fn zip_tensors<E: Element, Z: TensorZip<E, Number = $a::Number>>(&self, other: &Self, zip: &mut Z) -> Self::With<E> {
                (self.$i.zip_tensors(&other.$i, zip), $(self.$j.zip_tensors(&other.$j, zip),)*)
            }
            #[inline]
            fn leaf(&self, mut index: usize) -> &[$a::Number] {
                tuple!(self leaf index $a $i $(, $b $j)*)
            }
        }
        impl<$a: ParametersMut, $($b: ParametersMut<Number = $a::Number>),*> ParametersMut for ($a, $($b,)*) {
            #[inline]
            fn leaf_mut(&mut self, mut index: usize) -> &mut [$a::Number] {
                tuple!(self leaf_mut index $a $i $(, $b $j)*)
            }
        }
    };
    ($this:ident $leaf:ident $index:ident $($a:ident $i:tt),+) => {{
        $(
            if $index < $a::LEAVES {
                return $this.$i.$leaf($index);
            }
            $index -= $a::LEAVES;
        )+
        no_leaf($index + Self::LEAVES, Self::LEAVES)
    }};
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, F 4);
tuple!(A 0, B 1, C 2, D 3, F 4, G 5);
