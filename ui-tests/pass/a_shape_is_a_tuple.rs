use wengert::*;

fn main() {
    assert_eq!(size_of::<Tensor<f64, (Const<3>,)>>(), 24);
}
