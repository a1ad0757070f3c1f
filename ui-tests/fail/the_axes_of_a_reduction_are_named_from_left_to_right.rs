use wengert::*;

fn main() {
    let a = tensor([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]);
    let y = a.var_over::<(Along<1>, Along<0>, Along<2>)>();
    assert_eq!(y, 6.0);
}
