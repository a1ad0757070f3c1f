//! dot, outer, vm, kron, tensordot and matmul of every rank, values and gradients, against ndarray.
//! Products of matrices and batches are in `products.rs`.

use super::*;
use ndarray::{Array2, ArrayView2, Ix1, Ix2};
use wengert::Dim;
use wengert::shape::{Contract, MatMulWith, Times};

/// As a matrix of so many rows.
fn rows(x: &ArrayD<f64>, rows: usize) -> Array2<f64> {
    let columns = x.len() / rows;
    x.to_shape((rows, columns)).expect("as many elements").to_owned()
}

/// Equal up to the rounding errors of a sum of `n` products of numbers below 10.
fn sums<S: Shape>(ours: &Tensor<f64, S>, theirs: &ArrayD<f64>, n: usize) {
    assert_eq!(S::DIMS, theirs.shape());
    for (ours, theirs) in ours.as_slice().iter().zip(theirs) {
        close(*ours, *theirs, n + 1, 100.0 * n as f64);
    }
}

fn vectors<M: Dim, N: Dim>(numbers: &[f64]) {
    let (a, b, c) =
        (filled::<f64, (M,)>(numbers, 0), filled::<f64, (N,)>(numbers, 13), filled::<f64, (M,)>(numbers, 29));
    let matrix = filled::<f64, (M, N)>(numbers, 31);
    let one = |x: ArrayD<f64>| x.into_dimensionality::<Ix1>().expect("a vector");
    let two = |x: ArrayD<f64>| x.into_dimensionality::<Ix2>().expect("a matrix");
    let (x, y, z, w) = (one(array(&a)), one(array(&b)), one(array(&c)), two(array(&matrix)));

    close(a.dot(&c).item(), x.dot(&z), M::SIZE + 1, 100.0 * M::SIZE as f64);
    sums(&a.vm(&matrix), &x.dot(&w).into_dyn(), M::SIZE);
    let column = x.view().insert_axis(Axis(1));
    identical(&a.outer(&b), &column.dot(&y.view().insert_axis(Axis(0))).into_dyn());

    // Σ W∘(a bᵀ) has the gradients W·b and aᵀ·W.
    let (da, db) = Tape::new().grad(|(a, b)| (a.outer(&b) * a.lift(matrix)).sum(), &(a, b));
    sums(&da, &w.dot(&y).into_dyn(), N::SIZE);
    sums(&db, &x.dot(&w).into_dyn(), M::SIZE);
}

fn kron<M: Dim + Times<P>, N: Dim + Times<Q>, P: Dim, Q: Dim>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, (M, N)>(numbers, 0), filled::<f64, (P, Q)>(numbers, 13));
    let [x, y] = [array(&a), array(&b)].map(|x| x.into_dimensionality::<Ix2>().expect("a matrix"));
    identical(&a.kron(&b), &ndarray::linalg::kron(&x, &y).into_dyn());
}

/// The contraction of `N` axes is a product of matrices.
fn tensordot<const N: usize, A: Contract<N, B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0), filled::<f64, B>(numbers, 13));
    let inner: usize = B::DIMS[..N].iter().product();
    let (x, y) = (rows(&array(&a), A::NUMEL / inner), rows(&array(&b), inner));
    let shape = [&A::DIMS[..A::RANK - N], &B::DIMS[N..]].concat();
    let product = x.dot(&y);
    let theirs = product.to_shape(shape).expect("the axes that remain").to_owned();
    sums(&a.tensordot::<N, B>(&b), &theirs, inner);
}

/// Every matrix of a batch by every one that broadcasting puts beside it. A vector is a row on the left and a column on
/// the right, and that axis disappears.
fn matmul<A: MatMulWith<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0), filled::<f64, B>(numbers, 13));
    let (mut x, mut y) = (array(&a), array(&b));
    if A::RANK == 1 {
        x.insert_axis_inplace(Axis(0));
    }
    if B::RANK == 1 {
        y.insert_axis_inplace(Axis(1));
    }
    let (m, k, n) = (x.shape()[x.ndim() - 2], x.shape()[x.ndim() - 1], y.shape()[y.ndim() - 1]);
    let ours = a.matmul(&b);
    let result = elements(&ours).shape().to_vec();
    let batches = ours.as_slice().len() / (m * n);
    // The batch axes as ndarray broadcasts them, from the shape of the result.
    let batch = &result[..result.len() - usize::from(A::RANK > 1) - usize::from(B::RANK > 1)];
    let spread = |x: &ArrayD<f64>, rows: usize, columns: usize| {
        let all = x.broadcast([batch, &[rows, columns]].concat()).expect("the batches broadcast").to_owned();
        all.into_shape_with_order((batches, rows, columns)).expect("as many elements")
    };
    let (x, y) = (spread(&x, m, k), spread(&y, k, n));
    for (i, ours) in ours.as_slice().chunks(m * n).enumerate() {
        let theirs = x.index_axis(Axis(0), i).dot(&y.index_axis(Axis(0), i));
        let ours = ArrayView2::from_shape((m, n), ours).expect("one matrix");
        for (ours, theirs) in ours.iter().zip(&theirs) {
            close(*ours, *theirs, k + 1, 100.0 * k as f64);
        }
    }
}

type C1 = Const<1>;
type C2 = Const<2>;
type C3 = Const<3>;
type C4 = Const<4>;
type C5 = Const<5>;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn products_with_vectors_are_those_of_ndarray(numbers in numbers(-10.0..10.0)) {
        vectors::<C1, C1>(&numbers);
        vectors::<C1, C5>(&numbers);
        vectors::<C4, C1>(&numbers);
        vectors::<Const<17>, Const<33>>(&numbers);
    }

    #[test]
    fn kronecker_products_are_those_of_ndarray_to_the_last_bit(numbers in wild_numbers()) {
        kron::<C1, C1, C1, C1>(&numbers);
        kron::<C2, C3, C1, C4>(&numbers);
        kron::<C3, C2, C4, C3>(&numbers);
        kron::<C1, C5, C3, C1>(&numbers);
    }

    #[test]
    fn contractions_are_products_of_matrices(numbers in numbers(-10.0..10.0)) {
        tensordot::<0, (), ()>(&numbers);
        tensordot::<0, (C2,), (C3, C2)>(&numbers);
        tensordot::<1, (C2, C3), (C3, C4)>(&numbers);
        tensordot::<2, (C5, C2, C3), (C2, C3, C4)>(&numbers);
        tensordot::<2, (C2, C3), (C2, C3)>(&numbers);
        tensordot::<3, (C1, C2, C3, C4), (C2, C3, C4, C1, C5)>(&numbers);
    }

    #[test]
    fn products_of_every_rank_are_those_of_their_matrices(numbers in numbers(-10.0..10.0)) {
        matmul::<(C3,), (C3,)>(&numbers);
        matmul::<(C3,), (C3, C2)>(&numbers);
        matmul::<(C2, C3), (C3,)>(&numbers);
        matmul::<(C2, C3), (C3, C4)>(&numbers);
        matmul::<(C3,), (C5, C3, C2)>(&numbers);
        matmul::<(C5, C2, C3), (C3,)>(&numbers);
        matmul::<(C5, C2, C3), (C3, C4)>(&numbers);
        matmul::<(C2, C3), (C5, C3, C4)>(&numbers);
        matmul::<(C2, C1, C3, C4), (C5, C4, C3)>(&numbers);
        matmul::<(C5, One, C2, C3), (C2, C3, C1)>(&numbers);
        matmul::<(C2, C1, C2, C1, C3, C2), (C3, C1, C2, C2, C4)>(&numbers);
    }
}
