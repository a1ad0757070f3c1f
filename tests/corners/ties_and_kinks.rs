//! Where two elements are equally large, and where a slope has two sides.

use super::*;

#[test]
fn the_first_of_equal_elements_takes_the_gradient_in_both_modes() {
    let x = tensor([2.0, 5.0, 5.0, 5.0]);
    assert_eq!(grad(|x| x.max(), &x), tensor([0.0, 1.0, 0.0, 0.0]));
    assert_eq!(forward(|x| x.max(), &x), tensor([0.0, 1.0, 0.0, 0.0]));
    let flat = Matrix::<f64, 2, 3>::ones();
    assert_eq!(grad(|x| x.max_axis::<0>().sum(), &flat), tensor([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]]));
    assert_eq!(grad(|x| x.max_axis::<1>().sum(), &flat), tensor([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]));
    assert_eq!(grad(|x| x.max(), &Vector::full(-INF)), tensor([1.0, 0.0]));
    assert_eq!(grad(|x| x.max(), &tensor([-0.0, 0.0])), tensor([1.0, 0.0]), "−0 equals 0");
}

#[test]
fn the_left_of_equal_operands_takes_the_gradient_in_both_modes() {
    let at = tensor([3.0, 3.0]);
    for (gradient, expected) in [
        (grad(|x| x.at([0]).maximum(&x.at([1])), &at), [1.0, 0.0]),
        (forward(|x| x.at([0]).maximum(&x.at([1])), &at), [1.0, 0.0]),
        (grad(|x| x.at([1]).minimum(&x.at([0])), &at), [0.0, 1.0]),
        (forward(|x| x.at([1]).minimum(&x.at([0])), &at), [0.0, 1.0]),
        (grad(|x| x.maximum(&x).sum(), &at), [1.0, 1.0]),
        (grad(|x| x.minimum(&x.max()).sum(), &at), [1.0, 1.0]),
    ] {
        assert_eq!(gradient, tensor(expected));
    }
}

#[test]
fn kinks_have_the_slope_zero_in_both_modes() {
    for zero in [0.0, -0.0] {
        assert_eq!(derivative(|x| x.abs(), zero), 0.0);
        assert_eq!(derivative(|x| x.relu(), zero), 0.0);
        assert_eq!(derivative(|x| x.signum(), zero), 0.0);
        assert_eq!(grad(|x| x.abs() + x.relu() + x.signum(), &tensor(zero)), 0.0);
    }
    assert_eq!(grad(|x| x.hypot(&x), &tensor(0.0)), 0.0);
    assert_eq!(derivative(|x| x.hypot(&x), 0.0), 0.0);
    assert_eq!(grad(|x| (x.floor() + x.ceil() + x.round() + x.trunc()).sum(), &tensor([2.0, -0.5])), Vector::zeros());
    assert_eq!(grad(|x| x.fract().sum(), &tensor([2.0, -0.5])), Vector::ones());
}

#[test]
fn axes_of_length_one_are_no_special_case() {
    let x: Tensor<f64, (Const<1>, One, Const<2>)> = tensor([[[3.0, 5.0]]]).reshape();
    assert_eq!(x.softmax::<0>().as_slice(), [1.0, 1.0]);
    assert_eq!(x.log_softmax::<1>().as_slice(), [0.0, 0.0]);
    assert_eq!(grad(|x| (x.softmax::<1>() * x).sum(), &x).as_slice(), [1.0, 1.0]);
    assert_eq!(grad(|x| x.softmax::<1>().at([0, 0, 1]), &x).as_slice(), [0.0, 0.0]);
    assert_eq!(x.sum_axis::<0>().sum_axis::<0>(), tensor([3.0, 5.0]));
    assert_eq!(x.max_keepdim::<1>().as_slice(), x.as_slice());
    assert_eq!(tensor([[7.0]]).cross_entropy(&tensor([0])), 0.0);
    assert_eq!(grad(|x| x.cross_entropy(&tensor([0])), &tensor([[7.0]])), tensor([[0.0]]));
    assert_eq!(grad(|x| x.mm(&x).mv(&x.row(0)).dot(&x.row(0)), &tensor([[2.0]])), tensor([[32.0]]));
    assert_eq!(tensor([4.0]).mean(), 4.0);
}
