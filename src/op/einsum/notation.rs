//! The macro, and how it finds out what the letters say.

use crate::shape::Shape;
use crate::tensor::{Element, Tensor};

/// Sums of products of tensors, written in letters, one for each axis: Einstein's notation, checked by the compiler.
///
/// A letter that the result lacks is summed over. The same letter stands for axes of the same length: of the same type,
/// so named axes keep their names. A letter may be a word, such as `batch`. The name of a tensor may be any expression;
/// one with `+`, `-` or `/` goes in parentheses, as in `(a + b)[i, j]`.
///
/// | PyTorch's string | here | what it is |
/// |---|---|---|
/// | `"ij->ji"` | `a[i, j] -> [j, i]` | transpose, and any order of axes |
/// | `"ij->"` | `a[i, j] -> []` | sum |
/// | `"ij->j"` | `a[i, j] -> [j]` | sum over an axis |
/// | `"ii->i"` | `a[i, i] -> [i]` | diagonal |
/// | `"ii->"` | `a[i, i] -> []` | trace |
/// | `"i,i->"` | `a[i] * b[i] -> []` | dot product |
/// | `"i,j->ij"` | `a[i] * b[j] -> [i, j]` | outer product |
/// | `"ij,ij->ij"` | `a[i, j] * b[i, j] -> [i, j]` | product place by place |
/// | `"ij,j->i"` | `a[i, j] * b[j] -> [i]` | matrix times vector |
/// | `"ij,jk->ik"` | `a[i, j] * b[j, k] -> [i, k]` | product of matrices |
/// | `"ij,kj->ik"` | `a[i, j] * b[k, j] -> [i, k]` | the same with the right one transposed |
/// | `"nij,njk->nik"` | `a[n, i, j] * b[n, j, k] -> [n, i, k]` | a batch of products |
/// | `"nqhd,nkhd->nhqk"` | `q[n, q, h, d] * k[n, k, h, d] -> [n, h, q, k]` | scores of attention |
/// | `"i,ij,j->"` | `x[i] * w[i, j] * y[j] -> []` | bilinear form |
///
/// Shape: the letters say. Derivative: each operand gets the adjoint times the other operand, summed over the letters that
/// it lacks, which is an `einsum!` too. Every mode runs it, and integers.
///
/// Three and more tensors are multiplied from left to right, two at a time, and letters that nothing later needs are summed
/// at once: the order of the tensors decides what is computed, and each product has at most six axes. A product of two
/// takes one multiplication for each combination of their letters. What forms a product of matrices, or a batch of
/// them, in memory is computed by the kernels of [`mm`](crate::Tensor::mm), whatever it is called.
///
/// ```
/// use wengert::*;
///
/// let a = tensor([[1.0, 2.0], [3.0, 4.0]]);
/// let b = tensor([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]]);
/// assert_eq!(einsum!(a[i, j] * b[j, k] -> [i, k]), a.mm(&b));
/// assert_eq!(einsum!(a[i, j] -> [j, i]), a.t());
/// assert_eq!(einsum!(a[i, i] -> []), 5.0);
///
/// let (x, y) = (tensor([1.0, 10.0]), tensor([0.0, 1.0, 0.0]));
/// assert_eq!(einsum!(x[row] * b[row, column] * y[column] -> []), 11.0);
///
/// // In every mode: the gradient of xᵀ·A·x is (A + Aᵀ)·x.
/// let gradient = grad(|x| einsum!(x[i] * (x.lift(a))[i, j] * x[j] -> []), &x);
/// assert_eq!(gradient, tensor([52.0, 85.0]));
/// ```
///
/// The compiler refuses lengths that differ, and letters of the result that it cannot know a length of:
///
/// ```compile_fail,E0277
/// use wengert::*;
///
/// let (a, b) = (Matrix::<f64, 2, 3>::ones(), Matrix::<f64, 4, 5>::ones());
/// let y = einsum!(a[i, j] * b[j, k] -> [i, k]); // the letters of this tensor do not fit
/// ```
///
/// The letters become the type parameters of a function, and rustc does the rest. The expansion of
/// `einsum!(a[i, j] * b[j] -> [i])`:
///
/// ```
/// # use wengert as wengert;
/// # let (a, b) = (wengert::tensor([[1, 2]]), wengert::tensor([1, 1]));
/// # let _ =
/// {
///     use wengert::{Dim, Element, Ring, Tensor, op::{EinsumPair, WithAxes, letters}};
///
///     fn einsum<E: Element<Number: Ring>, i: Dim, j: Dim>(a: impl WithAxes<E, (i, j)>, b: impl WithAxes<E, (j,)>) -> Tensor<E, (i,)> {
///         const LETTERS: [u32; 3] = {
///             let all = &["i", "j"];
///             [letters(&["i", "j"], all), letters(&["j"], all), letters(&["i"], all)]
///         };
///         a.tensor().binary(EinsumPair::<(i,), { LETTERS[0] }, { LETTERS[1] }, { LETTERS[2] }>::new(), b.tensor())
///     }
///     einsum(a, b)
/// }
/// # ;
/// ```
#[macro_export]
macro_rules! einsum {
    ($($tokens:tt)*) => { $crate::__einsum!(@read [] [] $($tokens)*) };
}

