//! NumPy's broadcasting as a relation between types.

use crate::shape::{Const, Dim, One, Shape};

/// The axis that two axes broadcast to: both the same, or one of them of length 1.
///
/// [`One`] broadcasts against every axis. `Const<1>` broadcasts against the lengths 2 to 256 and the commonest ones
/// above; for the others [`Tensor::broadcast_to`](crate::Tensor::broadcast_to) names the result.
#[diagnostic::on_unimplemented(
    message = "axes `{Self}` and `{Rhs}` do not broadcast together",
    label = "these two axes differ",
    note = "two axes broadcast when they are equal or one of them has length 1 (`One` or `Const<1>`)"
)]
pub trait BroadcastDim<Rhs> {
    /// The longer of the two.
    type Output: Dim;
}

#[diagnostic::do_not_recommend]
impl<const N: usize> BroadcastDim<Const<N>> for Const<N> {
    type Output = Self;
}
#[diagnostic::do_not_recommend]
impl<const N: usize> BroadcastDim<One> for Const<N> {
    type Output = Self;
}
#[diagnostic::do_not_recommend]
impl<D: Dim> BroadcastDim<D> for One {
    type Output = D;
}

/// `Const<1>` against each of some lengths. The expansion of `singleton!(2)`:
///
/// ```ignore
/// impl BroadcastDim<Const<2>> for Const<1> { type Output = Const<2>; }
/// impl BroadcastDim<Const<1>> for Const<2> { type Output = Const<2>; }
/// ```
macro_rules! singleton {
    ($($n:literal)*) => { $(
        #[diagnostic::do_not_recommend]
        impl BroadcastDim<Const<$n>> for Const<1> {
            type Output = Const<$n>;
        }
        #[diagnostic::do_not_recommend]
        impl BroadcastDim<Const<1>> for Const<$n> {
            type Output = Const<$n>;
        }
    )* };
}
singleton! {
    2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21
    22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41
    42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61
    62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81
    82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100 101
    102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121
    122 123 124 125 126 127 128 129 130 131 132 133 134 135 136 137 138 139 140 141
    142 143 144 145 146 147 148 149 150 151 152 153 154 155 156 157 158 159 160 161
    162 163 164 165 166 167 168 169 170 171 172 173 174 175 176 177 178 179 180 181
    182 183 184 185 186 187 188 189 190 191 192 193 194 195 196 197 198 199 200 201
    202 203 204 205 206 207 208 209 210 211 212 213 214 215 216 217 218 219 220 221
    222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241
    242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 300 320 360 384 400
    480 500 512 600 640 720 768 784 800 900 1000 1024 2048 4096
}

/// The shape that two shapes broadcast to, by NumPy's rule: axes are paired from the right, each pair must be equal or
/// have a 1 in it, and missing axes on the left are taken from the longer shape.
///
/// ```
/// use wengert::*;
///
/// let column = tensor([[10.0], [20.0]]);
/// let row = tensor([1.0, 2.0, 3.0]);
/// assert_eq!(column + row, tensor([[11.0, 12.0, 13.0], [21.0, 22.0, 23.0]]));
/// ```
#[diagnostic::on_unimplemented(
    message = "shapes `{Self}` and `{Rhs}` do not broadcast together",
    label = "these shapes do not fit",
    note = "axes are compared from the right: each pair must be equal, or one of them 1; a named axis equals only itself",
    note = "`One` broadcasts against every axis, `Const<1>` only against the lengths 2 to 256 and the commonest above, not against a generic one",
    note = "a reduction that keeps its axis, such as `sum_keepdim`, leaves `One`; so does `reshape::<(One, Const<3>)>()`"
)]
pub trait Broadcast<Rhs> {
    /// The shape of the result.
    type Output: Shape;
}

/// The shape that `A` and `B` broadcast to.
///
/// ```
/// use wengert::{Broadcasted, Const, Shape};
///
/// assert_eq!(Broadcasted::<(Const<4>, Const<1>), (Const<3>,)>::DIMS, [4, 3]);
/// ```
pub type Broadcasted<A, B> = <A as Broadcast<B>>::Output;

