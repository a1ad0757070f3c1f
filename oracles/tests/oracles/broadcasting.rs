//! The four operators on every pair of ranks, against ndarray's broadcasting.

use super::*;

/// All four operators on two shapes, values only: the same bits as ndarray's.
fn values<A: Shape + Broadcast<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0), filled::<f64, B>(numbers, 13));
    let (x, y) = (array(&a), array(&b));
    identical(&(a + b), &(&x + &y));
    identical(&(a - b), &(&x - &y));
    identical(&(a * b), &(&x * &y));
    identical(&(a / b), &(&x / &y));
}

/// What flows back to an operand of the shape `S`: the sum over all places to which an element was repeated.
fn reduced<S: Shape>(mut contributions: ArrayD<f64>) -> ArrayD<f64> {
    while contributions.ndim() > S::RANK {
        contributions = contributions.sum_axis(Axis(0));
    }
    for axis in 0..S::RANK {
        if S::DIMS[axis] == 1 {
            contributions = contributions.sum_axis(Axis(axis)).insert_axis(Axis(axis));
        }
    }
    contributions
}

/// The gradients of Σ w∘(a op b) for all four operators, against sums in ndarray.
fn gradients<A: Shape + Broadcast<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0), filled::<f64, B>(numbers, 13));
    let w = filled::<f64, Broadcasted<A, B>>(numbers, 29);
    let (x, y, v) = (array(&a), array(&b), array(&w));
    let [x, y] = [&x, &y].map(|x| x.broadcast(v.shape()).expect("the shapes broadcast"));
    let slopes = [[v.clone(), v.clone()], [v.clone(), -&v], [&v * &y, &v * &x], [&v / &y, -(&v * &x) / &y / &y]];
    let tape = Tape::new();
    let (a, b) = tape.var(&(a, b));
    for (operator, [by_a, by_b]) in slopes.into_iter().enumerate() {
        tape.zero_grad();
        match operator {
            0 => (a + b).backward_with(&w),
            1 => (a - b).backward_with(&w),
            2 => (a * b).backward_with(&w),
            _ => (a / b).backward_with(&w),
        }
        for (ours, theirs) in a.grad().as_slice().iter().zip(reduced::<A>(by_a)) {
            close(*ours, theirs, 2 * v.len(), 1e3);
        }
        for (ours, theirs) in b.grad().as_slice().iter().zip(reduced::<B>(by_b)) {
            close(*ours, theirs, 2 * v.len(), 1e3);
        }
    }
}

type C1 = Const<1>;
type C2 = Const<2>;
type C3 = Const<3>;
// Full shapes; those with every other axis `One`; and those with the axes between of length 1.
type F0 = ();
type F1 = (C2,);
type F2 = (C3, C2);
type F3 = (C2, C3, C2);
type F4 = (C2, C2, C3, C2);
type F5 = (C3, C2, C2, C3, C2);
type F6 = (C2, C3, C2, C2, C3, C2);
type L0 = ();
type L1 = (One,);
type L2 = (C3, One);
type L3 = (One, C3, One);
type L4 = (C2, One, C3, One);
type L5 = (One, C2, One, C3, One);
type L6 = (C2, One, C2, One, C3, One);
type R0 = ();
type R1 = (C2,);
type R2 = (C1, C2);
type R3 = (C2, C1, C2);
type R4 = (C1, C2, C1, C2);
type R5 = (C3, C1, C2, C1, C2);
type R6 = (C1, C3, C1, C2, C1, C2);

/// Calls a check for each rank on the left against each one on the right: both full, both with axes of length 1 in
/// turns, the right one full, the left one full.
macro_rules! pairs {
    ($check:ident($numbers:expr, $variant:expr): $($f:ident $l:ident $r:ident,)*) => { $(
        pairs!(@ $check($numbers, $variant): $f $l $r, F0 L0 R0, F1 L1 R1, F2 L2 R2, F3 L3 R3, F4 L4 R4, F5 L5 R5, F6 L6 R6);
    )* };
    (@ $check:ident($numbers:expr, $variant:expr): $f:ident $l:ident $r:ident, $($g:ident $m:ident $s:ident),*) => { $(
        match $variant {
            0 => $check::<$f, $g>($numbers),
            1 => $check::<$l, $s>($numbers),
            2 => $check::<$r, $g>($numbers),
            _ => $check::<$f, $m>($numbers),
        }
    )* };
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn every_pair_of_ranks_has_the_values_of_ndarray_to_the_last_bit(numbers in wild_numbers(), variant in 0..4) {
        pairs!(values(&numbers, variant): F0 L0 R0, F1 L1 R1, F2 L2 R2, F3 L3 R3, F4 L4 R4, F5 L5 R5, F6 L6 R6,);
    }

    #[test]
    fn every_pair_of_ranks_sums_gradients_over_repetitions(numbers in numbers(0.5..2.0), variant in 0..4) {
        pairs!(gradients(&numbers, variant): F0 L0 R0, F1 L1 R1, F2 L2 R2, F3 L3 R3, F4 L4 R4, F5 L5 R5, F6 L6 R6,);
    }
}
