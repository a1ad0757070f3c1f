//! Sums so long that adding term after term to a single number loses the last of them, in `f32` above all.

use super::*;
use wengert::{einsum, optim::clip_norm};

/// Numbers between 0 and 1 that look random.
#[expect(clippy::unnecessary_box_returns, reason = "large for the stack of a test")]
fn noise<const N: usize>() -> Box<Vector<f32, N>> {
    let mut state = 1_u32;
    let mut x = Box::new(Vector::zeros());
    for x in x.as_mut_slice() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *x = (state >> 8) as f32 / (1 << 24) as f32;
    }
    x
}

/// The variance of some numbers in `f64`.
fn variance(x: &[f32]) -> f64 {
    let mean = x.iter().map(|&x| f64::from(x)).sum::<f64>() / x.len() as f64;
    x.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / (x.len() - 1) as f64
}

/// Equal up to a part in `parts`.
fn near(a: f32, b: f64, parts: f64) {
    assert!((f64::from(a) - b).abs() <= b.abs() / parts, "{a:e}, should be {b:e}");
}

#[test]
fn variances_beside_a_large_mean() {
    let x = *noise::<4096>() * 0.01 + 100.0;
    near(x.std().item(), variance(x.as_slice()).sqrt(), 1e5);
    near(x.var().item(), variance(x.as_slice()), 1e5);
    let y = x.layer_norm::<0>(0.0);
    let deviation = (variance(x.as_slice()) * 4095.0 / 4096.0).sqrt();
    let mean = x.as_slice().iter().map(|&x| f64::from(x)).sum::<f64>() / 4096.0;
    for (&x, &y) in x.as_slice().iter().zip(y.as_slice()) {
        // The mean is a number of f32 itself, to the nearest 4e-6: a thousandth of a deviation.
        assert!((f64::from(y) - (f64::from(x) - mean) / deviation).abs() < 3e-3, "{y}");
    }
    let mut x = noise::<65_536>();
    x.as_mut_slice().iter_mut().for_each(|x| *x += 1000.0);
    near(x.var().item(), variance(x.as_slice()), 1e5);
}

#[test]
fn norms_and_probabilities() {
    let x = noise::<65_536>();
    let squares: f64 = x.as_slice().iter().map(|&x| f64::from(x).powi(2)).sum();
    near(clip_norm(&mut *x.clone(), 1e4), squares.sqrt(), 3e6);
    let exponentials: f64 = x.as_slice().iter().map(|&x| f64::from(x).exp()).sum();
    near(x.logsumexp().item(), exponentials.ln(), 3e6);
    let x = noise::<16_384>();
    let exponentials: f64 = x.as_slice().iter().map(|&x| f64::from(x).exp()).sum();
    near(x.softmax::<0>()[[0]], f64::from(x[[0]]).exp() / exponentials, 3e6);
}

/// 2¹⁶ times 0.1 in each of two columns.
#[test]
fn sums_and_products_over_many_rows() {
    type Rows = Tensor<f32, (Const<65_536>, Const<2>)>;
    let exact = 65_536.0 * f64::from(0.1_f32);
    let x: Box<Rows> = Box::new(Tensor::full(0.1));
    let rows: &Rows = &x;
    for sum in einsum!(rows[i, j] -> [j]).as_slice() {
        near(*sum, exact, 1e5);
    }
    let ones = Box::new(Vector::<f32, 65_536>::full(1.0));
    for sum in ones.vm(&x).as_slice() {
        near(*sum, exact, 1e5);
    }
    // The gradient by the weights of a layer is such a product.
    for slope in grad(|w| w.lift(*x).mv(&w).sum(), &tensor([1.0, 1.0])).as_slice() {
        near(*slope, exact, 1e5);
    }
    for slope in grad(|w| w.lift(*x).mm(&w).sum(), &Matrix::<f32, 2, 2>::full(1.0)).as_slice() {
        near(*slope, exact, 1e5);
    }
}

/// 600 terms are more than a block and no whole number of blocks; integers are exact.
#[test]
fn blocks_leave_nothing_out() {
    let small = |n: usize| i32::try_from(n % 11).expect("a remainder") - 5;
    let a = Matrix::<i32, 3, 600>::from_fn(|[i, j]| small(i * 7 + j * 3));
    let b = Matrix::<i32, 600, 19>::from_fn(|[i, j]| small(i * 5 + j * 2));
    let (products, t) = (a.mm(&b), a.t());
    assert_eq!(products, Matrix::from_fn(|[i, j]| (0..600).map(|k| a[[i, k]] * b[[k, j]]).sum()));
    assert_eq!(products, einsum!(t[k, i] * b[k, j] -> [i, j]));
    assert_eq!(einsum!(b[i, j] -> [j]), b.sum_axis::<0>());
    let (a, b) = (Matrix::<f64, 16, 3>::ones().mm(&a.map(f64::from)), b.map(f64::from));
    let t = a.t();
    assert_eq!(einsum!(t[k, i] * b[k, j] -> [i, j]), a.mm(&b));
}
