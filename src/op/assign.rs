//! Assigning operators on plain tensors and dual ones: `+=`, `-=`, `*=`, `/=` and `%=`.
//!
//! The right side broadcasts into the left one, whose shape stays. A taped tensor is a handle and not a place, so it has
//! none of these: `x = x + y` names its new value.
//!
//! ```
//! use wengert::tensor;
//!
//! let mut w = tensor([[1.0, 2.0], [3.0, 4.0]]);
//! w -= tensor([1.0, 2.0]);
//! w *= 0.5;
//! assert_eq!(w, tensor([[0.0, 0.0], [1.0, 1.0]]));
//! ```
//!
//! ```compile_fail
//! use wengert::tensor;
//!
//! let mut b = tensor([1.0, 2.0]);
//! b += tensor([[1.0, 2.0], [3.0, 4.0]]); // a vector cannot become a matrix
//! ```

use crate::kernel::broadcast::Walk;
use crate::number::{Float, Integer, Stored};
use crate::op::{Add, Div, Mul, Rem, Sub};
use crate::rule::Pairwise;
use crate::shape::{BroadcastInto, Shape};
use crate::tensor::Tensor;
use core::marker::PhantomData;

/// The walk over a shape and another one that broadcasts into it.
struct Onto<A, B>(PhantomData<(A, B)>);

impl<A: Shape, B: Shape> Onto<A, B> {
    const WALK: Walk = Walk::new(A::DIMS, B::DIMS, A::DIMS);
}

/// a = f(a, b), in place.
#[inline]
fn assign<T: Stored, F: Pairwise<T>, A: Shape, B: Shape>(f: &F, a: &mut Tensor<T, A>, b: &Tensor<T, B>) {
    let walk = const { Onto::<A, B>::WALK };
    let (a, b) = (a.as_mut_slice(), b.as_slice());
    walk.runs(|_, j, o| {
        let a = &mut a[o..][..walk.run];
        if walk.rhs {
            for (a, &b) in a.iter_mut().zip(&b[j..][..walk.run]) {
                *a = f.value(*a, b);
            }
        } else {
            let b = b[j];
            for a in a {
                *a = f.value(*a, b);
            }
        }
    });
}

/// Makes a `Pairwise` rule an assigning operator, for tensors that broadcast into the left one and for literals. The
/// expansion of `assigning!(AddAssign add_assign Add)`:
///
/// ```ignore
/// impl<T: Stored, A: Shape, B: BroadcastInto<A>> core::ops::AddAssign<Tensor<T, B>> for Tensor<T, A>
/// where
///     Add: Pairwise<T>,
/// {
///     fn add_assign(&mut self, rhs: Tensor<T, B>) { assign(&Add, self, &rhs); }
/// }
/// // … and for `&Tensor<T, B>`
/// impl<T: Float, S: Shape> core::ops::AddAssign<f64> for Tensor<T, S> {
///     fn add_assign(&mut self, literal: f64) { assign(&Add, self, &Tensor(T::from_f64(literal))); }
/// }
/// impl<T: Integer, S: Shape> core::ops::AddAssign<T> for Tensor<T, S>
/// where
///     Add: Pairwise<T>,
/// {
///     fn add_assign(&mut self, literal: T) { assign(&Add, self, &Tensor(literal)); }
/// }
/// ```
macro_rules! assigning {
    ($($trait:ident $method:ident $op:ident;)*) => { $(
        impl<T: Stored, A: Shape, B: BroadcastInto<A>> core::ops::$trait<Tensor<T, B>> for Tensor<T, A>
        where
            $op: Pairwise<T>,
        {
            /// In place. The right side broadcasts into the left one, whose shape stays.
            #[inline]
            fn $method(&mut self, rhs: Tensor<T, B>) {
                assign(&$op, self, &rhs);
            }
        }
        impl<T: Stored, A: Shape, B: BroadcastInto<A>> core::ops::$trait<&Tensor<T, B>> for Tensor<T, A>
        where
            $op: Pairwise<T>,
        {
            /// In place. The right side broadcasts into the left one, whose shape stays.
            #[inline]
            fn $method(&mut self, rhs: &Tensor<T, B>) {
                assign(&$op, self, rhs);
            }
        }
        impl<T: Float, S: Shape> core::ops::$trait<f64> for Tensor<T, S> {
            /// In place, each element with the literal, which is rounded to the tensor's type.
            #[inline]
            fn $method(&mut self, literal: f64) {
                assign(&$op, self, &Tensor::<T, ()>(T::from_f64(literal)));
            }
        }
        impl<T: Integer, S: Shape> core::ops::$trait<T> for Tensor<T, S>
        where
            $op: Pairwise<T>,
        {
            /// In place, each element with the integer.
            #[inline]
            fn $method(&mut self, literal: T) {
                assign(&$op, self, &Tensor::<T, ()>(literal));
            }
        }
    )* };
}
assigning! {
    AddAssign add_assign Add;
    SubAssign sub_assign Sub;
    MulAssign mul_assign Mul;
    DivAssign div_assign Div;
    RemAssign rem_assign Rem;
}

