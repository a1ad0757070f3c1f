use wengert::*;

fn main() {
    let pixels = tensor([[0_u8, 255], [255, 0]]);
    let data = pixels;
    let w = tensor([[1.0], [2.0]]);
    assert_eq!(grad(|w| data.mm_lifted(&w).sum(), &w), tensor([[255.0], [255.0]]));
}
