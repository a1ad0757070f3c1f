//! Large tensors the documented ways (`docs/large_tensors.md`), in threads with small stacks, in a build that does not
//! optimise.
#![cfg(feature = "alloc")]

use std::thread::Builder;
use wengert::*;

type Square = (Const<256>, Const<256>);
type Plain = Tensor<f64, Square>;

/// Runs a program in a thread whose stack is half as large as one 256×256 tensor.
fn with_little_stack(program: impl FnOnce() + Send + 'static) {
    let thread = Builder::new().stack_size(size_of::<Plain>() / 2).spawn(program).expect("a thread can be made");
    thread.join().expect("the program ran through");
}

/// Numbers of either sign, no two rows alike.
fn wave([i, j]: [usize; 2]) -> f64 {
    0.1 * (0.7 * i as f64 + 1.3 * (j * j) as f64).sin()
}

fn flat() -> Vec<f64> {
    (0..256 * 256).map(|position| wave(Square::index_of(position))).collect()
}

/// Several operations, in any mode.
fn program<E: Real>(x: &Tensor<E, Square>, w: &Tensor<E, Square>, b: &Vector<E, 256>) -> Scalar<E> {
    let shares = (x.mm(w).tanh() + b).softmax::<1>();
    (shares * x).sum()
}

/// All elements by one function.
fn all(x: &Tensor<impl Element<Number = f64>, impl Shape>, f: impl Fn(f64) -> bool) -> bool {
    x.read(|numbers| numbers.iter().all(|&number| f(number)))
}

#[test]
fn a_test_thread_runs_a_program_on_large_tensors_and_its_gradient() {
    let tape = Tape::new();
    let w = tape.var_from_fn::<Square>(wave);
    let b = tape.var_from_slice(&[0.5; 256]).unwrap();
    let x = tape.constant_from_slice(&flat()).unwrap();
    let y = program(&x, &w, &b);
    y.backward();

    // The slope in one place against the difference quotient.
    let at = 256 * 3 + 5;
    let slope = w.read_grad(|gradient| gradient[at]);
    let shifted = |step: f64| {
        let mut numbers = flat();
        numbers[at] += step;
        let w = tape.constant_from_slice(&numbers).unwrap();
        program(&x, &w, &b).item()
    };
    let quotient = (shifted(1e-4) - shifted(-1e-4)) / 2e-4;
    assert!((slope - quotient).abs() < 1e-7 && slope != 0.0, "{slope} {quotient}");
}

#[test]
fn on_a_tape_no_operation_takes_the_stack_for_a_tensor() {
    with_little_stack(|| {
        let tape = Tape::new();
        let x = tape.var_from_fn::<Square>(wave);
        let b = tape.var_from_slice::<(Const<256>,)>(&[0.5; 256]).unwrap();
        y_of_every_kind(&x, &b).backward();
        assert!(x.read_grad(|gradient| gradient.iter().all(|slope| slope.is_finite())));
        assert!(x.read_grad(|gradient| gradient.iter().any(|&slope| slope != 0.0)));

        // What is no operation: comparing, printing, constants beside a tensor, data, and gradients that are not there.
        assert!(x == x && x.max() < 0.2 && x.to_string().len() > 100);
        assert!(all(&x.full_like(2.0), |y| y == 2.0));
        assert!(all(&x.zeros_like(), |y| y == 0.0));
        assert!(x.lift_from_slice::<Square>(&flat()).unwrap() == x);
        assert!(x.lift_from_fn::<Square>(wave) == x);
        assert!(
            x.detach().read_grad(|gradient| gradient.len() == 256 * 256 && gradient.iter().all(|&slope| slope == 0.0))
        );
    });
}

/// Smaller matrices, since elimination without optimisation is slow, and a smaller stack.
#[test]
fn linear_algebra_and_checkpoints_take_no_stack_for_a_tensor_either() {
    type Middle = (Const<96>, Const<96>);
    let program = || {
        let tape = Tape::new();
        let x = tape.var_from_fn::<Middle>(|[i, j]| wave([i, j]) + if i == j { 3.0 + 0.1 * i as f64 } else { 0.0 });
        let (lu, qr) = (x.lu(), x.qr());
        let (values, vectors) = x.eigh();
        let y = x.det() * 1e-40 + lu.1.sum() + lu.2.sum() + qr.0.sum() + qr.1.sum();
        let y = y + values.sum() + vectors.sum() + x.eigvalsh().sum() + x.slogdet().1;
        let y = y + x.solve(&x.t()).sum() + x.lstsq(&x.t()).sum() + x.inverse().sum() + (x + x.t()).cholesky().sum();
        let piece = function!(|x: (Const<96>, Const<96>)| -> (Const<96>, Const<96>) { x.tanh() * x });
        let pair =
            function!(|x: (Const<96>, Const<96>), w: (Const<96>, Const<96>)| -> (Const<96>, Const<96>) { x.mm(&w) });
        let y = y + x.checkpoint(piece).sum() + x.checkpoint_with(&x, pair).sum();
        y.backward();
        assert!(x.read_grad(|gradient| gradient.iter().all(|slope| slope.is_finite())));
        assert!(x.read_grad(|gradient| gradient.iter().any(|&slope| slope != 0.0)));
    };
    // One matrix has 72 KiB.
    Builder::new().stack_size(64 << 10).spawn(program).expect("a thread can be made").join().expect("it ran through");
}

