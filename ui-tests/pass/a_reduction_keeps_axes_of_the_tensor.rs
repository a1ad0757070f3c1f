use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0], [3.0, 4.0]]);
    let y = a.max_over::<Keep<(Along<0>, Along<1>)>>();
    assert_eq!(y.as_slice(), [4.0]);
}
