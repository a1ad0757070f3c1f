//! Sums and products of axis lengths, computed by the compiler through typenum.

use crate::shape::{Const, Dim};
use core::ops::{Add, Mul};
use typenum::ToUInt;

/// The sum of two axis lengths, as `cat` needs it. The result is a bare [`Const`], whatever the names were.
///
/// ```
/// use wengert::{Const, Dim, shape::Sum};
///
/// assert_eq!(Sum::<Const<2>, Const<3>>::SIZE, 5);
/// ```
#[diagnostic::on_unimplemented(
    message = "the sum of the axis lengths `{Self}` and `{Rhs}` is not in the compiler's table",
    label = "this length cannot be inferred",
    note = "lengths up to 256 and the commonest ones above are; name the output shape instead, as in `a.cat_to::<0, (Const<3594>,), _>(&b)`"
)]
pub trait Plus<Rhs> {
    /// The joint length.
    type Output: Dim;
}

/// The product of two axis lengths, as `flatten` needs it. The result is a bare [`Const`], whatever the names were.
///
/// ```
/// use wengert::{Const, Dim, shape::Product};
///
/// assert_eq!(Product::<Const<2>, Const<3>>::SIZE, 6);
/// ```
#[diagnostic::on_unimplemented(
    message = "the product of the axis lengths `{Self}` and `{Rhs}` is not in the compiler's table",
    label = "this length cannot be inferred",
    note = "lengths up to 256 and the commonest ones above are; name the output shape instead, as in `x.reshape::<(Const<1797>,)>()`"
)]
pub trait Times<Rhs> {
    /// The product of the lengths.
    type Output: Dim;
}

/// The axis `A + B`.
pub type Sum<A, B> = <A as Plus<B>>::Output;
/// The axis `A × B`.
pub type Product<A, B> = <A as Times<B>>::Output;

/// A typenum integer that is the length of an axis: the way back from typenum.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the length of an axis",
    label = "no axis has this length",
    note = "an axis holds at least one element, so nothing is repeated 0 times"
)]
pub trait Measured {
    /// The axis of this length.
    type Axis: Dim;
}

/// The typenum integer of an axis.
pub(super) type Size<D> = <<D as Dim>::Length as ToUInt>::Output;

#[diagnostic::do_not_recommend]
impl<A: Dim, B> Plus<B> for A
where
    B: Dim<Length: ToUInt>,
    Size<B>: PlusLength<A>,
{
    type Output = <Size<B> as PlusLength<A>>::Output;
}

#[diagnostic::do_not_recommend]
impl<A: Dim, B> Times<B> for A
where
    B: Dim<Length: ToUInt>,
    Size<B>: TimesLength<A>,
{
    type Output = <Size<B> as TimesLength<A>>::Output;
}

/// A typenum integer that can be added to the length of `A`.
///
/// The rules above ask the right operand first. While the compiler looks a method up, the left one is known and the right
/// one often not: were the left one asked then, and not in the table, the method would be said not to exist.
#[diagnostic::on_unimplemented(
    message = "the sum of the axis length `{A}` and another is not in the compiler's table",
    label = "this length cannot be inferred",
    note = "lengths up to 256 and the commonest ones above are; name the output shape instead, as in `a.cat_to::<0, (Const<3594>,), _>(&b)`"
)]
pub trait PlusLength<A> {
    /// The sum.
    type Output: Dim;
}
/// A typenum integer by which the length of `A` can be multiplied.
#[diagnostic::on_unimplemented(
    message = "the product of the axis length `{A}` and another is not in the compiler's table",
    label = "this length cannot be inferred",
    note = "lengths up to 256 and the commonest ones above are; name the output shape instead, as in `x.reshape::<(Const<1797>,)>()`"
)]
pub trait TimesLength<A> {
    /// The product.
    type Output: Dim;
}

#[diagnostic::do_not_recommend]
impl<A: Dim<Length: ToUInt>, U> PlusLength<A> for U
where
    Size<A>: Add<U, Output: Measured>,
{
    type Output = <<Size<A> as Add<U>>::Output as Measured>::Axis;
}

#[diagnostic::do_not_recommend]
impl<A: Dim<Length: ToUInt>, U> TimesLength<A> for U
where
    Size<A>: Mul<U, Output: Measured>,
{
    type Output = <<Size<A> as Mul<U>>::Output as Measured>::Axis;
}

