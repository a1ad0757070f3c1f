//! What only moves elements, against ndarray, to the last bit.

use super::*;
use ndarray::{Array2, Slice};
use wengert::Dim;

fn check<const I: usize, S: HasAxis<I>>(numbers: &[f64], shift: isize, places: [usize; 4]) {
    let x = filled::<f64, S>(numbers, 0);
    let theirs = array(&x);
    let length = S::DIMS[I];

    let mut flipped = theirs.clone();
    flipped.invert_axis(Axis(I));
    identical(&x.flip::<I>(), &flipped);

    let cut = (-shift).rem_euclid(length.cast_signed()).unsigned_abs();
    let (head, tail) = theirs.view().split_at(Axis(I), cut);
    let rolled = ndarray::concatenate(Axis(I), &[tail, head]).expect("they fit");
    identical(&x.roll::<I>(shift), &rolled);

    for i in 0..length {
        identical(&x.select::<I>(i), &theirs.index_axis(Axis(I), i).to_owned());
    }
    let places = places.map(|i| i % length);
    let chosen = theirs.select(Axis(I), &places);
    identical(&x.index_select::<I, _>(&tensor(places)), &chosen);

    // Adding into the places one after another is the transpose of choosing them.
    let source = filled::<f64, S::With<Const<4>>>(numbers, 31);
    let mut sums = theirs.clone();
    for (i, part) in places.into_iter().zip(array(&source).axis_iter(Axis(I))) {
        sums.index_axis_mut(Axis(I), i).zip_mut_with(&part, |sum, x| *sum += x);
    }
    for (ours, theirs) in x.index_add::<I, _>(&tensor(places), &source).as_slice().iter().zip(&sums) {
        close(*ours, *theirs, 8, 50.0);
    }

    let kept: Tensor<f64, S::Kept> = x.select::<I>(0).reshape();
    identical(&kept.broadcast_to::<S>(), &array(&kept).broadcast(S::DIMS).expect("it broadcasts").to_owned());
}

/// Each index in its own lane.
fn indices<const I: usize, S, R: HasAxis<I>>(numbers: &[f64], places: &[usize])
where
    S: wengert::shape::AlikeApart<I, R>,
{
    let (x, source) = (filled::<f64, S>(numbers, 0), filled::<f64, R>(numbers, 31));
    let mut next = places.iter().cycle();
    let indices = Tensor::<usize, R>::from_fn(|_| next.next().expect("a cycle never ends") % S::DIMS[I]);
    let (theirs, at) = (array(&x), elements(&indices));
    let place = |index: &ndarray::IxDyn| {
        let mut place = index.clone();
        place[I] = at[index];
        place
    };
    identical(&x.gather::<I, R>(&indices), &ArrayD::from_shape_fn(R::DIMS, |index| theirs[place(&index)]));
    let mut sums = theirs.clone();
    for (index, x) in array(&source).indexed_iter() {
        sums[place(&index)] += x;
    }
    for (ours, theirs) in x.scatter_add::<I, R>(&indices, &source).as_slice().iter().zip(&sums) {
        close(*ours, *theirs, 8, 100.0);
    }
}

/// Parts of axes, and parts put together.
fn parts(numbers: &[f64]) {
    type S = (Const<2>, Const<6>, Const<3>);
    let x = filled::<f64, S>(numbers, 0);
    let theirs = array(&x);
    let cut = |axis: usize, from: usize, to: usize| theirs.slice_axis(Axis(axis), Slice::from(from..to)).to_owned();
    identical(&x.narrow::<0, 1, 1>(), &cut(0, 1, 2));
    identical(&x.narrow::<1, 2, 3>(), &cut(1, 2, 5));
    identical(&x.narrow::<2, 0, 2>(), &cut(2, 0, 2));
    let (a, b) = x.split::<1, 4, 2>();
    identical(&a, &cut(1, 0, 4));
    identical(&b, &cut(1, 4, 6));
    for (ours, theirs) in x.chunk::<1, 3, 2>().iter().zip(theirs.axis_chunks_iter(Axis(1), 2)) {
        identical(ours, &theirs.to_owned());
    }
    let join = |axis: usize, parts: &[ArrayD<f64>]| {
        let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
        ndarray::concatenate(Axis(axis), &views).expect("they fit")
    };
    identical(&x.cat_to::<1, (Const<2>, Const<10>, Const<3>), _>(&a), &join(1, &[theirs.clone(), array(&a)]));
    identical(&x.cat_to::<2, (Const<2>, Const<6>, Const<6>), _>(&x), &join(2, &[theirs.clone(), theirs.clone()]));
    let (v, w) = (filled::<f64, (Const<4>,)>(numbers, 7), filled::<f64, (Const<1>,)>(numbers, 13));
    identical(&v.cat(&w), &join(0, &[array(&v), array(&w)]));
    identical(&x.repeat::<1, 2>(), &join(1, &[theirs.clone(), theirs.clone()]));
    identical(&x.repeat::<0, 3>(), &join(0, &[theirs.clone(), theirs.clone(), theirs.clone()]));
    let y = filled::<f64, S>(numbers, 31);
    let stacked = ndarray::stack(Axis(0), &[theirs.view(), array(&y).view(), theirs.view()]).expect("equal shapes");
    identical(&stack([x, y, x]), &stacked);
    let zeros = |n: usize| ArrayD::zeros(vec![2, n, 3]);
    identical(&x.pad::<1, 2, 1>(), &join(1, &[zeros(2), theirs.clone(), zeros(1)]));
}

