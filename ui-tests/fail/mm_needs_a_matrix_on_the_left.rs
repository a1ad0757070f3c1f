use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0]);
    let w = tensor([[3.0], [4.0]]);
    assert_eq!(x.mm(&w).sum(), 11.0);
}
