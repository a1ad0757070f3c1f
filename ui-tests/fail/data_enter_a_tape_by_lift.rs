use wengert::*;

fn main() {
    let data = tensor([3.0, 4.0]);
    let slope = grad(|x| (x * data).sum(), &tensor([1.0, 2.0]));
    assert_eq!(slope, data);
}