/// The axes in another order, and one more or less of them.
fn axes(numbers: &[f64]) {
    type S = (Const<2>, Const<1>, Const<3>, Const<4>);
    let x = filled::<f64, S>(numbers, 0);
    let theirs = array(&x);
    let order = |order: [usize; 4]| theirs.clone().permuted_axes(order.as_slice()).as_standard_layout().to_owned();
    identical(&x.permute::<(Const<2>, Const<0>, Const<3>, Const<1>)>(), &order([2, 0, 3, 1]));
    identical(&x.permute::<(Const<3>, Const<2>, Const<1>, Const<0>)>(), &order([3, 2, 1, 0]));
    identical(&x.transpose::<0, 3>(), &order([3, 1, 2, 0]));
    identical(&x.transpose::<2, 2>(), &order([0, 1, 2, 3]));
    identical(&x.squeeze::<1>(), &theirs.clone().remove_axis(Axis(1)));
    identical(&x.unsqueeze::<4>(), &theirs.clone().insert_axis(Axis(4)));
    identical(&x.unsqueeze::<0>(), &theirs.clone().insert_axis(Axis(0)));
    let shape = |shape: &[usize]| theirs.clone().into_shape_with_order(shape).expect("as many elements");
    identical(&x.reshape::<(Const<6>, Const<4>)>(), &shape(&[6, 4]));
    identical(&x.flatten(), &shape(&[24]));
}

fn matrices<M: Dim, N: Dim>(numbers: &[f64]) {
    let x = filled::<f64, (Const<2>, M, N)>(numbers, 0);
    let theirs = array(&x);
    identical(&x.tril(), &theirs.tril(0));
    identical(&x.triu(), &theirs.triu(0));
    let x = filled::<f64, (M, M)>(numbers, 0);
    let theirs = array(&x).into_dimensionality::<ndarray::Ix2>().expect("a matrix");
    identical(&x.diagonal(), &theirs.diag().to_owned().into_dyn());
    identical(&x.row::<(M,)>(0).diag(), &Array2::from_diag(&theirs.row(0)).into_dyn());
    identical(&Tensor::<f64, (M, M)>::eye(), &Array2::eye(M::SIZE).into_dyn());
    close(x.trace().item(), theirs.diag().sum(), M::SIZE, 10.0 * M::SIZE as f64);
}

fn transpose<M: Dim, N: Dim>(wild: &[f64], tame: &[f64]) {
    let x = filled::<f64, (M, N)>(wild, 0);
    identical(&x.t(), &array(&x).reversed_axes());
    identical(&x.t().t(), &array(&x));
    let w = filled::<f64, (N, M)>(tame, 3);
    let gradient = wengert::grad(|x| (x.t() * x.lift(w)).sum(), &filled::<f64, (M, N)>(tame, 0));
    identical(&gradient, &array(&w).reversed_axes());
}

type S1 = (Const<5>,);
type S2 = (Const<3>, Const<4>);
type S4 = (Const<2>, Const<1>, Const<3>, One);

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn places_along_every_axis_are_those_of_ndarray(
        numbers in numbers(-10.0..10.0), shift in -9isize..9, places in prop::array::uniform4(0usize..100)
    ) {
        check::<0, S1>(&numbers, shift, places);
        check::<0, S2>(&numbers, shift, places);
        check::<1, S2>(&numbers, shift, places);
        check::<0, S4>(&numbers, shift, places);
        check::<1, S4>(&numbers, shift, places);
        check::<2, S4>(&numbers, shift, places);
        check::<3, S4>(&numbers, shift, places);
    }

    #[test]
    fn indices_in_each_lane_take_and_add_as_a_loop_does(
        numbers in numbers(-10.0..10.0), places in prop::collection::vec(0usize..100, 31)
    ) {
        indices::<0, S1, (Const<8>,)>(&numbers, &places);
        indices::<0, S2, (Const<2>, Const<4>)>(&numbers, &places);
        indices::<1, S2, (Const<3>, Const<6>)>(&numbers, &places);
        indices::<2, S4, (Const<2>, Const<1>, Const<5>, One)>(&numbers, &places);
        indices::<1, S4, (Const<2>, Const<2>, Const<3>, One)>(&numbers, &places);
    }

    #[test]
    fn parts_and_what_is_put_together_are_those_of_ndarray(numbers in wild_numbers()) {
        parts(&numbers);
    }

    #[test]
    fn axes_in_another_order_are_those_of_ndarray(numbers in wild_numbers()) {
        axes(&numbers);
    }

    #[test]
    fn triangles_and_diagonals_are_those_of_ndarray(numbers in numbers(-10.0..10.0)) {
        matrices::<Const<1>, Const<1>>(&numbers);
        matrices::<Const<3>, Const<5>>(&numbers);
        matrices::<Const<5>, Const<2>>(&numbers);
    }

    #[test]
    fn the_transpose_is_that_of_ndarray(wild in wild_numbers(), tame in numbers(-10.0..10.0)) {
        transpose::<Const<1>, Const<1>>(&wild, &tame);
        transpose::<Const<1>, Const<7>>(&wild, &tame);
        transpose::<Const<7>, Const<1>>(&wild, &tame);
        transpose::<Const<5>, Const<9>>(&wild, &tame);
        transpose::<Const<17>, Const<4>>(&wild, &tame);
    }

    #[test]
    fn classes_are_ones_among_zeros(labels in prop::collection::vec(0usize..4, 6)) {
        let labels = Tensor::<usize, (Const<2>, Const<3>)>::from_slice(&labels).expect("six labels");
        let theirs = ArrayD::from_shape_fn(&[2, 3, 4][..], |i| f64::from(labels[[i[0], i[1]]] == i[2]));
        identical(&labels.one_hot::<f64, Const<4>>(), &theirs);
    }
}