/// The way back from typenum for some lengths. The expansion of `measured!(U2 = 2;)`:
///
/// ```ignore
/// impl Measured for U2 { type Axis = Const<2>; }
/// ```
macro_rules! measured {
    ($($u:ident = $n:literal;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl Measured for typenum::consts::$u {
            type Axis = Const<$n>;
        }
    )* };
}
measured! {
    U1 = 1; U2 = 2; U3 = 3; U4 = 4; U5 = 5; U6 = 6; U7 = 7; U8 = 8; U9 = 9; U10 = 10; U11 = 11; U12 = 12;
    U13 = 13; U14 = 14; U15 = 15; U16 = 16; U17 = 17; U18 = 18; U19 = 19; U20 = 20; U21 = 21; U22 = 22; U23 = 23; U24 = 24;
    U25 = 25; U26 = 26; U27 = 27; U28 = 28; U29 = 29; U30 = 30; U31 = 31; U32 = 32; U33 = 33; U34 = 34; U35 = 35; U36 = 36;
    U37 = 37; U38 = 38; U39 = 39; U40 = 40; U41 = 41; U42 = 42; U43 = 43; U44 = 44; U45 = 45; U46 = 46; U47 = 47; U48 = 48;
    U49 = 49; U50 = 50; U51 = 51; U52 = 52; U53 = 53; U54 = 54; U55 = 55; U56 = 56; U57 = 57; U58 = 58; U59 = 59; U60 = 60;
    U61 = 61; U62 = 62; U63 = 63; U64 = 64; U65 = 65; U66 = 66; U67 = 67; U68 = 68; U69 = 69; U70 = 70; U71 = 71; U72 = 72;
    U73 = 73; U74 = 74; U75 = 75; U76 = 76; U77 = 77; U78 = 78; U79 = 79; U80 = 80; U81 = 81; U82 = 82; U83 = 83; U84 = 84;
    U85 = 85; U86 = 86; U87 = 87; U88 = 88; U89 = 89; U90 = 90; U91 = 91; U92 = 92; U93 = 93; U94 = 94; U95 = 95; U96 = 96;
    U97 = 97; U98 = 98; U99 = 99; U100 = 100; U101 = 101; U102 = 102; U103 = 103; U104 = 104; U105 = 105; U106 = 106; U107 = 107; U108 = 108;
    U109 = 109; U110 = 110; U111 = 111; U112 = 112; U113 = 113; U114 = 114; U115 = 115; U116 = 116; U117 = 117; U118 = 118; U119 = 119; U120 = 120;
    U121 = 121; U122 = 122; U123 = 123; U124 = 124; U125 = 125; U126 = 126; U127 = 127; U128 = 128; U129 = 129; U130 = 130; U131 = 131; U132 = 132;
    U133 = 133; U134 = 134; U135 = 135; U136 = 136; U137 = 137; U138 = 138; U139 = 139; U140 = 140; U141 = 141; U142 = 142; U143 = 143; U144 = 144;
    U145 = 145; U146 = 146; U147 = 147; U148 = 148; U149 = 149; U150 = 150; U151 = 151; U152 = 152; U153 = 153; U154 = 154; U155 = 155; U156 = 156;
    U157 = 157; U158 = 158; U159 = 159; U160 = 160; U161 = 161; U162 = 162; U163 = 163; U164 = 164; U165 = 165; U166 = 166; U167 = 167; U168 = 168;
    U169 = 169; U170 = 170; U171 = 171; U172 = 172; U173 = 173; U174 = 174; U175 = 175; U176 = 176; U177 = 177; U178 = 178; U179 = 179; U180 = 180;
    U181 = 181; U182 = 182; U183 = 183; U184 = 184; U185 = 185; U186 = 186; U187 = 187; U188 = 188; U189 = 189; U190 = 190; U191 = 191; U192 = 192;
    U193 = 193; U194 = 194; U195 = 195; U196 = 196; U197 = 197; U198 = 198; U199 = 199; U200 = 200; U201 = 201; U202 = 202; U203 = 203; U204 = 204;
    U205 = 205; U206 = 206; U207 = 207; U208 = 208; U209 = 209; U210 = 210; U211 = 211; U212 = 212; U213 = 213; U214 = 214; U215 = 215; U216 = 216;
    U217 = 217; U218 = 218; U219 = 219; U220 = 220; U221 = 221; U222 = 222; U223 = 223; U224 = 224; U225 = 225; U226 = 226; U227 = 227; U228 = 228;
    U229 = 229; U230 = 230; U231 = 231; U232 = 232; U233 = 233; U234 = 234; U235 = 235; U236 = 236; U237 = 237; U238 = 238; U239 = 239; U240 = 240;
    U241 = 241; U242 = 242; U243 = 243; U244 = 244; U245 = 245; U246 = 246; U247 = 247; U248 = 248; U249 = 249; U250 = 250; U251 = 251; U252 = 252;
    U253 = 253; U254 = 254; U255 = 255; U256 = 256; U260 = 260; U270 = 270; U280 = 280; U288 = 288; U300 = 300; U320 = 320; U330 = 330; U340 = 340;
    U350 = 350; U360 = 360; U384 = 384; U400 = 400; U420 = 420; U448 = 448; U450 = 450; U480 = 480; U500 = 500; U511 = 511; U512 = 512; U513 = 513;
    U576 = 576; U600 = 600; U640 = 640; U720 = 720; U768 = 768; U784 = 784; U800 = 800; U900 = 900; U960 = 960; U1000 = 1000; U1024 = 1024; U2048 = 2048;
    U4096 = 4096;
}
