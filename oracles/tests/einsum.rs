//! `einsum!` and its gradients against its definition, a loop over all places in ndarray, and against ndarray's products.

use ndarray::{ArrayD, Ix1, Ix2, IxDyn};
use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};
use std::collections::BTreeMap;
use wengert::{Const, Shape, Tape, Tensor, einsum};

/// 256 cases, or as many as `PROPTEST_CASES` says; what failed is printed and not kept.
fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Numbers from which tensors of any length are filled; their count is prime, so that rows do not repeat.
fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-10.0..10.0, 97)
}

fn filled<S: Shape>(numbers: &[f64], from: usize) -> Tensor<f64, S> {
    let mut numbers = numbers.iter().cycle().skip(from);
    Tensor::from_fn(|_| *numbers.next().expect("a cycle never ends"))
}

fn array<S: Shape>(x: &Tensor<f64, S>) -> ArrayD<f64> {
    ArrayD::from_shape_vec(S::DIMS, x.as_slice().to_vec()).expect("as many elements as the shape holds")
}

fn close<S: Shape>(ours: &Tensor<f64, S>, theirs: &ArrayD<f64>) {
    assert_eq!(S::DIMS, theirs.shape());
    for (ours, theirs) in ours.as_slice().iter().zip(theirs) {
        assert!((ours - theirs).abs() <= 1e-9, "{ours:e}, should be {theirs:e}");
    }
}

/// The definition, of a pattern as PyTorch writes it: y, and the gradients of Σ w∘y.
fn definition(pattern: &str, a: &ArrayD<f64>, b: &ArrayD<f64>, w: &ArrayD<f64>) -> [ArrayD<f64>; 3] {
    let (operands, out) = pattern.split_once("->").expect("a pattern has an arrow");
    let (lhs, rhs) = operands.split_once(',').expect("a pattern has two operands");
    let mut lengths = BTreeMap::new();
    lengths.extend(lhs.chars().zip(a.shape().iter().copied()));
    lengths.extend(rhs.chars().zip(b.shape().iter().copied()));
    let places: Vec<usize> = lengths.values().copied().collect();

    let mut results = [w, a, b].map(|like| ArrayD::zeros(like.raw_dim()));
    for place in ndarray::indices(IxDyn(&places)) {
        let at = |letters: &str| {
            let index = |letter| place[lengths.keys().position(|l| *l == letter).expect("a letter of an operand")];
            IxDyn(&letters.chars().map(index).collect::<Vec<_>>())
        };
        let (i, j, o) = (at(lhs), at(rhs), at(out));
        results[0][&o] += a[&i] * b[&j];
        results[1][&i] += w[&o] * b[&j];
        results[2][&j] += w[&o] * a[&i];
    }
    results
}

/// A pattern of two tensors against its definition. The shapes are lengths; `einsum!` follows.
macro_rules! two {
    ($numbers:expr; $($pattern:literal [$($m:literal)*] [$($n:literal)*] |$a:ident, $b:ident| $y:expr;)*) => { $( {
        let a = filled::<($(Const<$m>,)*)>($numbers, 0);
        let b = filled::<($(Const<$n>,)*)>($numbers, 13);
        let plain = { let ($a, $b) = (a, b); $y };
        let mut w = plain;
        w.as_mut_slice().iter_mut().zip($numbers.iter().skip(29).cycle()).for_each(|(w, x)| *w = *x);
        let [y, da, db] = definition($pattern, &array(&a), &array(&b), &array(&w));
        close(&plain, &y);
        let tape = Tape::new();
        let ($a, $b) = tape.var(&(a, b));
        $y.backward_with(&w);
        close(&$a.grad(), &da);
        close(&$b.grad(), &db);
    } )* };
}

