//! Values and derivatives against other people's crates: ndarray, nalgebra and num-dual, at random points.

use ndarray::{ArrayD, Axis};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop, prop_assert, prop_oneof, proptest};
use wengert::{Broadcast, Broadcasted, Const, HasAxis, Matrix, One, Primitive, Semiring, Shape, Tape, Tensor, Vector};

/// 256 cases, or as many as `PROPTEST_CASES` says; what failed is printed and not kept.
fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Numbers from which tensors of any length are filled; their count is prime, so that rows do not repeat.
fn numbers(range: core::ops::Range<f64>) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(range, 97)
}

/// The same with everything a float can be.
fn wild_numbers() -> impl Strategy<Value = Vec<f64>> {
    const SPECIAL: [f64; 10] =
        [0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MIN_POSITIVE, 5e-324, f64::MAX, -1e300];
    prop::collection::vec(prop_oneof![4 => -10.0..10.0, 1 => prop::sample::select(&SPECIAL)], 97)
}

/// A tensor filled with some of the numbers.
fn filled<T: Primitive, S: Shape>(numbers: &[f64], from: usize) -> Tensor<T, S> {
    let mut numbers = numbers.iter().cycle().skip(from);
    Tensor::from_fn(|_| T::from_f64(*numbers.next().expect("a cycle never ends")))
}

/// The same elements in ndarray.
fn array<T: Primitive, S: Shape>(x: &Tensor<T, S>) -> ArrayD<f64> {
    let numbers = x.as_slice().iter().map(|x| x.to_f64().expect("a float")).collect();
    ArrayD::from_shape_vec(S::DIMS, numbers).expect("as many elements as the shape holds")
}

/// Equal to the last bit, but for what NaN a NaN is.
fn identical<S: Shape>(ours: &Tensor<f64, S>, theirs: &ArrayD<f64>) {
    assert_eq!(S::DIMS, theirs.shape());
    for (ours, theirs) in ours.as_slice().iter().zip(theirs) {
        assert!(ours.to_bits() == theirs.to_bits() || (ours.is_nan() && theirs.is_nan()), "{ours:e} {theirs:e}");
    }
}

/// Equal up to so many rounding errors of `scale`, the largest number that was added on the way.
fn close<T: Primitive>(ours: T, theirs: f64, roundings: usize, scale: f64) {
    let (ours, epsilon) = (ours.to_f64().expect("a float"), T::epsilon().to_f64().expect("a float"));
    let tolerance = roundings as f64 * epsilon * scale;
    assert!((ours - theirs).abs() <= tolerance, "{ours:e}, should be {theirs:e} up to {tolerance:e}");
}

mod broadcasting {
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
}

mod reductions {
    use super::*;

    fn axis<const I: usize, S: HasAxis<I>>(numbers: &[f64]) {
        let x = filled::<f64, S>(numbers, 0);
        let theirs = array(&x);
        let n = S::DIMS[I];
        let scale = numbers.iter().fold(0.0, |m: f64, x| m.max(x.abs())) * n as f64;

        let (sums, means, largest) = (
            theirs.sum_axis(Axis(I)),
            theirs.mean_axis(Axis(I)).expect("not empty"),
            theirs.map_axis(Axis(I), |lane| lane.fold(f64::NEG_INFINITY, |m, &x| m.max(x))),
        );
        for (ours, theirs) in x.sum_axis::<I>().as_slice().iter().zip(&sums) {
            close(*ours, *theirs, n, scale);
        }
        for (ours, theirs) in x.mean_axis::<I>().as_slice().iter().zip(&means) {
            close(*ours, *theirs, n, scale);
        }
        identical(&x.max_axis::<I>(), &largest);

        let kept = [x.sum_keepdim::<I>(), x.mean_keepdim::<I>(), x.max_keepdim::<I>()];
        for (kept, removed) in kept.iter().zip([x.sum_axis::<I>(), x.mean_axis::<I>(), x.max_axis::<I>()]) {
            assert_eq!(kept.as_slice(), removed.as_slice());
            assert_eq!(array(kept).shape()[I], 1);
        }

        // The gradient of the largest goes to the first of equal ones, that of the sum to all.
        let w = filled::<f64, S::Removed>(numbers, 5);
        let tape = Tape::new();
        let v = tape.var(&x);
        v.max_axis::<I>().backward_with(&w);
        let mut expected = ArrayD::zeros(S::DIMS);
        for ((mut to, lane), weight) in
            expected.lanes_mut(Axis(I)).into_iter().zip(theirs.lanes(Axis(I))).zip(w.as_slice())
        {
            let best = lane.fold(f64::NEG_INFINITY, |m, &x| m.max(x));
            to[lane.iter().position(|&x| x == best).expect("it is there")] = *weight;
        }
        identical(&v.grad(), &(expected + 0.0));
        tape.zero_grad();
        v.sum_axis::<I>().backward_with(&w);
        let spread = array(&w).insert_axis(Axis(I)).broadcast(S::DIMS).expect("an axis of length 1").to_owned();
        identical(&v.grad(), &(spread + 0.0));
    }

