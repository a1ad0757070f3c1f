use wengert::*;

fn main() {
    let (x, y) = (tensor([1.0, 2.0]), tensor([3.0, 4.0]));
    let z = einsum!(x[i] * 2.0 + y[i] -> []);
    assert_eq!(z, 17.0);
}