/// The same of one tensor: the other one is a 1.
macro_rules! one {
    ($numbers:expr; $($pattern:literal [$($m:literal)*] |$a:ident| $y:expr;)*) => { $( {
        let a = filled::<($(Const<$m>,)*)>($numbers, 0);
        let plain = { let $a = a; $y };
        let mut w = plain;
        w.as_mut_slice().iter_mut().zip($numbers.iter().skip(29).cycle()).for_each(|(w, x)| *w = *x);
        let [y, da, _] = definition($pattern, &array(&a), &ArrayD::ones(IxDyn(&[])), &array(&w));
        close(&plain, &y);
        let tape = Tape::new();
        let $a = tape.var(&a);
        $y.backward_with(&w);
        close(&$a.grad(), &da);
    } )* };
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn one_tensor_is_rearranged_and_summed(numbers in numbers()) {
        one!(&numbers;
            ",->" [] |a| einsum!(a[] -> []);
            "ij,->ji" [3 4] |a| einsum!(a[i, j] -> [j, i]);
            "ij,->" [3 4] |a| einsum!(a[i, j] -> []);
            "ij,->j" [3 4] |a| einsum!(a[i, j] -> [j]);
            "ij,->i" [3 4] |a| einsum!(a[i, j] -> [i]);
            "ii,->i" [4 4] |a| einsum!(a[i, i] -> [i]);
            "ii,->" [4 4] |a| einsum!(a[i, i] -> []);
            "iji,->ji" [3 2 3] |a| einsum!(a[i, j, i] -> [j, i]);
            "ijij,->ij" [3 2 3 2] |a| einsum!(a[i, j, i, j] -> [i, j]);
            "abcdef,->fdb" [2 3 1 2 2 3] |a| einsum!(a[a, b, c, d, e, f] -> [f, d, b]);
            "abcdef,->cabfed" [2 3 1 2 2 3] |a| einsum!(a[a, b, c, d, e, f] -> [c, a, b, f, e, d]);
        );
    }

    #[test]
    fn two_tensors_are_multiplied(numbers in numbers()) {
        two!(&numbers;
            ",->" [] [] |a, b| einsum!(a[] * b[] -> []);
            ",ij->ji" [] [2 3] |a, b| einsum!(a[] * b[i, j] -> [j, i]);
            "i,i->" [5] [5] |a, b| einsum!(a[i] * b[i] -> []);
            "i,i->i" [5] [5] |a, b| einsum!(a[i] * b[i] -> [i]);
            "i,j->ij" [5] [3] |a, b| einsum!(a[i] * b[j] -> [i, j]);
            "i,j->ji" [5] [3] |a, b| einsum!(a[i] * b[j] -> [j, i]);
            "ij,j->i" [3 4] [4] |a, b| einsum!(a[i, j] * b[j] -> [i]);
            "ij,i->j" [3 4] [3] |a, b| einsum!(a[i, j] * b[i] -> [j]);
            "ij,i->ij" [3 4] [3] |a, b| einsum!(a[i, j] * b[i] -> [i, j]);
            "ij,jk->ik" [7 4] [4 9] |a, b| einsum!(a[i, j] * b[j, k] -> [i, k]);
            "ij,jk->ki" [7 4] [4 9] |a, b| einsum!(a[i, j] * b[j, k] -> [k, i]);
            "ij,kj->ik" [7 4] [9 4] |a, b| einsum!(a[i, j] * b[k, j] -> [i, k]);
            "ji,jk->ik" [4 7] [4 9] |a, b| einsum!(a[j, i] * b[j, k] -> [i, k]);
            "ji,kj->ik" [4 7] [9 4] |a, b| einsum!(a[j, i] * b[k, j] -> [i, k]);
            "ij,jk->" [3 4] [4 2] |a, b| einsum!(a[i, j] * b[j, k] -> []);
            "ij,jk->j" [3 4] [4 2] |a, b| einsum!(a[i, j] * b[j, k] -> [j]);
            "ii,ij->j" [3 3] [3 2] |a, b| einsum!(a[i, i] * b[i, j] -> [j]);
            "ij,ij->ji" [3 4] [3 4] |a, b| einsum!(a[i, j] * b[i, j] -> [j, i]);
            "nij,njk->nik" [3 5 4] [3 4 8] |a, b| einsum!(a[n, i, j] * b[n, j, k] -> [n, i, k]);
            "nij,jk->nik" [3 5 4] [4 8] |a, b| einsum!(a[n, i, j] * b[j, k] -> [n, i, k]);
            "inj,njk->ink" [3 5 4] [5 4 2] |a, b| einsum!(a[i, n, j] * b[n, j, k] -> [i, n, k]);
            "abc,cbd->da" [3 2 4] [4 2 3] |a, b| einsum!(a[a, b, c] * b[c, b, d] -> [d, a]);
            "nqhd,nkhd->nhqk" [2 3 2 4] [2 5 2 4] |a, b| einsum!(a[n, q, h, d] * b[n, k, h, d] -> [n, h, q, k]);
            "abcdef,fedcba->" [2 1 2 3 1 2] [2 1 3 2 1 2] |a, b| einsum!(a[a, b, c, d, e, f] * b[f, e, d, c, b, a] -> []);
            "abcdef,g->gca" [2 1 2 3 1 2] [3] |a, b| einsum!(a[a, b, c, d, e, f] * b[g] -> [g, c, a]);
        );
    }

    #[test]
    fn products_are_those_of_ndarray(numbers in numbers()) {
        let (x, y) = (filled::<(Const<5>,)>(&numbers, 0), filled::<(Const<6>,)>(&numbers, 7));
        let (a, b) = (filled::<(Const<5>, Const<4>)>(&numbers, 13), filled::<(Const<4>, Const<6>)>(&numbers, 33));
        let vector = |x: &ArrayD<f64>| x.clone().into_dimensionality::<Ix1>().expect("a vector");
        let matrix = |x: &ArrayD<f64>| x.clone().into_dimensionality::<Ix2>().expect("a matrix");
        let (u, v, m, n) = (vector(&array(&x)), vector(&array(&y)), matrix(&array(&a)), matrix(&array(&b)));
        close(&einsum!(a[i, j] * b[j, k] -> [i, k]), &m.dot(&n).into_dyn());
        close(&einsum!(a[i, j] * b[j, k] * y[k] -> [i]), &m.dot(&n).dot(&v).into_dyn());
        let theirs = ArrayD::from_elem(IxDyn(&[]), u.dot(&m).dot(&n).dot(&v));
        let ours = einsum!(x[i] * a[i, j] * b[j, k] * y[k] -> []);
        assert!((ours.item() - theirs[IxDyn(&[])]).abs() <= 1e-7);
    }
}
