use wengert::optim::Adam;
use wengert::*;

fn main() {
    let mut model = (tensor([1.0, 2.0]), tensor(0.5));
    let mut optimiser = Adam::new(&model, 0.5);
    let mut tape = Tape::new();
    let gradient = tape.grad(|(w, b)| w.sum() * b, &model);
    optimiser.step(&mut model, &gradient);
    assert!(model.0.sum() < 2.001);
}