#[cfg(test)]
mod tests {
    use crate::{Const, Dual, Matrix, Tensor, jvp, tensor};

    #[test]
    fn each_is_its_operator() {
        let (a, b) = (tensor([[7.0, -2.0, 3.5], [4.0, 0.5, 9.0]]), tensor([[2.0, 4.0, -1.5], [0.5, 3.0, 2.0]]));
        let mut c = a;
        c += b;
        assert_eq!(c, a + b);
        c -= &b;
        assert_eq!(c, a + b - b);
        c = a;
        c *= b;
        assert_eq!(c, a * b);
        c /= &b;
        assert_eq!(c, a * b / b);
        c = a;
        c %= b;
        assert_eq!(c, a % b);
    }

    #[test]
    fn the_right_side_broadcasts_into_the_left_one() {
        let mut a: Matrix<f64, 2, 3> = Tensor::zeros();
        a += tensor([1.0, 2.0, 3.0]);
        a += tensor([[10.0], [20.0]]);
        a += tensor([[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]]).sum_keepdim::<1>();
        a += tensor(100.0);
        assert_eq!(a, tensor([[171.0, 172.0, 173.0], [271.0, 272.0, 273.0]]));

        let mut a: Tensor<f64, (Const<2>, Const<1>, Const<2>, Const<3>)> = Tensor::zeros();
        let b: Tensor<f64, (Const<1>, Const<2>, Const<1>)> = tensor([[[1.0], [2.0]]]);
        let c: Tensor<f64, (Const<2>, Const<1>, Const<1>, Const<3>)> = tensor([[[[1.0, 2.0, 3.0]]], [[[4.0, 5.0, 6.0]]]]);
        a -= b;
        a += c;
        assert_eq!(a, c - b);

        let mut one: Tensor<f64, (Const<1>, Const<1>)> = tensor([[1.0]]);
        one += tensor([2.0]);
        assert_eq!(one, tensor([[3.0]]));
        let mut scalar = tensor(1.0);
        scalar += tensor(2.0);
        assert_eq!(scalar, 3.0);
    }

    #[test]
    fn literals_and_integers() {
        let mut a = tensor([1.0_f32, 2.0]);
        a *= 3.0;
        a += 0.5;
        a -= 1.5;
        a /= 2.0;
        assert_eq!(a, tensor([1.0, 2.5]));
        let mut n = tensor([[7, 8], [9, 10]]);
        n += 1;
        n *= tensor([1, 2]);
        n -= tensor([[0], [2]]);
        n /= 2;
        n %= 5;
        assert_eq!(n, tensor([[4, 4], [4, 0]]));
    }

    #[test]
    fn dual_numbers_carry_their_tangents() {
        let (value, tangent) = jvp(
            |x| {
                let mut y: Tensor<Dual<f64, 1>, _> = x * x;
                y *= x;
                y += 1.0;
                y
            },
            &tensor(2.0),
            &tensor(1.0),
        );
        assert_eq!((value, tangent), (tensor(9.0), tensor(12.0)));
    }
}
