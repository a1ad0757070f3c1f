//! Solving and factorising against nalgebra, at random matrices.

use nalgebra::{DMatrix, DVector};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use wengert::{Const, Dim, Matrix, One, Tensor, Triangle, Vector, grad};

/// 256 cases, or as many as `PROPTEST_CASES` says; what failed is printed and not kept.
fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Numbers from which matrices of any size are filled; their count is prime, so that rows do not repeat.
fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1.0..1.0, 97)
}

/// How far apart the scales of rows and columns may lie: powers of two from 2⁻²⁰ to 2²⁰, which round nothing.
fn exponents() -> impl Strategy<Value = Vec<i32>> {
    prop::collection::vec(-20..=20, 13)
}

fn matrix<const M: usize, const N: usize>(numbers: &[f64], from: usize) -> Matrix<f64, M, N> {
    let mut numbers = numbers.iter().cycle().skip(from);
    Tensor::from_fn(|_| *numbers.next().expect("a cycle never ends"))
}

/// A matrix away from singular ones, with its rows in another order.
fn regular<const N: usize>(numbers: &[f64], turn: usize) -> Matrix<f64, N, N> {
    let a = matrix::<N, N>(numbers, 0);
    Matrix::<f64, N, N>::from_fn(|[i, j]| {
        let row = (i + turn) % N;
        a[[row, j]] + if row == j { 1.0 + N as f64 } else { 0.0 }
    })
}

/// A symmetric and positive definite matrix.
fn positive<const N: usize>(numbers: &[f64]) -> Matrix<f64, N, N> {
    let a = matrix::<N, N>(numbers, 0);
    a.mm(&a.t()) + Matrix::<f64, N, N>::eye()
}

fn theirs<M: Dim, N: Dim>(a: &Tensor<f64, (M, N)>) -> DMatrix<f64> {
    DMatrix::from_row_slice(M::SIZE, N::SIZE, a.as_slice())
}

/// Equal up to `tolerance` times the largest number of the other side.
fn close<M: Dim, N: Dim>(ours: &Tensor<f64, (M, N)>, theirs: &DMatrix<f64>, tolerance: f64) {
    assert_eq!(theirs.shape(), (M::SIZE, N::SIZE));
    let difference = (self::theirs(ours) - theirs).amax();
    assert!(difference <= tolerance * theirs.amax().max(1e-300), "{ours:?} should be {theirs} but for {difference:e}");
}

/// A column as a matrix.
fn column<N: Dim>(x: &Tensor<f64, (N,)>) -> Tensor<f64, (N, Const<1>)> {
    x.reshape()
}

fn solve<const N: usize>(numbers: &[f64], turn: usize, exponents: &[i32]) {
    let a = regular::<N>(numbers, turn);
    let b = matrix::<N, 3>(numbers, 50);
    let lu = theirs(&a).lu();
    close(&a.solve(&b), &lu.solve(&theirs(&b)).expect("the matrix is regular"), 1e-12);
    let inverse = theirs(&a).try_inverse().expect("the matrix is regular");
    close(&a.inverse(), &inverse, 1e-12);
    let det = lu.determinant();
    assert!((a.det().item() - det).abs() <= 1e-12 * det.abs());
    let (sign, logarithm) = a.slogdet();
    assert_eq!(sign, det.signum());
    assert!((logarithm.item() - det.abs().ln()).abs() <= 1e-12 * (1.0 + det.abs().ln().abs()));
    let (p, l, u) = a.lu();
    close(&p.mm(&l).mm(&u), &theirs(&a), 1e-13);
    // det·A⁻ᵀ, whatever the mode.
    close(&grad(|a| a.det(), &a), &(inverse.transpose() * det), 1e-11);
    // Scaled columns: unknown j shrinks by the scale of column j, to the last bit, since scales are powers of two.
    let scales = Vector::<f64, N>::from_fn(|[i]| 2.0_f64.powi(exponents[i % exponents.len()]));
    assert_eq!((a * scales).solve(&b), a.solve(&b) / scales.reshape::<(Const<N>, One)>());
}

fn triangles<const N: usize>(numbers: &[f64]) {
    let a = regular::<N>(numbers, 0);
    let b = matrix::<N, 2>(numbers, 31);
    let right = theirs(&b);
    let (lower, upper) = (theirs(&a).lower_triangle(), theirs(&a).upper_triangle());
    let solved = |triangle, theirs: Option<DMatrix<f64>>| {
        close(&a.solve_triangular(triangle, &b), &theirs.expect("the diagonal has no zero"), 1e-12);
    };
    solved(Triangle::LOWER, lower.solve_lower_triangular(&right));
    solved(Triangle::UPPER, upper.solve_upper_triangular(&right));
    solved(Triangle::LOWER.transposed(), lower.tr_solve_lower_triangular(&right));
    solved(Triangle::UPPER.transposed(), upper.tr_solve_upper_triangular(&right));
    // With ones on the diagonal the rest is to be small, too.
    let small = a * (1.0 / (1.0 + N as f64));
    let [lower, upper] = [lower, upper].map(|triangle| {
        let mut triangle = triangle / (1.0 + N as f64);
        triangle.fill_diagonal(1.0);
        triangle
    });
    close(&small.solve_triangular(Triangle::LOWER.unit(), &b), &lower.solve_lower_triangular(&right).unwrap(), 1e-12);
    close(&small.solve_triangular(Triangle::UPPER.unit(), &b), &upper.solve_upper_triangular(&right).unwrap(), 1e-12);
}

