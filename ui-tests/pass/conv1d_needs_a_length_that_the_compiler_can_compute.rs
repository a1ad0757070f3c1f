use wengert::*;

fn main() {
    let signal = Tensor::<i32, (Const<1>, Const<258>)>::ones();
    assert_eq!(signal.conv1d::<1, 0, _>(&tensor([[[1, 1, 1]]]))[[0, 0]], 3);
}
