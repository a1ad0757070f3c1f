//! Linear algebra: matrices, sums, products and norms.

use crate::{beside, title};
use wengert::*;

pub(crate) fn run() {
    transposing();
    sums();
    running_sums();
    products();
    letters();
    norms();
}

fn transposing() {
    title("Matrices");
    run!(let a = Vector::<i32, 6>::arange().reshape::<(Const<3>, Const<2>)>());
    show!(a => tensor([[0, 1], [2, 3], [4, 5]]));
    show!(a.t() => tensor([[0, 2, 4], [1, 3, 5]]));
    run!(let s = tensor([[1, 2, 3], [2, 0, 5], [3, 5, 5]]));
    show!(s.equal(&s.t()) => tensor([[true; 3]; 3]));
    show!(s == s.t() => true);
}

/// 0 to 19 in five rows.
fn twenty() -> Matrix<f64, 5, 4> {
    Vector::<f64, 20>::arange().reshape()
}

fn sums() {
    title("Sums and means");
    run!(let a = twenty());
    beside("a", &a.to_string());
    show!(a.sum() => 190.0);
    show!(a.sum_axis::<0>() => tensor([40.0, 45.0, 50.0, 55.0]));
    show!(a.sum_axis::<1>() => tensor([6.0, 22.0, 38.0, 54.0, 70.0]));
    show!(a.sum_axes::<0, 1>() => 190.0);
    show!(a.mean() => 9.5);
    show!(a.sum() / a.as_slice().len() as f64 => 9.5);
    show!(a.mean_axis::<0>() => tensor([8.0, 9.0, 10.0, 11.0]));
    show!(a.sum_axis::<0>() / 5.0 => tensor([8.0, 9.0, 10.0, 11.0]));
    // The kept axis has length 1, so that the quotient broadcasts.
    show!(a.sum_keepdim::<1>().as_slice().len() => 5);
    let shares = a / a.sum_keepdim::<1>();
    beside("a / a.sum_keepdim::<1>()", &format!("{shares:.4}"));
    assert_eq!(shares.row(0), tensor([0.0, 1.0, 2.0, 3.0].map(|x| x / 6.0)));
    assert_eq!(shares.row(1), tensor([4.0, 5.0, 6.0, 7.0].map(|x| x / 22.0)));
    let digits = |i: usize| shares.row(i).as_slice().iter().map(|x| format!("{x:.4}")).collect::<Vec<_>>();
    assert_eq!(digits(0), ["0.0000", "0.1667", "0.3333", "0.5000"]);
    assert_eq!(digits(1), ["0.1818", "0.2273", "0.2727", "0.3182"]);
}

fn running_sums() {
    title("Running sums");
    run!(let a = twenty());
    show!(a.cumsum_axis::<0>().row(4) => tensor([40.0, 45.0, 50.0, 55.0]));
    run!(let b = tensor([[1, 2, 3], [4, 5, 6]]));
    show!(b.cumsum() => tensor([[1, 3, 6], [10, 15, 21]]));
    show!(b.reshape::<(Const<6>,)>().cumsum() => tensor([1, 3, 6, 10, 15, 21]));
    show!(b.cumsum_axis::<1>() => tensor([[1, 3, 6], [4, 9, 15]]));
}

fn products() {
    title("Products");
    run!(let (ones, x) = (Vector::<f64, 4>::ones(), Vector::<f64, 4>::arange()));
    show!(ones.dot(&x) => 6.0);
    show!((ones * x).sum() => 6.0);
    // The lengths that meet are one type: 5×4 by 4, and 5×4 by 4×2. Any other length does not compile.
    run!(let a = twenty());
    show!(a.mv(&x) => tensor([14.0, 38.0, 62.0, 86.0, 110.0]));
    run!(let b = Vector::<f64, 8>::arange().reshape::<(Const<4>, Const<2>)>());
    show!(a.mm(&b) => tensor([[28.0, 34.0], [76.0, 98.0], [124.0, 162.0], [172.0, 226.0], [220.0, 290.0]]));
    run!(let c = tensor([[1, 2, 3], [2, 2, 2], [3, 3, 3]]));
    run!(let d = tensor([[1, 2], [2, 1], [1, 1]]));
    show!(c.mm(&d) => tensor([[8, 7], [8, 8], [12, 12]]));
    show!(c.matmul(&d) => tensor([[8, 7], [8, 8], [12, 12]]));
}

fn letters() {
    title("Products by letters");
    // Each letter is a length. What the result lacks is summed over.
    run!(let a = Vector::<i32, 6>::arange().reshape::<(Const<2>, Const<3>)>());
    run!(let b = tensor([[1, 0], [0, 1], [1, 1]]));
    show!(einsum!(a[i, j] * b[j, k] -> [i, k]) => tensor([[2, 3], [8, 9]]));
    show!(einsum!(a[i, j] * b[j, k] -> [i, k]) == a.mm(&b) => true);
    show!(einsum!(a[i, j] * a[i, j] -> [i]) => tensor([5, 50]));
    show!(einsum!(a[i, j] -> [j, i]) == a.t() => true);
    show!(einsum!(a[i, j] -> []) => 15);
    run!(let x = tensor([1, 10]));
    show!(einsum!(x[i] * a[i, j] * b[j, k] * x[k] -> []) => 1012);
}

fn norms() {
    title("Norms");
    run!(let u = tensor([3.0, -4.0]));
    show!(u.norm() => 5.0);
    show!(u.norm_l1() => 7.0);
    show!(u.abs().sum() => 7.0);
    show!(Matrix::<f64, 4, 9>::ones().norm() => 6.0);
    show!(u.norm_inf() => 4.0);
    show!(tensor([3.0, 4.0, 5.0]).norm_p(3.0).round() => 6.0);
    // The length of each row, and the rows with length 1.
    run!(let a = tensor([[3.0, 4.0], [0.0, 2.0]]));
    show!(a.norm_axis::<1>() => tensor([5.0, 2.0]));
    show!(a / a.norm_keepdim::<1>() => tensor([[0.6, 0.8], [0.0, 1.0]]));
}