/// A shape that broadcasts into `Lhs`, which stays as it is: that of the right side of `+=`.
#[diagnostic::on_unimplemented(
    message = "a tensor of shape `{Self}` does not broadcast into one of shape `{Lhs}`",
    label = "the left side keeps its shape",
    note = "axes are compared from the right: each on the right side of the assignment is equal to that on the left, or 1"
)]
pub trait BroadcastInto<Lhs>: Shape {}

#[diagnostic::do_not_recommend]
impl<A: Broadcast<B, Output = A>, B: Shape> BroadcastInto<A> for B {}

#[diagnostic::do_not_recommend]
impl<S: Shape> Broadcast<S> for () {
    type Output = S;
}

/// A shape against a scalar. The expansion of `scalar!(A)`:
///
/// ```ignore
/// impl<A: Dim> Broadcast<()> for (A,) { type Output = Self; }
/// ```
macro_rules! scalar {
    ($($d:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($d: Dim),+> Broadcast<()> for ($($d,)+) {
            type Output = Self;
        }
    };
}
scalar!(A);
scalar!(A B);
scalar!(A B C);
scalar!(A B C D);
scalar!(A B C D F);
scalar!(A B C D F G);

/// Shapes that have axes in common, with further axes on the left of one of them. The expansion of `pair!([L] A/B)`:
///
/// ```ignore
/// impl<L: Dim, A: Dim + BroadcastDim<B>, B: Dim> Broadcast<(B,)> for (L, A) {
///     type Output = (L, <A as BroadcastDim<B>>::Output);
/// }
/// impl<L: Dim, A: Dim + BroadcastDim<B>, B: Dim> Broadcast<(L, B)> for (A,) {
///     type Output = (L, <A as BroadcastDim<B>>::Output);
/// }
/// ```
macro_rules! pair {
    ([] $($a:ident/$b:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($a: Dim + BroadcastDim<$b>, $b: Dim),+> Broadcast<($($b,)+)> for ($($a,)+) {
            type Output = ($(<$a as BroadcastDim<$b>>::Output,)+);
        }
    };
    ([$($l:ident)+] $($a:ident/$b:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($l: Dim,)+ $($a: Dim + BroadcastDim<$b>, $b: Dim),+> Broadcast<($($b,)+)> for ($($l,)+ $($a,)+) {
            type Output = ($($l,)+ $(<$a as BroadcastDim<$b>>::Output,)+);
        }
        #[diagnostic::do_not_recommend]
        impl<$($l: Dim,)+ $($a: Dim + BroadcastDim<$b>, $b: Dim),+> Broadcast<($($l,)+ $($b,)+)> for ($($a,)+) {
            type Output = ($($l,)+ $(<$a as BroadcastDim<$b>>::Output,)+);
        }
    };
}
pair!([] A0/B0);
pair!([L0] A0/B0);
pair!([L0 L1] A0/B0);
pair!([L0 L1 L2] A0/B0);
pair!([L0 L1 L2 L3] A0/B0);
pair!([L0 L1 L2 L3 L4] A0/B0);
pair!([] A0/B0 A1/B1);
pair!([L0] A0/B0 A1/B1);
pair!([L0 L1] A0/B0 A1/B1);
pair!([L0 L1 L2] A0/B0 A1/B1);
pair!([L0 L1 L2 L3] A0/B0 A1/B1);
pair!([] A0/B0 A1/B1 A2/B2);
pair!([L0] A0/B0 A1/B1 A2/B2);
pair!([L0 L1] A0/B0 A1/B1 A2/B2);
pair!([L0 L1 L2] A0/B0 A1/B1 A2/B2);
pair!([] A0/B0 A1/B1 A2/B2 A3/B3);
pair!([L0] A0/B0 A1/B1 A2/B2 A3/B3);
pair!([L0 L1] A0/B0 A1/B1 A2/B2 A3/B3);
pair!([] A0/B0 A1/B1 A2/B2 A3/B3 A4/B4);
pair!([L0] A0/B0 A1/B1 A2/B2 A3/B3 A4/B4);
pair!([] A0/B0 A1/B1 A2/B2 A3/B3 A4/B4 A5/B5);
