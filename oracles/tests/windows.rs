//! Convolutions, pools and unfolded axes against the windows of ndarray, at random points.

use ndarray::{ArrayD, ArrayViewD, IxDyn, Slice};
use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};
use wengert::{Const, Primitive, Shape, Tape, Tensor, Var};

/// 256 cases, or as many as `PROPTEST_CASES` says; what failed is printed and not kept.
fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Numbers from which tensors of any length are filled; their count is prime, so that rows do not repeat.
fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-10.0..10.0, 97)
}

/// A tensor filled with some of the numbers.
fn filled<T: Primitive, S: Shape>(numbers: &[f64], from: usize) -> Tensor<T, S> {
    let mut numbers = numbers.iter().cycle().skip(from);
    Tensor::from_fn(|_| T::from_f64(*numbers.next().expect("a cycle never ends")))
}

/// The elements as they are in `f64`.
fn wide<T: Primitive, S: Shape>(x: &Tensor<T, S>) -> Vec<f64> {
    x.as_slice().iter().map(|x| x.to_f64().expect("a float")).collect()
}

/// Equal up to so many rounding errors of `scale`, the largest number that was added on the way.
fn close<T: Primitive>(ours: &[f64], theirs: &[f64], roundings: usize, scale: f64) {
    assert_eq!(ours.len(), theirs.len());
    let tolerance = roundings as f64 * T::epsilon().to_f64().expect("a float") * scale;
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert!((ours - theirs).abs() <= tolerance, "{ours:e}, should be {theirs:e} up to {tolerance:e}");
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// One item with `padding` places of `value` around its last axes.
fn padded<T: Clone>(item: &[T], dims: &[usize], axes: usize, padding: usize, value: T) -> ArrayD<T> {
    let around = |axis: usize| if axis + axes >= dims.len() { padding } else { 0 };
    let larger: Vec<usize> = dims.iter().enumerate().map(|(axis, n)| n + 2 * around(axis)).collect();
    let mut array = ArrayD::from_elem(larger, value);
    array
        .slice_each_axis_mut(|place| {
            let first = around(place.axis.index());
            Slice::from(first..first + dims[place.axis.index()])
        })
        .assign(&ArrayViewD::from_shape(dims, item).expect("as many elements as the shape holds"));
    array
}

/// What each window of ndarray sees, windows of the given size, `stride` apart along the last axes.
fn windows<T: Copy>(array: &ArrayD<T>, size: &[usize], axes: usize, stride: usize) -> Vec<Vec<T>> {
    let strides: Vec<usize> = (0..size.len()).map(|axis| if axis + axes >= size.len() { stride } else { 1 }).collect();
    let windows = array.windows_with_stride(IxDyn(size), IxDyn(&strides));
    windows.into_iter().map(|window| window.iter().copied().collect()).collect()
}

/// Value and both pullbacks of a convolution. By itself ndarray's is the value; the pullbacks follow from it, since a
/// convolution is linear in either operand: ⟨conv(x′, w), g⟩ = ⟨x′, dx⟩ and ⟨conv(x, w′), g⟩ = ⟨w′, dw⟩ for any x′ and w′.
fn convolution<T: Primitive, S: Shape, W: Shape, R: Shape>(
    numbers: &[f64],
    [axes, stride, padding]: [usize; 3],
    conv: impl for<'t> Fn(&Tensor<Var<'t, T>, S>, &Tensor<Var<'t, T>, W>) -> Tensor<Var<'t, T>, R>,
) {
    let theirs = |x: &[f64], w: &[f64]| {
        let dims = &S::DIMS[S::RANK - axes - 1..];
        let mut y = Vec::new();
        for item in x.chunks(dims.iter().product()) {
            let seen = windows(&padded(item, dims, axes, padding, 0.0), &W::DIMS[1..], axes, stride);
            y.extend(w.chunks(W::NUMEL / W::DIMS[0]).flat_map(|w| seen.iter().map(|seen| dot(seen, w))));
        }
        y
    };
    let (x, w, g) = (filled::<T, S>(numbers, 0), filled::<T, W>(numbers, 13), filled::<T, R>(numbers, 29));
    let tape = Tape::new();
    let (vx, vw) = tape.var(&(x, w));
    let y = conv(&vx, &vw);
    let (x, w) = (wide(&x), wide(&w));
    close::<T>(&wide(&y.value()), &theirs(&x, &w), 2 * W::NUMEL, 100.0 * W::NUMEL as f64);

    y.backward_with(&g);
    let (other_x, other_w) = (wide(&filled::<T, S>(numbers, 41)), wide(&filled::<T, W>(numbers, 53)));
    let (g, terms) = (wide(&g), R::NUMEL * W::NUMEL);
    let (dx, dw) = (wide(&vx.grad()), wide(&vw.grad()));
    close::<T>(&[dot(&other_x, &dx)], &[dot(&theirs(&other_x, &w), &g)], terms, 1000.0 * terms as f64);
    close::<T>(&[dot(&other_w, &dw)], &[dot(&theirs(&x, &other_w), &g)], terms, 1000.0 * terms as f64);
}

/// Value and gradient of a pool: `size`, `stride`, `padding` over the last axes, what the padding holds, and how much each
/// element of a window weighs in its result.
fn pool<T: Primitive, S: Shape, R: Shape>(
    numbers: &[f64],
    [axes, size, stride, padding]: [usize; 4],
    value: f64,
    weigh: impl Fn(&[f64]) -> Vec<f64>,
    pool: impl for<'t> Fn(&Tensor<Var<'t, T>, S>) -> Tensor<Var<'t, T>, R>,
) {
    let (x, g) = (filled::<T, S>(numbers, 0), filled::<T, R>(numbers, 29));
    let tape = Tape::new();
    let v = tape.var(&x);
    let y = pool(&v);
    y.backward_with(&g);

    let dims = &S::DIMS[S::RANK - axes..];
    let (mut values, mut slopes) = (Vec::new(), Vec::new());
    let (g, mut next) = (wide(&g), 0);
    for item in wide(&x).chunks(dims.iter().product()) {
        let places: Vec<Option<usize>> = (0..item.len()).map(Some).collect();
        let size = vec![size; axes];
        let seen = windows(&padded(item, dims, axes, padding, value), &size, axes, stride);
        let places = windows(&padded(&places, dims, axes, padding, None), &size, axes, stride);
        let mut dx = vec![0.0; item.len()];
        for (seen, places) in seen.iter().zip(&places) {
            let weights = weigh(seen);
            let terms = seen.iter().zip(&weights).filter(|(_, weight)| **weight != 0.0);
            values.push(terms.map(|(x, weight)| x * weight).sum());
            for (place, weight) in places.iter().zip(weights) {
                if let Some(place) = *place {
                    dx[place] += weight * g[next];
                }
            }
            next += 1;
        }
        slopes.extend(dx);
    }
    close::<T>(&wide(&y.value()), &values, 32, 10.0);
    close::<T>(&wide(&v.grad()), &slopes, 64, 10.0);
}