    fn whole<S: Shape>(numbers: &[f64]) {
        let x = filled::<f64, S>(numbers, 0);
        let theirs = array(&x);
        let (n, scale) = (S::NUMEL, theirs.iter().map(|x| x.abs()).sum());
        close(x.sum().item(), theirs.sum(), n, scale);
        close(x.mean().item(), theirs.mean().expect("not empty"), n, scale);
        assert_eq!(x.max(), theirs.fold(f64::NEG_INFINITY, |m, &x| m.max(x)));
    }

    type S1 = (Const<11>,);
    type S2 = (Const<5>, Const<9>);
    type S3 = (Const<2>, Const<1>, Const<7>);
    type S4 = (Const<2>, Const<3>, One, Const<4>);
    type S5 = (Const<1>, Const<3>, Const<2>, Const<2>, Const<3>);
    type S6 = (Const<2>, Const<3>, Const<2>, Const<1>, Const<3>, Const<2>);

    /// Calls the check for all axes of all shapes.
    macro_rules! axes {
        ($numbers:expr; $($s:ident: $($i:literal)*;)*) => { $(
            whole::<$s>($numbers);
            $(axis::<$i, $s>($numbers);)*
        )* };
    }

    proptest! {
            #![proptest_config(cases())]

            #[test]
            fn sums_means_and_maxima_along_every_axis_are_those_of_ndarray(numbers in numbers(-10.0..10.0)) {
                axes!(&numbers; S1: 0; S2: 0 1; S3: 0 1 2; S4: 0 1 2 3; S5: 0 1 2 3 4; S6: 0 1 2 3 4 5;);
                whole::<()>(&numbers);
            }

            #[test]
            fn so_they_are_where_many_elements_are_equal(numbers in prop::collection::vec((-2..2).prop_map(f64::from), 97)) {
                axes!(&numbers; S1: 0; S2: 0 1; S3: 0 1 2; S4: 0 1 2 3; S5: 0 1 2 3 4; S6: 0 1 2 3 4 5;);
                whole::<()>(&numbers);
            }

            #[test]
    fn the_transpose_is_that_of_ndarray(wild in wild_numbers(), tame in numbers(-10.0..10.0)) {
                fn check<M: wengert::Dim, N: wengert::Dim>(wild: &[f64], tame: &[f64]) {
                    let x = filled::<f64, (M, N)>(wild, 0);
                    identical(&x.t(), &array(&x).reversed_axes());
                    identical(&x.t().t(), &array(&x));
                    let w = filled::<f64, (N, M)>(tame, 3);
                    let gradient = wengert::grad(|x| (x.t() * x.lift(w)).sum(), &filled::<f64, (M, N)>(tame, 0));
                    identical(&gradient, &array(&w).reversed_axes());
                }
                check::<Const<1>, Const<1>>(&wild, &tame);
                check::<Const<1>, Const<7>>(&wild, &tame);
                check::<Const<7>, Const<1>>(&wild, &tame);
                check::<Const<5>, Const<9>>(&wild, &tame);
                check::<Const<17>, Const<4>>(&wild, &tame);
            }
        }
}

mod products {
    use super::*;
    use nalgebra::DMatrix;