/// A sum of results of many kinds of operations.
fn y_of_every_kind<E: Real>(x: &Tensor<E, Square>, b: &Vector<E, 256>) -> Scalar<E> {
    let rows = x.sum_axis::<1>() + x.mean_axis::<0>() + x.max_axis::<0>() + x.logsumexp_axis::<1>();
    let rows = rows + x.std_axis::<0>() + x.prod_axis::<1>() + x.norm_axis::<0>() + x.mv(b) + b.vm(x);
    let squares =
        x.exp() * 2.0 - b + x.t() / 3.0 + x.mm(x) + x.matmul(x) + x.cumsum_axis::<0>() + x.cumprod_axis::<1>();
    let squares = squares + x.softmax::<0>() * x.log_softmax::<1>() + x.layer_norm::<1>(1e-5) + x.clamp(-0.05, 0.05);
    let squares = squares
        + x.flip::<0>()
        + x.roll::<1>(3)
        + x.maximum(b)
        + x.hypot(b)
        + x.powi(3)
        + x.scale(E::Base::from_f64(2.0));
    let tall = x.narrow::<0, 3, 128>().sum() + x.reshape::<(Const<65536>,)>().norm() + x.triu().var();
    rows.sum() + squares.mean() + tall + x.row(7).dot(b) + x.at([3, 4]) + x.diagonal().sum() + x.trace()
}

#[test]
fn a_tape_of_duals_takes_no_stack_for_a_tensor_either() {
    with_little_stack(|| {
        let tape = Tape::new();
        let x = tape.var_from_fn::<Square>(|[i, j]| Dual::<f64, 1>::variable(wave([i, j]), 0));
        let constant = x.detach();
        (x * constant).sum().backward();
        let right =
            x.read_grad(|gradient| gradient.iter().zip(flat()).all(|(g, x)| g.value == x && g.tangents == [0.0]));
        assert!(right, "the slope is the constant, which has no tangent");
    });
}

#[test]
fn results_are_written_into_tensors_that_exist() {
    let a = Tensor::<f64, (Const<3>, Const<4>)>::from_fn(wave);
    let (b, mut y) = (Vector::<f64, 4>::arange(), Tensor::full(f64::NAN));
    a.binary_into(op::Add, &b, &mut y);
    assert_eq!(y, a + b);
    a.unary_into(op::Tanh, &mut y);
    assert_eq!(y, a.tanh());
    a.binary_into(op::LayerNorm::<1>, &tensor(1e-5), &mut y);
    assert_eq!(y, a.layer_norm::<1>(1e-5), "an operation that saves numbers");
    y.copy_from(&a);
    assert_eq!(y, a);

    let (mut product, mut column, mut row) = (Tensor::full(f64::NAN), Tensor::full(f64::NAN), Tensor::full(f64::NAN));
    a.mm_into(&a.t(), &mut product);
    assert_eq!(product, a.mm(&a.t()));
    a.matmul_into(&a.t(), &mut product);
    assert_eq!(product, a.mm(&a.t()));
    a.mv_into(&b, &mut column);
    assert_eq!(column, a.mv(&b));
    column.vm_into(&a, &mut row);
    assert_eq!(row, column.vm(&a));
}

