use wengert::*;

fn main() {
    let mut kept = None;
    let jacobian = jacrev(
        |x| {
            kept = Some(x.value());
            x.square()
        },
        &tensor([1.0, 2.0]),
    );
    assert_eq!(jacobian, tensor([[2.0, 0.0], [0.0, 4.0]]));
    assert!(kept.is_some());
}
