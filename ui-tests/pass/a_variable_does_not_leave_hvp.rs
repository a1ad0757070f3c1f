use wengert::*;

fn main() {
    let mut kept = None;
    let (_, product) = hvp(
        |x| {
            kept = Some(x.value());
            x.dot(&x)
        },
        &tensor([1.0, 2.0]),
        &tensor([1.0, 0.0]),
    );
    assert_eq!(product, tensor([2.0, 0.0]));
    assert!(kept.is_some());
}