/// The steps of [`einsum!`](crate::einsum): read the operands, find the distinct letters, write the function.
///
/// A macro cannot compare two letters, but the macros that it writes can: their rules begin with the letters known so far.
/// `$d` is a dollar sign for them, in parentheses because a macro could not end in it otherwise.
#[doc(hidden)]
#[macro_export]
macro_rules! __einsum {
    // Operands, one after another: `{tokens [letters]}` for each. What stands before a list of letters is an expression.
    (@read [$($operands:tt)*] [$($x:tt)+] [$($i:ident),* $(,)?] * $($rest:tt)+) => {
        $crate::__einsum!(@read [$($operands)* {[$($x)+] [$($i)*]}] [] $($rest)+)
    };
    (@read [$($operands:tt)*] [$($x:tt)+] [$($i:ident),* $(,)?] -> [$($o:ident),* $(,)?]) => {
        $crate::__einsum!(@distinct ($) [] [] [$($o)*] {@once ($) [$($o)*] {@fold [$($o)*] $($operands)* {[$($x)+] [$($i)*]}}})
    };
    // What binds more loosely than the `*` between operands would swallow half of the next one.
    (@read $operands:tt [$($x:tt)+] + $($rest:tt)*) => { $crate::__einsum!(@loose "+") };
    (@read $operands:tt [$($x:tt)+] - $($rest:tt)*) => { $crate::__einsum!(@loose "-") };
    (@read $operands:tt [$($x:tt)+] / $($rest:tt)*) => { $crate::__einsum!(@loose "/") };
    (@loose $operator:literal) => {
        ::core::compile_error!(::core::concat!(
            "einsum! multiplies tensors: an operand with `", $operator,
            "` goes in parentheses, as in `(a + b)[i, j]`, and sums are of two `einsum!`"
        ))
    };
    (@read $operands:tt [$($x:tt)*] $next:tt $($rest:tt)*) => {
        $crate::__einsum!(@read $operands [$($x)* $next] $($rest)*)
    };
    (@read $operands:tt $x:tt) => {
        ::core::compile_error!("einsum! takes tensors with a letter for each axis, and after an arrow the letters of the result: `einsum!(a[i, j] * b[j, k] -> [i, k])`")
    };

    // One operand, two, or more: then the first two become one, which keeps the letters that are needed later.
    (@fold $o:tt {$x:tt [$($i:ident)*]}) => {
        $crate::__einsum!(@distinct ($) [] [] [$($i)*] {@check ($) $o {@unary {$x [$($i)*]} $o}})
    };
    (@fold $o:tt {$a:tt [$($i:ident)*]} {$b:tt [$($j:ident)*]}) => {
        $crate::__einsum!(@distinct ($) [] [] [$($i)* $($j)*] {@check ($) $o {@binary {$a [$($i)*]} {$b [$($j)*]} $o}})
    };
    (@fold [$($o:ident)*] {$a:tt [$($i:ident)*]} {$b:tt [$($j:ident)*]} $({$c:tt [$($k:ident)*]})+) => {
        $crate::__einsum!(@distinct ($) [] [] [$($i)* $($j)*] {
            @needed ($) [$($o)* $($($k)*)+] {@first_two [$($o)*] {$a [$($i)*]} {$b [$($j)*]} {$({$c [$($k)*]})+}}
        })
    };
    (@first_two $o:tt $a:tt $b:tt {$($rest:tt)+} $letters:tt $kept:tt) => {
        $crate::__einsum!(@fold $o {[$crate::__einsum!(@binary $a $b $kept $letters)] $kept} $($rest)+)
    };

    // Each letter once, in the order of their first places. `$known` is the same list as that of `$k`.
    (@distinct ($d:tt) $known:tt [$($k:ident)*] [$($letters:ident)*] {$($then:tt)+}) => {{
        #[allow(unused_macros, unused_macro_rules, reason = "not every pattern takes every rule")]
        macro_rules! __letter {
            () => { $crate::__einsum!($($then)+ $known) };
            $(($k $d($d rest:ident)*) => { __letter!($d($d rest)*) };)*
            ($d new:ident $d($d rest:ident)*) => {
                $crate::__einsum!(@distinct ($d) [$($k)* $d new] [$($k)* $d new] [$d($d rest)*] {$($then)+})
            };
        }
        __letter!($($letters)*)
    }};
    // Those of the letters that something later needs.
    (@needed ($d:tt) [$($needed:ident)*] {$($then:tt)+} [$($letters:ident)*]) => {{
        #[allow(unused_macros, unused_macro_rules, reason = "not every pattern takes every rule")]
        macro_rules! __letter {
            ([$d($d kept:ident)*]) => { $crate::__einsum!($($then)+ [$($letters)*] [$d($d kept)*]) };
            $(([$d($d kept:ident)*] $needed $d($d rest:ident)*) => { __letter!([$d($d kept)* $needed] $d($d rest)*) };)*
            ([$d($d kept:ident)*] $d other:ident $d($d rest:ident)*) => { __letter!([$d($d kept)*] $d($d rest)*) };
        }
        __letter!([] $($letters)*)
    }};
    // Whether each letter of the result stands there once.
    (@once ($d:tt) [$($o:ident)*] {$($then:tt)+} $distinct:tt) => {{
        #[allow(unused_macros, unused_macro_rules, reason = "not every pattern takes every rule")]
        macro_rules! __letter {
            ([$($o)*]) => { $crate::__einsum!($($then)+) };
            ($d other:tt) => {
                ::core::compile_error!(::core::concat!(
                    "einsum!: the result `[", ::core::stringify!($($o),*), "]` has two axes of the same name"
                ))
            };
        }
        __letter!($distinct)
    }};
    // Whether the operands have each letter of the result.
    (@check ($d:tt) [$($o:ident)*] {$($then:tt)+} [$($letters:ident)*]) => {{
        #[allow(unused_macros, unused_macro_rules, reason = "not every pattern takes every rule")]
        macro_rules! __letter {
            () => { $crate::__einsum!($($then)+ [$($letters)*]) };
            $(($letters $d($d rest:ident)*) => { __letter!($d($d rest)*) };)*
            ($d other:ident $d($d rest:ident)*) => {
                ::core::compile_error!(::core::concat!(
                    "einsum!: no tensor has an axis `", ::core::stringify!($d other), "`, so the result cannot have one"
                ))
            };
        }
        __letter!($($o)*)
    }};

    // The function, and its call.
    (@unary {[$($x:tt)+] [$($i:ident)*]} [$($o:ident)*] [$($l:ident)*]) => {{
        #[inline]
        #[must_use]
        #[allow(non_camel_case_types, clippy::many_single_char_names, reason = "letters are types and names here")]
        fn __einsum<WengertElement: $crate::Element<Number: $crate::Ring>, $($l: $crate::Dim),*>(
            x: impl $crate::op::WithAxes<WengertElement, ($($i,)*)>,
        ) -> $crate::Tensor<WengertElement, ($($o,)*)> {
            const LETTERS: [::core::primitive::u32; 2] = {
                let all = &[$(::core::stringify!($l)),*];
                [
                    $crate::op::letters(&[$(::core::stringify!($i)),*], all),
                    $crate::op::letters(&[$(::core::stringify!($o)),*], all),
                ]
            };
            x.tensor().unary($crate::op::Einsum::<($($o,)*), { LETTERS[0] }, { LETTERS[1] }>::new())
        }
        __einsum($($x)+)
    }};
    (@binary {[$($a:tt)+] [$($i:ident)*]} {[$($b:tt)+] [$($j:ident)*]} [$($o:ident)*] [$($l:ident)*]) => {{
        #[inline]
        #[must_use]
        #[track_caller]
        #[allow(non_camel_case_types, clippy::many_single_char_names, reason = "letters are types and names here")]
        fn __einsum<WengertElement: $crate::Element<Number: $crate::Ring>, $($l: $crate::Dim),*>(
            a: impl $crate::op::WithAxes<WengertElement, ($($i,)*)>,
            b: impl $crate::op::WithAxes<WengertElement, ($($j,)*)>,
        ) -> $crate::Tensor<WengertElement, ($($o,)*)> {
            const LETTERS: [::core::primitive::u32; 3] = {
                let all = &[$(::core::stringify!($l)),*];
                [
                    $crate::op::letters(&[$(::core::stringify!($i)),*], all),
                    $crate::op::letters(&[$(::core::stringify!($j)),*], all),
                    $crate::op::letters(&[$(::core::stringify!($o)),*], all),
                ]
            };
            let rule = $crate::op::EinsumPair::<($($o,)*), { LETTERS[0] }, { LETTERS[1] }, { LETTERS[2] }>::new();
            a.tensor().binary(rule, b.tensor())
        }
        __einsum($($a)+, $($b)+)
    }};
}

