use wengert::{optim::GaussNewton, *};

fn main() {
    let fit = GaussNewton::new().minimise(|p| stack([p.sum() - 2.0]), &tensor([1.0, 1.0]));
    assert_eq!(fit.parameters.sum(), 2.0);
}
