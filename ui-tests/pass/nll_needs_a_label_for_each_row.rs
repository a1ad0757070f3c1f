use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.log_softmax::<1>().nll(&tensor([2, 0]));
    assert_eq!(y.greater(0.0), tensor(true));
}
