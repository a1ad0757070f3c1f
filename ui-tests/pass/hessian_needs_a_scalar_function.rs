use wengert::*;

fn main() {
    let curvature = hessian(|x| x.square().sum(), &tensor([1.0, 2.0]));
    assert_eq!(curvature, tensor([[2.0, 0.0], [0.0, 2.0]]));
}
