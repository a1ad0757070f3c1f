use wengert::*;

fn main() {
    let tape = Tape::new();
    let x = tape.var(&tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]));
    x.sum().backward();
    let _: Matrix<f64, 2, 3> = x.grad();
}
