use wengert::*;

#[derive(Parameters)]
struct Named<'a, E: Element> {
    weight: &'a Scalar<E>,
    #[parameters(skip)]
    name: &'a str,
}

fn main() {
    assert_eq!(size_of::<Named<'_, f64>>(), size_of::<(f64, &str)>());
}
