//! Products of matrices and their kernels, against nalgebra.

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
        let [a, b, w] =
            [matrix(M, K, a.row(i).as_slice()), matrix(K, N, b.row(i).as_slice()), matrix(M, N, w.row(i).as_slice())];
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
