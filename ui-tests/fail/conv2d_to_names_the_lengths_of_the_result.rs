use wengert::*;

fn main() {
    let image = Tensor::<i32, (Const<1>, Const<2>, Const<1797>)>::ones();
    let sums: Tensor<i32, (Const<1>, Const<1>, Const<1797>)> = image.conv2d_to::<1, 0, _, _>(&tensor([[[[1, 1], [1, 1]]]]));
    assert_eq!(sums, Tensor::full(4));
}