/// The rule of every kind, made in the way of its kind: by its lanes, by its type, by its run-time parameters.
#[test]
fn every_kind_of_rule_can_be_made() {
    type S = (Const<3>, Const<4>);
    let a = Tensor::<f64, S>::from_fn(wave);
    let (mut row, mut same) = (Tensor::full(f64::NAN), Tensor::full(f64::NAN));

    a.unary_into(op::Sum(Along::<0>), &mut row);
    assert_eq!(row, a.sum_axis::<0>());
    a.unary_into(op::Cumsum(shape::All), &mut same);
    assert_eq!(same, a.cumsum());
    a.unary_into(op::LogSumExp(Along::<0>), &mut row);
    assert_eq!(row, a.logsumexp_axis::<0>());

    let image = Tensor::<f64, (Const<1>, Const<1>, Const<4>, Const<4>)>::from_fn(|[_, _, i, j]| wave([i, j]));
    let weight = Tensor::<f64, (Const<2>, Const<1>, Const<3>, Const<3>)>::from_fn(|[o, _, i, j]| wave([o + i, j]));
    let mut maps = Tensor::<f64, (Const<1>, Const<2>, Const<2>, Const<2>)>::full(f64::NAN);
    image.binary_into(op::Convolution::<2, 1, 0, _>::default(), &weight, &mut maps);
    assert_eq!(maps, image.conv2d::<1, 0, _>(&weight));
    let mut pooled = Tensor::<f64, (Const<1>, Const<1>, Const<2>, Const<2>)>::full(f64::NAN);
    image.unary_into(op::MaxPool::<2, 2, 2, 0, _>::default(), &mut pooled);
    assert_eq!(pooled, image.max_pool2d::<2, 2, 0>());
    image.unary_into(op::AvgPool::<2, 2, 2, 0, _>::default(), &mut pooled);
    assert_eq!(pooled, image.avg_pool2d::<2, 2, 0>());
    let mut both = Matrix::<f64, 6, 4>::full(f64::NAN);
    a.binary_into(op::Cat::<0, _>::default(), &a, &mut both);
    assert_eq!(both, stack([a, a]).reshape());
    let mut turned = Matrix::<f64, 4, 3>::full(f64::NAN);
    a.unary_into(op::Permute::<(Const<1>, Const<0>)>::default(), &mut turned);
    assert_eq!(turned, a.t());
    a.unary_into(op::Sort::<1, true, _>::default(), &mut same);
    assert_eq!(same, a.sort_descending::<1>());

    let (indices, mut rows) = (tensor([2, 0]), Matrix::<f64, 2, 4>::full(f64::NAN));
    a.unary_into(op::IndexSelect::<0, _>::new(&indices), &mut rows);
    assert_eq!(rows, a.index_select::<0, _>(&indices));
    a.unary_into(op::Narrow::<0, Const<2>>::new(1), &mut rows);
    assert_eq!(rows, a.narrow::<0, 1, 2>());
    a.binary_into(op::Select::new(&a.less(0.0)), &tensor(0.0), &mut same);
    assert_eq!(same, select(&a.less(0.0), &a, &tensor(0.0)));
    a.unary_into(op::Roll::<1>(1), &mut same);
    assert_eq!(same, a.roll::<1>(1));
    let (labels, mut loss) = (tensor([3, 0, 1]), Tensor::full(f64::NAN));
    a.unary_into(op::CrossEntropy::new(&labels), &mut loss);
    assert_eq!(loss, a.cross_entropy(&labels));
}

#[test]
#[should_panic(expected = "the index at [1] is 3, outside an axis of length 3")]
fn a_rule_made_for_another_axis_is_refused() {
    let (a, mut y) = (Tensor::<f64, (Const<3>, Const<4>)>::from_fn(wave), Tensor::zeros());
    a.binary_into(op::IndexAdd::<0, _>::new(&tensor([0, 3])), &Matrix::<f64, 2, 4>::ones(), &mut y);
}

/// The boxes, 512 KiB each, in a thread with a stack of half of that.
#[cfg(feature = "bytemuck")]
#[test]
fn boxes_are_made_and_written_without_the_stack() {
    with_little_stack(|| {
        let mut a = Plain::boxed_from_fn(wave);
        let mut b = Plain::boxed_from_slice(&flat()).unwrap();
        assert!(a == b);
        let mut y = Plain::boxed_full(f64::NAN);
        a.mm_into(&b, &mut y);
        y.unary_into(op::Tanh, &mut b);
        *b += &*a;
        *b *= 0.5;
        b.map_into(|x| 2.0 * x, &mut y);
        a.copy_from(&y);
        assert!(a == y.to_boxed() && a.max() < 2.0);
        assert!(all(&*Plain::boxed_zeros(), |x| x == 0.0));
    });
}

#[cfg(feature = "bytemuck")]
#[test]
fn boxes_go_onto_a_tape_and_come_from_it() {
    with_little_stack(|| {
        let a = Plain::boxed_from_fn(wave);
        let tape = Tape::new();
        let x = tape.var(&*a);
        let y = x * x.lift(&*a);
        y.sum().backward();
        let (mut value, mut slope) = (Plain::boxed_zeros(), Plain::boxed_zeros());
        x.value_into(&mut value);
        x.grad_into(&mut slope);
        assert!(value == a && slope == a);
        y.detach().grad_into(&mut slope);
        assert!(slope == Plain::boxed_zeros());
    });
}

#[cfg(feature = "bytemuck")]
#[test]
fn boxes_of_every_kind_of_number() {
    assert_eq!(*Vector::<bool, 3>::boxed_full(true), tensor([true; 3]));
    assert_eq!(*Matrix::<u8, 1, 2>::boxed_zeros(), tensor([[0, 0]]));
    assert_eq!(*Scalar::<i64>::boxed_from_fn(|[]| 7), tensor(7));
    let duals = Vector::<Dual<f32, 2>, 2>::boxed_full(Dual::variable(1.0, 1));
    assert_eq!(duals.as_slice()[1].tangents, [0.0, 1.0]);
    assert_eq!(Matrix::<f64, 2, 2>::boxed_from_slice(&[0.0; 5]).unwrap_err().found, 5);
}

#[cfg(feature = "rand")]
#[test]
fn random_numbers_are_drawn_where_they_stay() {
    use rand::{SeedableRng, rngs::StdRng};
    with_little_stack(|| {
        let tape = Tape::<f64>::new();
        let x = tape.constant_from_fn::<Square>(wave).rand_like(&mut StdRng::seed_from_u64(1964));
        assert!(x.max() < 1.0 && (x.mean() - 0.5).item().abs() < 0.01);
    });
}
