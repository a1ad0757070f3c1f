use wengert::*;

fn main() {
    let a = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let y = a.index_add::<0, _>(&tensor([1]), &tensor([[1.0, 1.0, 1.0]]));
    assert_eq!(y.row(1), tensor([5.0, 6.0, 7.0]));
}