/// 1 for the first of the largest elements.
fn largest(window: &[f64]) -> Vec<f64> {
    let most = window.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let first = window.iter().position(|&x| x == most);
    (0..window.len()).map(|place| f64::from(Some(place) == first)).collect()
}

/// The same for all: their mean.
fn evenly(window: &[f64]) -> Vec<f64> {
    vec![1.0 / window.len() as f64; window.len()]
}

/// Value and gradient of an unfolded axis: ndarray's windows are 1 long along all others.
fn unfolded<T: Primitive, S: Shape, R: Shape>(
    numbers: &[f64],
    [axis, size, step]: [usize; 3],
    unfold: impl for<'t> Fn(&Tensor<Var<'t, T>, S>) -> Tensor<Var<'t, T>, R>,
) {
    let (x, other, g) = (filled::<T, S>(numbers, 0), filled::<T, S>(numbers, 13), filled::<T, R>(numbers, 29));
    let theirs = |x: &[f64]| {
        let (mut sizes, mut steps) = (vec![1; S::RANK], vec![1; S::RANK]);
        (sizes[axis], steps[axis]) = (size, step);
        let array = ArrayD::from_shape_vec(S::DIMS, x.to_vec()).expect("as many elements as the shape holds");
        let windows = array.windows_with_stride(IxDyn(&sizes), IxDyn(&steps));
        windows.into_iter().flat_map(|window| window.iter().copied().collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let tape = Tape::new();
    let v = tape.var(&x);
    let y = unfold(&v);
    assert_eq!(wide(&y.value()), theirs(&wide(&x)));
    y.backward_with(&g);
    let (there, back) = (dot(&theirs(&wide(&other)), &wide(&g)), dot(&wide(&other), &wide(&v.grad())));
    close::<T>(&[back], &[there], 4 * R::NUMEL, 100.0 * R::NUMEL as f64);
}

/// A convolution in both floats. The expansion of `convolve!(numbers; conv1d 1, 2 1: (3 5) (4 3 2))`, for `f64`:
///
/// ```ignore
/// type S = (Const<3>, Const<5>);
/// type W = (Const<4>, Const<3>, Const<2>);
/// convolution::<f64, S, W, _>(numbers, [1, 2, 1], |x, w| x.conv1d::<2, 1, _>(w));
/// ```
macro_rules! convolve {
    ($numbers:expr; $($conv:ident $axes:literal, $stride:literal $padding:literal: ($($s:literal)*) ($($w:literal)*);)*) => { $({
        type S = ($(Const<$s>,)*);
        type W = ($(Const<$w>,)*);
        convolution::<f64, S, W, _>($numbers, [$axes, $stride, $padding], |x, w| x.$conv::<$stride, $padding, _>(w));
        convolution::<f32, S, W, _>($numbers, [$axes, $stride, $padding], |x, w| x.$conv::<$stride, $padding, _>(w));
    })* };
}

/// A pool in both floats, with the method and the oracle's two arguments.
macro_rules! pools {
    ($numbers:expr, $value:expr, $weigh:expr; $($pool:ident $axes:literal, $size:literal $stride:literal $padding:literal: ($($s:literal)*);)*) => { $({
        type S = ($(Const<$s>,)*);
        let sizes = [$axes, $size, $stride, $padding];
        pool::<f64, S, _>($numbers, sizes, $value, $weigh, |x| x.$pool::<$size, $stride, $padding>());
        pool::<f32, S, _>($numbers, sizes, $value, $weigh, |x| x.$pool::<$size, $stride, $padding>());
    })* };
}

/// An unfolded axis in both floats.
macro_rules! unfold {
    ($numbers:expr; $($axis:literal $size:literal $step:literal: ($($s:literal)*);)*) => { $({
        type S = ($(Const<$s>,)*);
        unfolded::<f64, S, _>($numbers, [$axis, $size, $step], |x| x.unfold::<$axis, $size, $step>());
        unfolded::<f32, S, _>($numbers, [$axis, $size, $step], |x| x.unfold::<$axis, $size, $step>());
    })* };
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn convolutions_of_signals_and_their_pullbacks_are_those_of_ndarray(numbers in numbers()) {
        convolve! { &numbers;
            conv1d 1, 1 0: (1 1) (1 1 1);
            conv1d 1, 1 0: (2 7) (3 2 7);
            conv1d 1, 2 1: (2 3 8) (1 3 3);
            conv1d 1, 3 4: (2 1 5) (2 1 2);
            conv1d 1, 1 1: (1 37) (2 1 3);
        }
    }

    #[test]
    fn convolutions_of_images_and_their_pullbacks_are_those_of_ndarray(numbers in numbers()) {
        convolve! { &numbers;
            conv2d 2, 1 0: (1 1 1) (1 1 1 1);
            conv2d 2, 1 0: (2 5 4) (3 2 5 4);
            conv2d 2, 1 1: (2 1 3 6) (2 1 3 3);
            conv2d 2, 2 1: (2 3 5 4) (1 3 3 2);
            conv2d 2, 2 0: (1 5 6 7) (2 5 3 3);
            conv2d 2, 3 2: (2 1 1 9) (2 1 1 4);
            conv2d 2, 1 2: (1 9 8) (3 1 4 5);
        }
    }

    #[test]
    fn largest_elements_of_windows_and_their_gradients_are_those_of_ndarray(numbers in numbers()) {
        // Rounded, so that some are equal.
        let numbers: Vec<f64> = numbers.iter().map(|x| (x / 4.0).round()).collect();
        pools! { &numbers, f64::NEG_INFINITY, largest;
            max_pool1d 1, 1 1 0: (1);
            max_pool1d 1, 3 2 1: (2 8);
            max_pool1d 1, 4 1 2: (2 1 2 5);
            max_pool2d 2, 2 2 0: (5 4);
            max_pool2d 2, 3 1 1: (2 3 5);
            max_pool2d 2, 2 3 1: (2 1 4 7);
            max_pool2d 2, 3 2 0: (1 2 3 6);
        }
    }

    #[test]
    fn means_of_windows_and_their_gradients_are_those_of_ndarray(numbers in numbers()) {
        pools! { &numbers, 0.0, evenly;
            avg_pool1d 1, 1 1 0: (1);
            avg_pool1d 1, 3 2 1: (2 8);
            avg_pool1d 1, 4 1 2: (2 1 2 5);
            avg_pool2d 2, 2 2 0: (5 4);
            avg_pool2d 2, 3 1 1: (2 3 5);
            avg_pool2d 2, 2 3 1: (2 1 4 7);
            avg_pool2d 2, 3 2 0: (1 2 3 6);
        }
    }

    #[test]
    fn unfolded_axes_and_their_pullbacks_are_those_of_ndarray(numbers in numbers()) {
        unfold! { &numbers;
            0 1 1: (1);
            0 3 2: (8);
            0 2 1: (3 2);
            1 2 3: (2 7);
            1 4 1: (2 4 3);
            2 2 2: (2 1 5 3);
        }
    }

    #[test]
    fn convolutions_of_integers_are_exact(numbers in prop::collection::vec(-100i64..100, 2 * 6 * 5 + 3 * 2 * 3 * 2)) {
        let x = Tensor::<i64, (Const<2>, Const<6>, Const<5>)>::from_slice(&numbers[..60]).expect("60 numbers");
        let w = Tensor::<i64, (Const<3>, Const<2>, Const<3>, Const<2>)>::from_slice(&numbers[60..]).expect("36 numbers");
        let array = ndarray::ArrayView3::from_shape((2, 6, 5), x.as_slice()).expect("60 numbers");
        let kernels = ndarray::ArrayView4::from_shape((3, 2, 3, 2), w.as_slice()).expect("36 numbers");
        let theirs: Vec<i64> = kernels
            .outer_iter()
            .flat_map(|kernel| array.windows((2, 3, 2)).into_iter().map(move |window| (&window * &kernel).sum()).collect::<Vec<_>>())
            .collect();
        assert_eq!(x.conv2d::<1, 0, _>(&w).as_slice(), theirs);
    }
}