fn symmetric<const N: usize>(numbers: &[f64], exponents: &[i32]) {
    let a = positive::<N>(numbers);
    let l = theirs(&a).cholesky().expect("the matrix is positive definite").l();
    close(&a.cholesky(), &l, 1e-13);
    let b = matrix::<N, 2>(numbers, 17);
    close(&a.cholesky().cholesky_solve(&b), &theirs(&a).lu().solve(&theirs(&b)).expect("the matrix is regular"), 1e-12);
    // Scaled from both sides by powers of two the factor is scaled exactly.
    let scales = Vector::<f64, N>::from_fn(|[i]| 2.0_f64.powi(exponents[i % exponents.len()]));
    let rows = scales.reshape::<(Const<N>, One)>();
    assert_eq!((rows * a * scales).cholesky(), rows * a.cholesky());

    for a in [a, {
        let a = matrix::<N, N>(numbers, 3);
        a + a.t()
    }] {
        let (w, v) = a.eigh();
        let mut values: Vec<f64> = theirs(&a).symmetric_eigenvalues().iter().copied().collect();
        values.sort_by(f64::total_cmp);
        let scale = values.iter().fold(0.0, |m: f64, x| m.max(x.abs()));
        for (ours, theirs) in w.as_slice().iter().zip(&values) {
            assert!((ours - theirs).abs() <= 1e-13 * N as f64 * scale, "{w:?} should be {values:?}");
        }
        assert!(w.as_slice().is_sorted());
        close(&v.t().mm(&v), &DMatrix::identity(N, N), 1e-14 * N as f64);
        close(&v.mm(&w.diag()).mm(&v.t()), &theirs(&a), 1e-14 * N as f64);
    }
}

fn tall<const M: usize, const N: usize>(numbers: &[f64], spread: f64) {
    // The upper part keeps the columns independent.
    let a: Matrix<f64, M, N> = matrix::<M, N>(numbers, 0)
        + Tensor::<f64, (Const<M>, Const<N>)>::from_fn(|[i, j]| if i == j { spread } else { 0.0 });
    let (q, r) = a.qr();
    close(&q.mm(&r), &theirs(&a), 1e-14 * (M + N) as f64);
    close(&q.t().mm(&q), &DMatrix::identity(N, N), 1e-14 * (M + N) as f64);
    assert_eq!(r.tril().as_slice().iter().filter(|x| **x != 0.0).count(), N);
    // Theirs with the signs of ours.
    let qr = theirs(&a).qr();
    let signs = DMatrix::from_diagonal(&DVector::from_iterator(N, qr.r().diagonal().iter().map(|x| x.signum())));
    close(&r, &(signs * qr.r()), 1e-13);
    let b = matrix::<M, 2>(numbers, 41);
    let x = a.lstsq(&b);
    let solved =
        qr.r().solve_upper_triangular(&(qr.q().transpose() * theirs(&b))).expect("the columns are independent");
    close(&x, &solved, 1e-12);
    // The residual is orthogonal to the columns. (Their singular value decomposition is not an oracle here: it was
    // found to be off by 3e-9.)
    let across = a.t().mm(&(a.mm(&x) - b));
    assert!(across.norm_inf().item() <= 1e-13 * a.norm().item() * b.norm().item().max(1e-300));
    let one = Vector::<f64, M>::from_fn(|[i]| b[[i, 0]]);
    close(&column(&a.lstsq(&one)), &theirs(&x).columns(0, 1).into_owned(), 1e-12);
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn systems_inverses_and_determinants_are_those_of_nalgebra(numbers in numbers(), turn in any::<u8>(), exponents in exponents()) {
        let turn = usize::from(turn);
        solve::<1>(&numbers, turn, &exponents);
        solve::<2>(&numbers, turn, &exponents);
        solve::<3>(&numbers, turn, &exponents);
        solve::<4>(&numbers, turn, &exponents);
        solve::<5>(&numbers, turn, &exponents);
        solve::<6>(&numbers, turn, &exponents);
        solve::<7>(&numbers, turn, &exponents);
        solve::<8>(&numbers, turn, &exponents);
    }

    #[test]
    fn triangular_systems_are_those_of_nalgebra(numbers in numbers()) {
        triangles::<1>(&numbers);
        triangles::<2>(&numbers);
        triangles::<3>(&numbers);
        triangles::<5>(&numbers);
        triangles::<8>(&numbers);
    }

    #[test]
    fn cholesky_factors_and_eigenvalues_are_those_of_nalgebra(numbers in numbers(), exponents in exponents()) {
        symmetric::<1>(&numbers, &exponents);
        symmetric::<2>(&numbers, &exponents);
        symmetric::<3>(&numbers, &exponents);
        symmetric::<4>(&numbers, &exponents);
        symmetric::<5>(&numbers, &exponents);
        symmetric::<6>(&numbers, &exponents);
        symmetric::<7>(&numbers, &exponents);
        symmetric::<8>(&numbers, &exponents);
    }

    #[test]
    fn least_squares_and_qr_are_those_of_nalgebra(numbers in numbers(), spread in 4.0..10.0) {
        tall::<1, 1>(&numbers, spread);
        tall::<2, 2>(&numbers, spread);
        tall::<4, 3>(&numbers, spread);
        tall::<4, 4>(&numbers, spread);
        tall::<9, 5>(&numbers, spread);
        tall::<8, 6>(&numbers, spread);
        tall::<7, 1>(&numbers, spread);
        tall::<12, 7>(&numbers, 2.0 * spread);
        tall::<8, 8>(&numbers, 2.0 * spread);
    }
}

#[test]
fn so_it_is_with_32_rows() {
    let numbers: Vec<f64> = (1..98).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract() - 0.5).collect();
    solve::<32>(&numbers, 5, &[3, -7, 0, 12]);
    triangles::<32>(&numbers);
    symmetric::<32>(&numbers, &[3, -7, 0, 12]);
    tall::<40, 32>(&numbers, 20.0);
}