    fn matrix<T: Primitive>(rows: usize, columns: usize, numbers: &[T]) -> DMatrix<f64> {
        DMatrix::from_row_iterator(rows, columns, numbers.iter().map(|x| x.to_f64().expect("a float")))
    }

    /// Compares entry by entry. Each is a sum of `k` products of numbers below 10, `start` included.
    fn agree<T: Primitive>(ours: &[T], theirs: &DMatrix<f64>, k: usize) {
        // nalgebra stores columns, we store rows.
        for (ours, theirs) in ours.iter().zip(&theirs.transpose()) {
            close(*ours, *theirs, k + 2, 100.0 * (k + 1) as f64);
        }
    }

    /// Rounded as the tensor rounds, so that the oracle sees the same numbers.
    fn rounded<T: Primitive>(numbers: &[f64], from: usize, count: usize) -> Vec<T> {
        numbers.iter().cycle().skip(from).take(count).map(|x| T::from_f64(*x)).collect()
    }

    /// All three products of given sizes, added to something, and the inner product and the sum.
    fn kernels<T: Primitive + Semiring>(numbers: &[f64], [m, k, n]: [usize; 3]) {
        let start: Vec<T> = rounded(numbers, 7, m * n);
        let (a, b): (Vec<T>, Vec<T>) = (rounded(numbers, 0, m * k), rounded(numbers, 31, k * n));
        let before = matrix(m, n, &start);

        let mut c = start.clone();
        T::product(&a, &b, &mut c, [m, k, n]);
        agree(&c, &(&before + matrix(m, k, &a) * matrix(k, n, &b)), k);
        let mut c = start.clone();
        T::product_nt(&a, &b, &mut c, [m, k, n]);
        agree(&c, &(&before + matrix(m, k, &a) * matrix(n, k, &b).transpose()), k);
        let mut c = start.clone();
        T::product_tn(&a, &b, &mut c, [m, k, n]);
        agree(&c, &(&before + matrix(k, m, &a).transpose() * matrix(k, n, &b)), k);

        let (x, y) = (&a[..k], &b[..k]);
        close(T::dot(x, y), matrix(1, k, x).dot(&matrix(1, k, y)), k + 2, 100.0 * k as f64);
        close(T::sum(x), matrix(1, k, x).sum(), k + 2, 10.0 * k as f64);
    }

    /// The product of tensors, and Wᵀ-weighted gradients: W·Bᵀ by the left factor and Aᵀ·W by the right one.
    fn tensors<T: Primitive, const M: usize, const K: usize, const N: usize>(numbers: &[f64]) {
        let a: Matrix<T, M, K> = filled(numbers, 0);
        let b: Matrix<T, K, N> = filled(numbers, 31);
        let w: Matrix<T, M, N> = filled(numbers, 7);
        let [x, y, v] = [matrix(M, K, a.as_slice()), matrix(K, N, b.as_slice()), matrix(M, N, w.as_slice())];
        agree(a.mm(&b).as_slice(), &(&x * &y), K);

        let (da, db) = Tape::new().grad(|(a, b)| (a.mm(&b) * a.lift(w)).sum(), &(a, b));
        agree(da.as_slice(), &(&v * y.transpose()), N);
        agree(db.as_slice(), &(x.transpose() * &v), M);

        let (row, column) = (b.t().row(0), w.t().row(0));
        agree(a.mv(&row).as_slice(), &(&x * y.columns(0, 1)), K);
        let (da, drow) = Tape::new().grad(|(a, row)| a.mv(&row).dot(&a.lift(column)), &(a, row));
        agree(da.as_slice(), &(v.column(0) * y.column(0).transpose()), 1);
        agree(drow.as_slice(), &(x.transpose() * v.columns(0, 1)), M);
    }

