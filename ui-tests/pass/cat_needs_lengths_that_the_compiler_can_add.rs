use wengert::*;

fn joined<E: Element, M: Dim, N: Dim, R: Dim>(a: &Tensor<E, (M,)>, b: &Tensor<E, (N,)>) -> Tensor<E, (R,)> {
    a.cat_to::<0, _, _>(b)
}

fn main() {
    let c: Vector<i32, 3> = joined(&tensor([1, 2]), &tensor([3]));
    assert_eq!(c, tensor([1, 2, 3]));
}
