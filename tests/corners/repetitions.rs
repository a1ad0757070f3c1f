//! The same element used several times: its gradients add up, in both modes.

use super::*;

/// Equal in reverse and in forward mode.
macro_rules! gradient {
    (|$x:ident| $f:expr, $at:expr, $expected:expr) => {
        assert_eq!(grad(|$x| $f, &$at), tensor($expected), "reverse");
        assert_eq!(forward(|$x| $f, &$at), tensor($expected), "forward");
    };
}

#[test]
fn overlapping_parts_add_their_gradients() {
    let x = tensor([1.0, 2.0, 3.0, 4.0, 5.0]);
    gradient!(|x| x.narrow::<0, 0, 3>().sum() + x.narrow::<0, 2, 3>().sum(), x, [1.0, 1.0, 2.0, 1.0, 1.0]);
    gradient!(
        |x| (x.narrow::<0, 0, 4>() * x.narrow::<0, 1, 4>()).sum(),
        x,
        [2.0, 1.0 + 3.0, 2.0 + 4.0, 3.0 + 5.0, 4.0]
    );
    // Columns, which are no views on a tape.
    let rows = Matrix::<f64, 2, 4>::ones();
    let gradient = grad(|x| x.narrow::<1, 0, 3>().sum() + 10.0 * x.narrow::<1, 1, 3>().sum(), &rows);
    assert_eq!(gradient, tensor([[1.0, 11.0, 11.0, 10.0], [1.0, 11.0, 11.0, 10.0]]));
    // Views of views of the same row.
    gradient!(|x| x.narrow::<0, 1, 3>().at([1]) * x.at([2]) + x.row::<()>(2), x, [0.0, 0.0, 7.0, 0.0, 0.0]);
}

#[test]
fn repeated_indices_add_their_gradients() {
    let x = tensor([1.0, 2.0, 3.0]);
    let places = tensor([2, 0, 2, 2]);
    gradient!(
        |x| (x.gather::<0, _>(&places) * x.lift(tensor([1.0, 10.0, 100.0, 1000.0]))).sum(),
        x,
        [10.0, 0.0, 1101.0]
    );
    gradient!(|x| x.index_select::<0, _>(&places).square().sum(), x, [2.0, 0.0, 18.0]);
    gradient!(|x| x.gather::<0, _>(&places).prod(), x, [27.0, 0.0, 27.0]);
}

#[test]
fn what_comes_to_one_place_adds_up_and_each_gets_its_gradient() {
    let (zeros, places) = (Vector::<f64, 2>::zeros(), tensor([1, 1, 0, 1]));
    let x = tensor([1.0, 2.0, 3.0, 4.0]);
    assert_eq!(zeros.scatter_add::<0, _>(&places, &x), tensor([3.0, 7.0]));
    assert_eq!(zeros.index_add::<0, _>(&places, &x), tensor([3.0, 7.0]));
    gradient!(|x| x.lift(zeros).scatter_add::<0, _>(&places, &x).square().sum(), x, [14.0, 14.0, 6.0, 14.0]);
    gradient!(|x| x.lift(zeros).index_add::<0, _>(&places, &x).square().sum(), x, [14.0, 14.0, 6.0, 14.0]);
    // The same tensor below and above.
    let twice = tensor([1.0, 2.0]);
    gradient!(|x| x.scatter_add::<0, _>(&tensor([0, 0]), &x).square().sum(), twice, [8.0 + 8.0, 8.0 + 4.0]);
}

#[test]
fn an_element_may_meet_itself() {
    let x = tensor([1.0, 2.0]);
    gradient!(|x| (x + x * x - x / x).sum(), x, [3.0, 5.0]);
    gradient!(|x| x.dot(&x) + x.outer(&x).sum(), x, [2.0 + 6.0, 4.0 + 6.0]);
    gradient!(|x| x.cat(&x).square().sum(), x, [4.0, 8.0]);
    gradient!(|x| wengert::stack([x, x, x]).sum(), x, [3.0, 3.0]);
    gradient!(|x| (x.repeat::<0, 3>() * x.lift(tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]))).sum(), x, [9.0, 12.0]);
}