    fn batches<T: Primitive, const M: usize, const K: usize, const N: usize>(numbers: &[f64]) {
        let a: Tensor<T, (Const<3>, Const<M>, Const<K>)> = filled(numbers, 0);
        let b: Tensor<T, (Const<3>, Const<K>, Const<N>)> = filled(numbers, 31);
        let w: Tensor<T, (Const<3>, Const<M>, Const<N>)> = filled(numbers, 7);
        let y = a.bmm(&b);
        let (da, db) = Tape::new().grad(|(a, b)| (a.bmm(&b) * a.lift(w)).sum(), &(a, b));
        for i in 0..3 {
            let [a, b, w] = [
                matrix(M, K, a.row(i).as_slice()),
                matrix(K, N, b.row(i).as_slice()),
                matrix(M, N, w.row(i).as_slice()),
            ];
            agree(y.row(i).as_slice(), &(&a * &b), K);
            agree(da.row(i).as_slice(), &(&w * b.transpose()), N);
            agree(db.row(i).as_slice(), &(a.transpose() * &w), M);
        }
    }

    /// Calls a check in both floats for some sizes.
    macro_rules! sizes {
        ($check:ident($numbers:expr): $($m:literal $k:literal $n:literal,)*) => { $(
            $check::<f32, $m, $k, $n>($numbers);
            $check::<f64, $m, $k, $n>($numbers);
        )* };
    }

    /// Sizes around the tiles' (4 or 6 rows, 4 to 32 columns) and the panel's (32).
    fn size() -> impl Strategy<Value = usize> {
        prop_oneof![
            3 => prop::sample::select(&[1usize, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16, 17, 24, 31, 32, 33, 47, 64, 65]),
            1 => 1usize..70,
        ]
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn kernels_of_any_sizes_add_what_nalgebra_computes(
            numbers in numbers(-10.0..10.0), m in size(), k in size(), n in size()
        ) {
            kernels::<f32>(&numbers, [m, k, n]);
            kernels::<f64>(&numbers, [m, k, n]);
        }

        #[test]
        fn products_of_tensors_and_their_gradients_are_those_of_nalgebra(numbers in numbers(-10.0..10.0)) {
            sizes! { tensors(&numbers):
                1 1 1, 1 2 3, 2 1 1, 3 3 3, 4 4 4, 5 7 8, 7 5 4, 8 8 8, 9 11 7, 3 8 16, 1 33 17, 17 1 33,
                33 17 1, 4 16 5, 16 2 9, 11 9 3, 2 17 8, 8 3 11, 5 33 9,
            }
        }

        #[test]
        fn batches_of_products_and_their_gradients_are_those_of_nalgebra(numbers in numbers(-10.0..10.0)) {
            sizes! { batches(&numbers): 1 1 1, 2 3 4, 4 5 8, 5 2 9, 7 4 3, 8 1 11, }
        }

        #[test]
        fn products_of_integers_are_exact(numbers in prop::collection::vec(-100i64..100, 5 * 7 + 7 * 3)) {
            let a = Matrix::<i64, 5, 7>::from_slice(&numbers[..35]).expect("35 numbers");
            let b = Matrix::<i64, 7, 3>::from_slice(&numbers[35..]).expect("21 numbers");
            let theirs = DMatrix::from_row_slice(5, 7, a.as_slice()) * DMatrix::from_row_slice(7, 3, b.as_slice());
            assert_eq!(a.mm(&b).t().as_slice(), theirs.as_slice());
        }
    }
}

mod probabilities {
    use super::*;

    /// Naively, but in f64, and on numbers shifted so that nothing overflows: ln softmax of one lane.
    fn log_softmax(lane: &[f64]) -> Vec<f64> {
        let largest = lane.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // The largest itself counts as exactly 1, so that the logarithm of the others' sum keeps all its digits.
        let mut others: f64 = lane.iter().map(|x| (x - largest).exp()).sum::<f64>() - 1.0;
        if others < 1e-8 {
            let first = lane.iter().position(|&x| x == largest);
            others = lane.iter().enumerate().filter(|(i, _)| Some(*i) != first).map(|(_, x)| (x - largest).exp()).sum();
        }
        lane.iter().map(|x| x - largest - others.ln_1p()).collect()
    }

    /// All lanes along an axis, as ndarray finds them.
    fn along<const I: usize>(x: &ArrayD<f64>) -> ArrayD<f64> {
        let mut y = x.clone();
        for mut lane in y.lanes_mut(Axis(I)) {
            let logs = log_softmax(&lane.to_vec());
            for (y, log) in lane.iter_mut().zip(logs) {
                *y = log;
            }
        }
        y
    }