/// A tensor, owned or borrowed, with these elements and axes: an operand of [`einsum!`](crate::einsum), whose letters
/// say what the axes are.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit its letters, which stand for the axes `{S}` and elements `{E}`",
    label = "the letters of this tensor do not fit",
    note = "a tensor has one letter for each axis, and a letter stands for the same axis wherever it occurs",
    note = "all tensors hold the same kind of element; plain data come into the mode of another tensor `w` with `w.lift(data)`"
)]
pub trait WithAxes<E: Element, S: Shape> {
    /// The tensor.
    fn tensor(&self) -> &Tensor<E, S>;
}

#[diagnostic::do_not_recommend]
impl<E: Element, S: Shape> WithAxes<E, S> for Tensor<E, S> {
    #[inline]
    fn tensor(&self) -> &Tensor<E, S> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<E: Element, S: Shape> WithAxes<E, S> for &Tensor<E, S> {
    #[inline]
    fn tensor(&self) -> &Tensor<E, S> {
        self
    }
}

/// The letters of a tensor's axes as a number: a hexadecimal digit for each axis, its place among all letters.
///
/// ```
/// assert_eq!(wengert::op::letters(&["k", "j"], &["i", "j", "k"]), 0x21);
/// ```
///
/// # Panics
/// Where a letter is not among all, or there are more than twelve.
#[must_use]
pub const fn letters(axes: &[&str], all: &[&str]) -> u32 {
    assert!(all.len() <= 12, "two tensors of rank 6 have at most twelve letters");
    let (mut digits, mut axis) = (0, 0);
    while axis < axes.len() {
        let mut letter = 0;
        while !same(axes[axis].as_bytes(), all[letter as usize].as_bytes()) {
            letter += 1;
        }
        digits = digits << 4 | letter;
        axis += 1;
    }
    digits
}

/// Equality, which is no `const fn` in the standard library.
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}
