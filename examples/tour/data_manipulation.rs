//! Data manipulation: tensors are made, read, written and converted.

use crate::{beside, title};
use wengert::*;

pub(crate) fn run() {
    making();
    element_by_element();
    masks();
    places();
    broadcasting();
    saving_memory();
    converting();
}

fn making() {
    title("Making tensors");
    // The length stands in the type, so `arange` takes no argument.
    run!(let x = Vector::<i32, 12>::arange());
    show!(x => tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
    show!(x.as_slice().len() => 12);
    // A reshape that loses elements does not compile, nor does a ragged literal.
    show!(x.reshape::<(Const<3>, Const<4>)>() => tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]));
    show!(Matrix::<f64, 2, 3>::zeros() => tensor([[0.0; 3]; 2]));
    show!(Matrix::<f64, 2, 3>::ones() => tensor([[1.0; 3]; 2]));
    show!(Vector::<f64, 3>::full(7.0) => tensor([7.0, 7.0, 7.0]));
    show!(tensor([[2, 1, 4, 3], [1, 2, 3, 4], [4, 3, 2, 1]]).sum() => 30);
    show!(tensor(3.5_f64).item() => 3.5);
}

fn element_by_element() {
    title("Element by element");
    run!(let x = tensor([1.0, 2.0, 4.0, 8.0]));
    run!(let y = tensor([2.0, 2.0, 2.0, 2.0]));
    show!(x + y => tensor([3.0, 4.0, 6.0, 10.0]));
    show!(x - y => tensor([-1.0, 0.0, 2.0, 6.0]));
    show!(x * y => tensor([2.0, 4.0, 8.0, 16.0]));
    show!(x / y => tensor([0.5, 1.0, 2.0, 4.0]));
    show!(x.pow(&y) => tensor([1.0, 4.0, 16.0, 64.0]));
    show!(x.exp() => tensor([1.0, 2.0, 4.0, 8.0].map(f64::exp)));
    // One `==` for whole tensors, `equal` for each element.
    show!(x == y => false);
    show!(x.equal(&y) => tensor([false, true, false, false]));
    show!(x.less(&y) => tensor([true, false, false, false]));
}

fn masks() {
    title("Masks");
    run!(let x = tensor([-2.0, -0.5, 0.5, 2.0]));
    run!(let positive = x.greater(0.0));
    show!(positive => tensor([false, false, true, true]));
    show!(!positive & x.less(-1.0) => tensor([true, false, false, false]));
    // What is not selected leaves no trace, in a derivative neither.
    show!(select(&positive, &x, &tensor(0.0)) => tensor([0.0, 0.0, 0.5, 2.0]));
    show!(positive.count() => 2);
    show!(positive.any() => true);
    show!(positive.all() => false);
}

fn places() {
    title("Reading and writing");
    run!(let mut x = Vector::<i32, 12>::arange().reshape::<(Const<3>, Const<4>)>());
    show!(x.row(2) => tensor([8, 9, 10, 11]));
    show!(x.narrow::<0, 1, 2>() => tensor([[4, 5, 6, 7], [8, 9, 10, 11]]));
    show!(x[[1, 2]] => 6);
    run!(x[[1, 2]] = 9);
    show!(x.row(1) => tensor([4, 5, 9, 7]));
    run!(x += 1);
    show!(x.row(0) => tensor([1, 2, 3, 4]));
    // Several at once: the numbers lie in a slice, row by row.
    run!(x.as_mut_slice()[..2 * 4].fill(12));
    show!(x => tensor([[12, 12, 12, 12], [12, 12, 12, 12], [9, 10, 11, 12]]));
    run!(let (above, below) = (tensor([[1, 2]]), tensor([[3, 4], [5, 6]])));
    show!(above.cat_to::<0, (Const<3>, Const<2>), _>(&below) => tensor([[1, 2], [3, 4], [5, 6]]));
    show!(stack([tensor([1, 2]), tensor([3, 4])]) => tensor([[1, 2], [3, 4]]));
}

fn broadcasting() {
    title("Broadcasting");
    run!(let a: Matrix<i32, 3, 1> = tensor([[0], [1], [2]]));
    run!(let b = tensor([[0, 1]]));
    show!(a + b => tensor([[0, 1], [1, 2], [2, 3]]));
    show!(2 + a * 10 => tensor([[2], [12], [22]]));
}

fn saving_memory() {
    title("Saving memory");
    run!(let x = Vector::<f64, 4>::arange());
    run!(let mut y = Vector::<f64, 4>::ones());
    // A tensor is a value, as a number is, so that two names never mean the same one.
    run!(let mut copy = y);
    run!(copy += 1.0);
    show!(y => tensor([1.0, 1.0, 1.0, 1.0]));
    // All of this writes where y lies.
    run!(let place = y.as_slice().as_ptr());
    run!(y += x);
    show!(y => tensor([1.0, 2.0, 3.0, 4.0]));
    run!(x.binary_into(op::Mul, &x, &mut y));
    show!(y => tensor([0.0, 1.0, 4.0, 9.0]));
    run!(x.map_into(|x| 10.0 * x, &mut y));
    show!(y => tensor([0.0, 10.0, 20.0, 30.0]));
    run!(y.copy_from(&x));
    show!(y == x => true);
    show!(y.as_slice().as_ptr() == place => true);
    run!(let (a, mut product) = (tensor([[1, 1], [0, 1]]), Tensor::zeros()));
    run!(a.mm_into(&a, &mut product));
    show!(product => tensor([[1, 2], [0, 1]]));
}

fn converting() {
    title("Conversion");
    // Nothing is converted that the program does not convert, with the rules of `as`.
    show!(tensor([2.9, -2.9]).cast::<i32>() => tensor([2, -2]));
    show!(tensor([true, false]).cast::<i32>() => tensor([1, 0]));
    // Into a tensor: how long a `Vec` or a slice is turns out at run time, and so it gives a `Result`.
    run!(let numbers = vec![1, 2, 3, 4, 5, 6]);
    show!(Matrix::<i32, 2, 3>::from_slice(&numbers).unwrap() => tensor([[1, 2, 3], [4, 5, 6]]));
    show!(Matrix::<i32, 2, 3>::try_from_iter(10..16).unwrap() => tensor([[10, 11, 12], [13, 14, 15]]));
    show!(Vector::<i32, 6>::try_from(numbers).unwrap() => tensor([1, 2, 3, 4, 5, 6]));
    show!(Vector::<i32, 6>::from_slice(&[1, 2]).is_err() => true);
    // Out of one, and nested arrays both ways. A number comes out by `item`, above.
    run!(let a = tensor([[1, 2], [3, 4]]));
    show!(a.as_slice() == [1, 2, 3, 4] => true);
    show!(Vec::from(a) == vec![1, 2, 3, 4] => true);
    show!(a.into_repr() == [[1, 2], [3, 4]] => true);
    show!(Matrix::from([[1, 2], [3, 4]]) == a => true);
}
