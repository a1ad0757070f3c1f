//! NaN, through every function and back.

use super::*;

#[test]
fn it_passes_through_every_function_and_back() {
    /// Functions whose slope depends on the argument.
    fn curved<E: Real>(x: &Scalar<E>) -> Vec<Scalar<E>> {
        let one = x.ones_like();
        vec![
            x.abs(),
            x.acos(),
            x.acosh(),
            x.asin(),
            x.asinh(),
            x.atan(),
            x.atanh(),
            x.cbrt(),
            x.ceil(),
            x.cos(),
            x.cosh(),
            x.exp(),
            x.exp2(),
            x.exp_m1(),
            x.floor(),
            x.ln(),
            x.ln_1p(),
            x.log10(),
            x.log2(),
            x.recip(),
            x.relu(),
            x.round(),
            x.sigmoid(),
            x.signum(),
            x.sin(),
            x.sinh(),
            x.sqrt(),
            x.square(),
            x.tan(),
            x.tanh(),
            x.trunc(),
            x.powi(3),
            x.pow(&(one + 1.0)),
            one.pow(x) * 0.0 + x * x,
            x.atan2(&one),
            one.atan2(x),
            x.hypot(&one),
            x * x,
            one / x,
        ]
    }
    /// Functions whose slope does not.
    fn straight<E: Real>(x: &Scalar<E>) -> Vec<Scalar<E>> {
        let one = x.ones_like();
        vec![
            x.fract(),
            x.max(),
            x.sum(),
            x.mean(),
            -x,
            x + one,
            one - x,
            x / one,
            x.powi(1),
            x.maximum(&one),
            one.maximum(x),
            x.minimum(&one),
            one.minimum(x),
        ]
    }
    let tape = Tape::new();
    let x = tape.var(&tensor(NAN));
    let dual = Tensor::from(Dual::<f64, 1>::variable(NAN, 0));
    for (i, (y, forward)) in curved(&x).iter().zip(curved(&dual)).enumerate() {
        tape.zero_grad();
        y.backward();
        assert!(y.item().is_nan() && x.grad().item().is_nan(), "curved function {i}, reverse");
        let Dual { value, tangents } = forward.into_repr();
        assert!(value.is_nan() && tangents[0].is_nan(), "curved function {i}, forward");
    }
    for (i, (y, forward)) in straight(&x).iter().zip(straight(&dual)).enumerate() {
        tape.zero_grad();
        y.backward();
        assert!(y.item().is_nan() && forward.item().is_nan(), "straight function {i}");
        assert_eq!(x.grad().item().abs(), 1.0, "straight function {i}, reverse");
        assert_eq!(forward.into_repr().tangents[0].abs(), 1.0, "straight function {i}, forward");
    }
}

#[test]
fn it_is_the_largest_and_takes_the_gradient_in_both_modes() {
    let x = tensor([1.0, NAN, 3.0, NAN]);
    assert!(x.max().item().is_nan());
    same(&grad(|x| x.max(), &x), &tensor([0.0, 1.0, 0.0, 0.0]));
    same(&forward(|x| x.max(), &x), &tensor([0.0, 1.0, 0.0, 0.0]));
    let rows = tensor([[1.0, NAN], [NAN, 4.0], [7.0, 4.0]]);
    same(&rows.max_axis::<1>(), &tensor([NAN, NAN, 7.0]));
    same(&grad(|x| x.max_axis::<0>().sum(), &rows), &tensor([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]));
}

#[test]
fn it_stays_in_its_row() {
    let x = tensor([[1.0, NAN, 3.0], [1.0, 2.0, 3.0]]);
    for y in [x.softmax::<1>(), x.log_softmax::<1>(), x / x.sum_keepdim::<1>(), x - x.max_keepdim::<1>()] {
        assert!(y.row(0).as_slice().iter().all(|y| y.is_nan()));
        assert!(y.row(1).as_slice().iter().all(|y| y.is_finite()));
    }
    let product = x.mm(&Matrix::<f64, 3, 2>::ones());
    assert!(product.row(0).as_slice().iter().all(|y| y.is_nan()));
    assert_eq!(product.row(1), tensor([6.0, 6.0]));
    let gradient = grad(|x| x.softmax::<1>().row(1).at([0]), &x);
    assert_eq!(gradient.row(0), tensor([0.0, 0.0, 0.0]), "a row that is not used gets nothing");
    assert!(gradient.row(1).as_slice().iter().all(|y| y.is_finite()));
    let gradient = grad(|x| x.log_softmax::<1>().row(1).sum(), &x);
    assert_eq!(gradient.row(0), tensor([0.0, 0.0, 0.0]), "a row that is not used gets nothing");
}

#[test]
fn the_way_back_through_a_product_takes_every_row() {
    // 0 · NaN, from a row whose result nothing uses, as in every library that multiplies whole matrices.
    let data = tensor([[NAN, 1.0], [1.0, 2.0]]);
    let at = tensor([3.0, 4.0]);
    same(&forward(|w| w.lift(data).mv(&w).at([1]), &at), &tensor([1.0, 2.0]));
    assert!(grad(|w| w.lift(data).mv(&w).at([1]), &at)[[0]].is_nan());
    // What is taken out before the product stays out.
    same(&grad(|w| w.lift(data).row(1).dot(&w), &at), &tensor([1.0, 2.0]));
}

#[test]
fn it_compares_with_nothing_in_every_mode() {
    fn compares<E: Real>(x: &Scalar<E>) -> Scalar<E> {
        let (x, one) = (*x, x.ones_like());
        let comparisons = [x == x, x < one, x > one, x <= one, x >= one, x == 1.0, x < 1.0, x > 1.0, one < x, 1.0 >= x];
        assert!(comparisons.iter().all(|holds| !holds) && x != x);
        x
    }
    let _ = compares(&tensor(NAN));
    let _ = grad(|x| compares(&x), &tensor(NAN));
    let _ = derivative(|x| compares(&x), NAN);
}

#[test]
fn a_matrix_with_nan_is_not_called_singular() {
    let a = tensor([[0.0, NAN], [0.0, 0.0]]);
    assert!(a.det().item().is_nan());
    let (sign, logarithm) = a.slogdet();
    assert!(sign.item().is_nan() && logarithm.item().is_nan());
    assert!(a.try_inverse().expect("not singular").as_slice().iter().all(|x| x.is_nan()));
    assert!(a.try_solve(&tensor([1.0, 1.0])).expect("not singular").as_slice().iter().all(|x| x.is_nan()));
}