    /// The values in `T`, at numbers around `shift`, against the oracle on the very same numbers.
    fn check<T: Primitive, const I: usize, S: HasAxis<I>>(numbers: &[f64], shift: f64) {
        let x: Tensor<T, S> = filled::<T, S>(numbers, 0) + shift;
        let logs = along::<I>(&array(&x));
        for (ours, theirs) in x.log_softmax::<I>().as_slice().iter().zip(&logs) {
            close(*ours, *theirs, 16, 1.0 + theirs.abs());
        }
        for (ours, theirs) in x.softmax::<I>().as_slice().iter().zip(&logs) {
            let scale = theirs.exp() * (1.0 + theirs.abs());
            close(*ours, theirs.exp(), 16, scale.max(1e-30));
        }
        // The gradient of a weighted sum of ln p is w − p·Σw along each lane.
        let w = filled::<T, S>(numbers, 5);
        let tape = Tape::new();
        let v = tape.var(&x);
        (v.log_softmax::<I>() * v.lift(w)).sum().backward();
        let p = logs.mapv(f64::exp);
        let weights = array(&w);
        let largest = weights.fold(0.0, |m: f64, w| m.max(w.abs()));
        let theirs = &weights - &(&p * &weights.sum_axis(Axis(I)).insert_axis(Axis(I)));
        for (ours, theirs) in v.grad().as_slice().iter().zip(&theirs) {
            close(*ours, *theirs, 32, largest * S::DIMS[I] as f64);
        }
    }

    /// The mean of −ln p at the labels, and its gradient (p − 1 at the label)/rows.
    fn cross_entropy<T: Primitive, const R: usize, const C: usize>(numbers: &[f64], shift: f64, labels: &[usize]) {
        let x: Matrix<T, R, C> = filled::<T, _>(numbers, 0) + shift;
        let labels = Vector::<usize, R>::from_fn(|[i]| labels[i] % C);
        let logs = along::<1>(&array(&x));
        let each: Vec<f64> = (0..R).map(|i| -logs[[i, labels[[i]]]]).collect();
        let (mean, scale) = (each.iter().sum::<f64>() / R as f64, each.iter().fold(1.0, |m: f64, x| m.max(x.abs())));
        close(x.cross_entropy(&labels).item(), mean, 16 + R, scale);

        let gradient = wengert::grad(|x| x.cross_entropy(&labels), &x);
        for i in 0..R {
            for j in 0..C {
                let theirs = (logs[[i, j]].exp() - f64::from(j == labels[[i]])) / R as f64;
                close(gradient[[i, j]], theirs, 16, 1.0);
            }
        }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn softmax_is_the_naive_one_for_moderate_scores(numbers in numbers(-10.0..10.0)) {
            check::<f64, 0, (Const<1>,)>(&numbers, 0.0);
            check::<f64, 0, (Const<7>,)>(&numbers, 0.0);
            check::<f64, 0, (Const<4>, Const<5>)>(&numbers, 0.0);
            check::<f64, 1, (Const<4>, Const<5>)>(&numbers, 0.0);
            check::<f64, 1, (Const<2>, Const<3>, Const<4>)>(&numbers, 0.0);
            check::<f32, 2, (Const<2>, Const<3>, Const<4>)>(&numbers, 0.0);
            check::<f32, 0, (Const<2>, Const<3>, Const<4>)>(&numbers, 0.0);
        }

        #[test]
        fn softmax_of_large_scores_neither_overflows_nor_loses_digits(
            numbers in numbers(-10.0..10.0), shift in prop_oneof![Just(1e4), Just(-1e4), -1e4..1e4]
        ) {
            check::<f64, 1, (Const<4>, Const<5>)>(&numbers, shift);
            check::<f64, 0, (Const<4>, Const<5>)>(&numbers, shift);
            check::<f32, 1, (Const<2>, Const<3>, Const<4>)>(&numbers, shift);
        }

        #[test]
        fn softmax_of_scores_far_apart_is_the_naive_one(numbers in numbers(-1e4..1e4)) {
            check::<f64, 1, (Const<4>, Const<5>)>(&numbers, 0.0);
        }

        #[test]
        fn cross_entropy_is_the_naive_one(
            numbers in numbers(-10.0..10.0), labels in prop::collection::vec(0usize..100, 5)
        ) {
            cross_entropy::<f64, 1, 1>(&numbers, 0.0, &labels);
            cross_entropy::<f64, 5, 4>(&numbers, 0.0, &labels);
            cross_entropy::<f32, 3, 10>(&numbers, 0.0, &labels);
        }

        #[test]
        fn cross_entropy_of_large_scores_neither_overflows_nor_loses_digits(
            numbers in numbers(-1.0..1.0), labels in prop::collection::vec(0usize..100, 5),
            shift in prop_oneof![Just(1e4), Just(-1e4), -1e4..1e4]
        ) {
            cross_entropy::<f64, 5, 4>(&numbers, shift, &labels);
            cross_entropy::<f32, 5, 4>(&numbers, shift, &labels);
        }

        #[test]
        fn probabilities_add_up_to_one(numbers in numbers(-1e4..1e4)) {
            let p = filled::<f64, (Const<4>, Const<5>)>(&numbers, 0).softmax::<1>();
            prop_assert!(p.as_slice().iter().all(|p| (0.0..=1.0).contains(p)));
            for sum in p.sum_axis::<1>().as_slice() {
                close(*sum, 1.0, 8, 1.0);
            }
        }
    }
}

