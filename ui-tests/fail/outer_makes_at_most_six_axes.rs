use wengert::*;

fn main() {
    let a = Tensor::<f64, (One, One, One, Const<2>)>::ones();
    let b = Tensor::<f64, (One, One, Const<2>)>::ones();
    let y = a.outer(&b);
    assert_eq!(y.as_slice().len(), b.as_slice().len() * 2);
}
