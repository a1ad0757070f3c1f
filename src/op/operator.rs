//! Rust's operators between tensors, and between tensors and literals.

use crate::number::Float;
use crate::shape::Shape;
use crate::tensor::{Real, Scalar, Tensor};

impl<E: Real, S: Shape> Tensor<E, S> {
    /// A literal as a constant scalar in the mode of this tensor.
    #[inline(always)]
    pub(crate) fn literal(&self, literal: f64) -> Scalar<E> {
        self.base(E::Base::from_f64(literal))
    }

    /// A plain number as a constant scalar in the mode of this tensor.
    #[inline(always)]
    pub(crate) fn base(&self, number: E::Base) -> Scalar<E> {
        Tensor(E::lift::<S, ()>(&self.0, &number))
    }
}

/// Makes a `Pairwise` rule an operator, for tensors that broadcast together and for literals on either side, each owned
/// or borrowed. The first of the expansions of `operator!(Add, add)`, and the first for literals:
///
/// ```ignore
/// impl<E: Element, F: Element, A: Shape + Broadcast<B>, B: Shape> core::ops::Add<Tensor<F, B>> for Tensor<E, A>
/// where
///     Add: SameElement<E, F> + BinaryOp<E::Number, A, B, Output = Broadcasted<A, B>>,
/// {
///     type Output = Tensor<E, Broadcasted<A, B>>;
///     fn add(self, rhs: Tensor<F, B>) -> Self::Output {
///         Tensor(E::binary::<Add, A, B>(Add, &self.0, <Add as SameElement<E, F>>::same::<B>(&rhs.0)))
///     }
/// }
/// impl<E: Real, S: Shape> core::ops::Add<f64> for Tensor<E, S> {
///     type Output = Tensor<E, S>;
///     fn add(self, literal: f64) -> Tensor<E, S> {
///         Tensor(E::literal_rhs::<Add, S>(Add, &self.0, E::Base::from_f64(literal)))
///     }
/// }
/// ```
macro_rules! operator {
    ($op:ident, $method:ident) => {
        const _: () = {
            use $crate::Float as _;
            use $crate::op::operator::{integer_form, integer_left_form, literal_form, tensor_operator};
            tensor_operator!($op, $method);
    literal_form!($op $method [$crate::Tensor<E, S>]);
    literal_form!($op $method [&$crate::Tensor<E, S>]);
    integer_form!($op $method [$crate::Tensor<T, S>]);
    integer_form!($op $method [&$crate::Tensor<T, S>]);
    integer_left_form!($op $method [i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize]);
        };
    };
}

/// Makes a `Pairwise` rule an operator between tensors only, each owned or borrowed: the first of the expansions above, in
/// its four forms.
macro_rules! tensor_operator {
    ($op:ident, $method:ident) => {
        const _: () = {
            use $crate::op::operator::form;
    form!($op $method [$crate::Tensor<E, A>] [$crate::Tensor<F, B>]);
    form!($op $method [$crate::Tensor<E, A>] [&$crate::Tensor<F, B>]);
    form!($op $method [&$crate::Tensor<E, A>] [$crate::Tensor<F, B>]);
    form!($op $method [&$crate::Tensor<E, A>] [&$crate::Tensor<F, B>]);
        };
    };
}

/// One ownership form of an operator between tensors.
macro_rules! form {
    ($op:ident $method:ident [$lhs:ty] [$rhs:ty]) => {
        impl<E, F, A, B> core::ops::$op<$rhs> for $lhs
        where
            E: $crate::Element,
            F: $crate::Element,
            A: $crate::Shape + $crate::Broadcast<B>,
            B: $crate::Shape,
            $op: $crate::SameElement<E, F> + $crate::BinaryOp<E::Number, A, B, Output = $crate::Broadcasted<A, B>>,
        {
            type Output = $crate::Tensor<E, $crate::Broadcasted<A, B>>;
            #[inline(always)]
            #[track_caller]
            fn $method(self, rhs: $rhs) -> Self::Output {
                let rhs = <$op as $crate::SameElement<E, F>>::same::<B>(&rhs.0);
                $crate::Tensor(E::binary::<$op, A, B>($op, &self.0, rhs))
            }
        }
    };
}

/// One ownership form of an operator between a tensor and a literal, on either side.
macro_rules! literal_form {
    ($op:ident $method:ident [$tensor:ty]) => {
        impl<E: $crate::Real, S: $crate::Shape> core::ops::$op<f64> for $tensor {
            type Output = $crate::Tensor<E, S>;
            #[inline(always)]
            fn $method(self, literal: f64) -> $crate::Tensor<E, S> {
                $crate::Tensor(E::literal_rhs::<$op, S>($op, &self.0, E::Base::from_f64(literal)))
            }
        }
        impl<E: $crate::Real, S: $crate::Shape> core::ops::$op<$tensor> for f64 {
            type Output = $crate::Tensor<E, S>;
            #[inline(always)]
            fn $method(self, tensor: $tensor) -> $crate::Tensor<E, S> {
                $crate::Tensor(E::literal_lhs::<$op, S>($op, E::Base::from_f64(self), &tensor.0))
            }
        }
    };
}

/// An operator between a tensor of integers and an integer on its right. One impl for all integers, so that an untyped
/// literal finds its type: `(tensor([1, 2]) * 2 + 1).sum()`.
macro_rules! integer_form {
    ($op:ident $method:ident [$tensor:ty]) => {
        impl<T: $crate::Literal, S: $crate::Shape> core::ops::$op<T> for $tensor
        where
            $op: $crate::BinaryOp<T, S, (), Output = S>,
        {
            type Output = $crate::Tensor<T, S>;
            #[inline(always)]
            fn $method(self, literal: T) -> $crate::Tensor<T, S> {
                $crate::Tensor(<T as $crate::Element>::binary::<$op, S, ()>($op, &self.0, &literal))
            }
        }
    };
}

/// An operator between an integer on the left and a tensor of integers, owned and borrowed: one impl for each type,
/// since a type of another crate cannot be given an impl for all.
macro_rules! integer_left_form {
    ($op:ident $method:ident [$($t:ty)*]) => { $(
        integer_left_form!($op $method $t, [$crate::Tensor<$t, S>]);
        integer_left_form!($op $method $t, [&$crate::Tensor<$t, S>]);
    )* };
    ($op:ident $method:ident $t:ty, [$tensor:ty]) => {
        impl<S: $crate::Shape> core::ops::$op<$tensor> for $t {
            type Output = $crate::Tensor<$t, S>;
            #[inline(always)]
            fn $method(self, tensor: $tensor) -> $crate::Tensor<$t, S> {
                $crate::Tensor(<$t as $crate::Element>::binary::<$op, (), S>($op, &self, &tensor.0))
            }
        }
    };
}

pub(crate) use {form, integer_form, integer_left_form, literal_form, operator, tensor_operator};
