use wengert::*;

fn main() {
    let x = tensor([1.0, 2.0, 3.0]);
    let y = select(&tensor([true, false, true]), &x, &tensor(0.0));
    assert_eq!(y, tensor([1.0, 0.0, 3.0]));
}
