use wengert::*;

fn main() {
    let mut kept = None;
    let slope = grad(
        |x| {
            kept = Some(x);
            x.sum()
        },
        &tensor([1.0, 2.0]),
    );
    assert_eq!(slope, tensor([1.0, 1.0]));
    assert!(kept.is_some());
}
