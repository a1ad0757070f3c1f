//! Axes of length 1, and lanes of equal elements. An axis without elements does not compile, nor does the variance of
//! one element: see `ui-tests/`.

use super::*;

#[test]
fn every_reduction_of_one_element_is_that_element() {
    let x = tensor([[-3.0, 4.0]]);
    for y in [x.sum_axis::<0>(), x.mean_axis::<0>(), x.max_axis::<0>(), x.min_axis::<0>(), x.prod_axis::<0>()] {
        assert_eq!(y, tensor([-3.0, 4.0]));
    }
    assert_eq!(x.logsumexp_axis::<0>(), tensor([-3.0, 4.0]));
    for y in [x.norm_axis::<0>(), x.norm_l1_axis::<0>(), x.norm_inf_axis::<0>(), x.norm_p_axis::<0>(3.0)] {
        assert_eq!(y, tensor([3.0, 4.0]));
    }
    assert_eq!((x.argmax_axis::<0>(), x.argmin_axis::<0>()), (tensor([0, 0]), tensor([0, 0])));
    assert_eq!((x.cumsum_axis::<0>(), x.cumprod_axis::<0>()), (x, x));
    assert_eq!((x.flip::<0>(), x.roll::<0>(5)), (x, x));
    let scalar = tensor(-3.0);
    for y in [scalar.sum(), scalar.mean(), scalar.max(), scalar.min(), scalar.prod(), scalar.logsumexp()] {
        assert_eq!(y, scalar);
    }
    assert_eq!((scalar.cumsum(), scalar.cumprod(), -scalar.norm()), (scalar, scalar, scalar));
}

#[test]
fn one_element_alone_is_certain_and_normalised_to_zero() {
    let x = tensor([[1e4], [-1e4]]);
    let weights = tensor([[2.0], [3.0]]);
    assert_eq!((x.softmax::<1>(), x.log_softmax::<1>()), (x.ones_like(), x.zeros_like()));
    assert_eq!(x.layer_norm::<1>(1e-5), x.zeros_like());
    for gradient in [
        grad(|x| (x.softmax::<1>() * x.lift(weights)).sum(), &x),
        grad(|x| (x.log_softmax::<1>() * x.lift(weights)).sum(), &x),
        grad(|x| (x.layer_norm::<1>(1e-5) * x.lift(weights)).sum(), &x),
    ] {
        assert_eq!(gradient, x.zeros_like());
    }
    assert_eq!(grad(|x| x.logsumexp_axis::<1>().dot(&x.lift(tensor([2.0, 3.0]))), &x), weights);
}

#[test]
fn equal_elements_have_no_spread_and_flat_slopes() {
    let x = tensor([7.0, 7.0, 7.0]);
    assert_eq!((x.var(), x.std()), (tensor(0.0), tensor(0.0)));
    assert_eq!(x.layer_norm::<0>(1e-5), Vector::zeros());
    for gradient in [grad(|x| x.var(), &x), forward(|x| x.var(), &x), grad(|x| x.std(), &x), forward(|x| x.std(), &x)] {
        assert_eq!(gradient, Vector::zeros());
    }
    assert!(x.layer_norm::<0>(0.0)[[0]].is_nan(), "as documented");
}

#[test]
fn a_norm_has_the_slope_zero_at_zero_in_both_modes() {
    let x = Vector::<f64, 3>::zeros();
    let two_rows = tensor([[0.0, 0.0], [3.0, 4.0]]);
    for gradient in [
        grad(|x| x.norm(), &x),
        forward(|x| x.norm(), &x),
        grad(|x| x.norm_l1(), &x),
        forward(|x| x.norm_l1(), &x),
        grad(|x| x.norm_inf(), &x),
        forward(|x| x.norm_inf(), &x),
        grad(|x| x.norm_p(3.0), &x),
        forward(|x| x.norm_p(3.0), &x),
        grad(|x| x.norm_p(0.5), &x),
        forward(|x| x.norm_p(0.5), &x),
    ] {
        assert_eq!(gradient, x);
    }
    assert_eq!(grad(|x| x.norm_axis::<1>().sum(), &two_rows), tensor([[0.0, 0.0], [0.6, 0.8]]));
    assert_eq!(grad(|x| x.norm_keepdim::<0>().sum(), &two_rows), tensor([[0.0, 0.0], [1.0, 1.0]]));
}

#[test]
fn products_with_zeros_have_the_slopes_of_the_other_factors() {
    for (x, slopes) in
        [([2.0, 0.0, 5.0], [0.0, 10.0, 0.0]), ([0.0, 0.0, 5.0], [0.0, 0.0, 0.0]), ([0.0, 3.0, -0.0], [0.0, 0.0, 0.0])]
    {
        let x = tensor(x);
        assert_eq!(grad(|x| x.prod(), &x), tensor(slopes));
        assert_eq!(forward(|x| x.prod(), &x), tensor(slopes));
    }
    let x = tensor([2.0, 0.0, 5.0]);
    // 2 + 2·0 + 2·0·5
    assert_eq!(grad(|x| x.cumprod().sum(), &x), tensor([1.0, 12.0, 0.0]));
    assert_eq!(forward(|x| x.cumprod().sum(), &x), tensor([1.0, 12.0, 0.0]));
    // Two zeros: only ∂²/∂x∂y is left, of a product in which both are.
    let x = Vector::<_, 3>::from_fn(|[i]| Dual::<f64, 1>::new([0.0, 0.0, 5.0][i], [f64::from(i == 0)]));
    assert_eq!(grad(|x| x.prod(), &x)[[1]].tangents, [5.0]);
}
