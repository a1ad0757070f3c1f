use wengert::*;

#[derive(Clone, Copy, Default)]
struct Softsign(#[expect(dead_code)] [f64; 1]);

impl Function<Scalar<f64>, ()> for Softsign {
    fn call<E: Real<Base = f64>>(&self, x: Scalar<E>) -> Scalar<E> {
        x / (1.0 + x.abs())
    }
}

fn main() {
    assert_eq!(tensor(-3.0).apply(Softsign::default()), -0.75);
}
