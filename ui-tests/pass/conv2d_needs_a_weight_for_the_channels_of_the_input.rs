use wengert::*;

fn main() {
    let image = Tensor::<f32, (Const<8>, Const<3>, Const<28>, Const<28>)>::ones();
    let weight = Tensor::<f32, (Const<16>, Const<3>, Const<5>, Const<5>)>::ones();
    assert_eq!(image.conv2d::<1, 0, _>(&weight)[[0, 0, 0, 0]], 75.0);
}
