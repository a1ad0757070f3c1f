use wengert::*;

fn main() {
    let (point, direction) = (tensor([1.0, 2.0]), tensor([1.0, 0.0]));
    let _ = jvp(|x| x * x, &point, &direction);
}
