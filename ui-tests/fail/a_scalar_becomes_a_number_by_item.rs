use wengert::*;

fn main() {
    let a = tensor([1.0, 2.0]);
    let total: f64 = a.sum();
    assert_eq!(total, 3.0);
}