mod dual_numbers {
    use super::*;
    use num_dual::{Dual2_64, Dual64, DualNum, HyperDual64};
    use num_traits::{Float, FloatConst, Signed};
    use wengert::{Dual, derivative};

    type D = Dual<f64, 1>;
    type DD = Dual<D, 1>;

    /// Equal to so many digits, relative to the larger of the number and of 1.
    fn same(name: &str, x: f64, ours: f64, theirs: f64, tolerance: f64) {
        assert!(
            (ours - theirs).abs() <= tolerance * (1.0 + theirs.abs()),
            "{name} at {x:e}: {ours:e}, should be {theirs:e}"
        );
    }

    /// The value and two derivatives of a function in our duals, against num-dual's.
    #[expect(clippy::needless_pass_by_value, reason = "a pair of closures is written where it is called")]
    fn function(
        name: &str,
        x: f64,
        ours: (impl Fn(D) -> D, impl Fn(DD) -> DD),
        theirs: (impl Fn(Dual64) -> Dual64, impl Fn(Dual2_64) -> Dual2_64),
    ) {
        let (first, reference) = (ours.0(Dual::variable(x, 0)), theirs.0(Dual64::from(x).derivative()));
        same(name, x, first.value, reference.re, 1e-12);
        same(name, x, first.tangents[0], reference.eps, 1e-9);
        let second = ours.1(Dual::variable(Dual::variable(x, 0), 0));
        let reference = theirs.1(Dual2_64::from(x).derivative());
        same(name, x, second.value.value, reference.re, 1e-12);
        same(name, x, second.value.tangents[0], reference.v1, 1e-9);
        same(name, x, second.tangents[0].value, reference.v1, 1e-9);
        same(name, x, second.tangents[0].tangents[0], reference.v2, 1e-6);
    }

