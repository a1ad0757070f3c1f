use wengert::*;

fn main() {
    let slope = grad(|x| x.square().sum(), &tensor([1.0, 2.0]));
    assert_eq!(slope, tensor([2.0, 4.0]));
}
