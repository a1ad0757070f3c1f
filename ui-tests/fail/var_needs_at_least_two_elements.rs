use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.row(0).reshape::<(Const<3>, One)>().var_axis::<1>();
    assert_eq!(y.as_slice(), [1.0, 1.0]);
}
