use wengert::*;

#[derive(Parameters)]
struct Scaled<E: Element> {
    weight: Scalar<E>,
    #[parameters(skip)]
    by: Scalar<f64>,
}

fn main() {
    let scaled = Scaled { weight: tensor(2.0), by: tensor(3.0) };
    assert_eq!(scaled.weight.item() * scaled.by.item(), 6.0);
}