    /// Functions that both crates have under the same name.
    macro_rules! functions {
        ($x:expr; $($name:ident)*) => { $(
            function(
                stringify!($name), $x,
                (|x| Float::$name(x), |x| Float::$name(x)),
                (|x| DualNum::$name(&x), |x| DualNum::$name(&x)),
            );
        )* };
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn functions_on_the_whole_line_have_the_derivatives_of_num_dual(x in -5.0..5.0) {
            functions!(x; exp exp2 exp_m1 sin cos atan sinh cosh tanh asinh);
            function("sin_cos", x, (|x| x.sin_cos().0 * x.sin_cos().1, |x| x.sin_cos().0 * x.sin_cos().1),
                (|x| x.sin_cos().0 * x.sin_cos().1, |x| x.sin_cos().0 * x.sin_cos().1));
            for n in [0, 1, 2, 3, 7] {
                function("powi", x, (|x| x.powi(n), |x| x.powi(n)), (|x| DualNum::powi(&x, n), |x| DualNum::powi(&x, n)));
            }
            function("mul_add", x,
                (|x| x.mul_add(x, x), |x| x.mul_add(x, x)), (|x| DualNum::mul_add(&x, x, x), |x| DualNum::mul_add(&x, x, x)));
        }

        #[test]
        fn functions_away_from_zero_have_the_derivatives_of_num_dual(
            x in prop_oneof![-5.0..-0.1, 0.1..5.0]
        ) {
            functions!(x; recip cbrt);
            function("abs", x, (Float::abs, Float::abs), (|x| Signed::abs(&x), |x| Signed::abs(&x)));
            function("signum", x, (Float::signum, Float::signum), (|x| Signed::signum(&x), |x| Signed::signum(&x)));
            for n in [-1, -2, -5] {
                function("powi", x, (|x| x.powi(n), |x| x.powi(n)), (|x| DualNum::powi(&x, n), |x| DualNum::powi(&x, n)));
            }
        }

        #[test]
        fn functions_of_positive_numbers_have_the_derivatives_of_num_dual(x in 0.1..20.0) {
            functions!(x; sqrt ln log2 log10 ln_1p);
            function("log", x, (|x| x.log(D::from(3.0)), |x| x.log(DD::from(D::from(3.0)))),
                (|x| DualNum::log(&x, 3.0), |x| DualNum::log(&x, 3.0)));
            for p in [-1.5, 0.0, 0.5, 1.0, 2.0, 3.7] {
                function("powf", x, (|x| x.powf(D::from(p)), |x| x.powf(DD::from(D::from(p)))),
                    (|x| DualNum::powf(&x, p), |x| DualNum::powf(&x, p)));
            }
            if x < 5.0 {
                function("x to the x", x, (|x| x.powf(x), |x| x.powf(x)), (|x| x.powd(x), |x| x.powd(x)));
            }
        }

        #[test]
        fn functions_of_small_numbers_have_the_derivatives_of_num_dual(x in -0.95..0.95) {
            functions!(x; asin acos atanh tan ln_1p);
        }

        #[test]
        fn acosh_has_the_derivatives_of_num_dual(x in 1.05..20.0) {
            functions!(x; acosh);
        }

        #[test]
        fn composed_functions_have_the_derivatives_of_num_dual(x in 0.1..3.0) {
            function("composed", x,
                (|x| (x.sin() * x.exp() / (x * x + D::from(1.0))).tanh() - (x.ln() * x + D::from(1.0)).sqrt().max(x),
                 |x| (x.sin() * x.exp() / (x * x + DD::from(D::from(1.0)))).tanh() - (x.ln() * x + DD::from(D::from(1.0))).sqrt().max(x)),
                (|x| { let y = (x.ln() * x + 1.0).sqrt(); (x.sin() * x.exp() / (x * x + 1.0)).tanh() - if y.re >= x.re { y } else { x } },
                 |x| { let y = (x.ln() * x + 1.0).sqrt(); (x.sin() * x.exp() / (x * x + 1.0)).tanh() - if y.re >= x.re { y } else { x } }));
        }

        #[test]
        fn partial_derivatives_of_two_numbers_are_those_of_hyper_dual_numbers(a in 0.1..4.0, b in -3.0..3.0) {
            /// f, ∂f/∂a, ∂f/∂b, ∂²f/∂a∂b.
            fn check(
                name: &str, a: f64, b: f64,
                ours: impl Fn(DD, DD) -> DD, theirs: impl Fn(HyperDual64, HyperDual64) -> HyperDual64,
            ) {
                // `a` is the inner variable, `b` the outer one.
                let y = ours(Dual::constant(Dual::variable(a, 0)), Dual::variable(Dual::constant(b), 0));
                let z = theirs(HyperDual64::from(a).derivative1(), HyperDual64::from(b).derivative2());
                same(name, a, y.value.value, z.re, 1e-12);
                same(name, a, y.value.tangents[0], z.eps1, 1e-9);
                same(name, a, y.tangents[0].value, z.eps2, 1e-9);
                same(name, a, y.tangents[0].tangents[0], z.eps1eps2, 1e-6);
            }
            check("·", a, b, |a, b| a * b * b, |a, b| a * b * b);
            check("÷", a, b, |a, b| b / a, |a, b| b / a);
            check("÷ turned round", b, a, |b, a| b / a, |b, a| b / a);
            check("pow", a, b, Float::powf, |a, b| a.powd(b));
            check("hypot", a, b, Float::hypot, |a, b| (a * a + b * b).sqrt());
            if b.abs() > 0.05 {
                check("atan2", a, b, Float::atan2, |a, b| DualNum::atan2(&a, b));
                check("atan2 turned round", b, a, Float::atan2, |b, a| DualNum::atan2(&b, a));
            }
        }

        #[test]
        fn all_lanes_carry_their_own_derivative(x in prop::array::uniform3(0.2..3.0)) {
            let f = |[a, b, c]: [Dual<f64, 3>; 3]| (a * b).sin() / c + a.powf(c) - (b / a).ln();
            let all = f(core::array::from_fn(|i| Dual::variable(x[i], i)));
            for i in 0..3 {
                let one = f(core::array::from_fn(|j| if i == j { Dual::variable(x[j], i) } else { Dual::constant(x[j]) }));
                assert_eq!(all.tangents[i].to_bits(), one.tangents[i].to_bits());
                assert!((0..3).all(|j| j == i || one.tangents[j] == 0.0));
            }
        }

        #[test]
        fn what_is_generic_over_num_traits_differentiates(square in 0.1..50.0) {
            /// Somebody else's Newton iteration.
            fn newton<T: Float>(f: impl Fn(T) -> T, slope: impl Fn(T) -> T, mut x: T) -> T {
                for _ in 0..60 {
                    x = x - f(x) / slope(x);
                }
                x
            }
            fn root<T: Float>(square: T) -> T {
                let two = T::one() + T::one();
                newton(|x| x * x - square, |x| two * x, T::one())
            }
            let y = root(Dual::<D, 1>::variable(D::variable(square, 0), 0));
            same("√", square, y.value.value, square.sqrt(), 1e-14);
            same("√", square, y.value.tangents[0], 0.5 / square.sqrt(), 1e-12);
            same("√", square, y.tangents[0].tangents[0], -0.25 * square.powf(-1.5), 1e-10);
        }

        #[test]
        fn functions_of_num_traits_have_the_values_of_plain_floats(x in -3.0..3.0, y in -3.0..3.0) {
            /// Everything that is defined on the whole line, added up with primes for weights.
            fn everything<T: Float + FloatConst>(x: T, y: T) -> [T; 28] {
                [
                    x.floor(), x.ceil(), x.round(), x.trunc(), x.fract(), x.abs(), x.signum(), x.mul_add(y, x), x.powi(3), x.exp(),
                    x.exp2(), x.abs().ln(), x.abs().log(T::one() + y.abs()), x.max(y), x.min(y), x.cbrt(), x.hypot(y),
                    x.atan2(y), x.sin_cos().0, x.exp_m1(), x.to_degrees(), x.to_radians(), x % y, x.asinh(),
                    x.copysign(y), x * T::PI(), x.clamp(-T::one(), T::one()), T::TAU() - y,
                ]
            }
            let plain = everything(x, y);
            let dual = everything(D::variable(x, 0), D::constant(y));
            for (i, (plain, dual)) in plain.iter().zip(dual).enumerate() {
                assert_eq!(plain.to_bits(), dual.value.to_bits(), "function {i} of {x:e} and {y:e}");
            }
        }

        #[test]
        fn remainders_are_differentiated_by_both_numbers(a in -10.0..10.0, b in 0.1..3.0) {
            // a % b = a − b·n where n is the whole number of times that b fits.
            let y = Dual::<f64, 2>::variable(a, 0) % Dual::variable(b, 1);
            let n = ((a - a % b) / b).round();
            assert_eq!((y.value, y.tangents), (a % b, [1.0, -n]));
        }

        #[test]
        fn derivative_is_that_of_num_dual(x in 0.1..4.0) {
            let ours = derivative(|x| (x.sin() * x.sqrt() + 2.0 / x).exp(), x);
            let theirs = num_dual::first_derivative(|x: Dual64| (x.sin() * x.sqrt() + x.recip() * 2.0).exp(), x).1;
            same("derivative", x, ours, theirs, 1e-12);
        }
    }
}
