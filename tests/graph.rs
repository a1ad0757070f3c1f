//! Programs that are recorded once and evaluated for other values; parts that run again on the way back; functions that
//! become one node.
#![cfg(feature = "alloc")]

use wengert::*;

type Model<E> = (Matrix<E, 3, 4>, Vector<E, 4>);
type Data<E> = Matrix<E, 5, 3>;

/// Something of everything a tape does: views, stacks, saved numbers, broadcasting, words, constants.
fn loss<E: Real>((w, b): &Model<E>, x: &Data<E>) -> Scalar<E> {
    let hidden = (x.mm(w) + b).tanh();
    let weights = hidden.new_tensor([1.0, 2.0]).exp(); // depends on constants only
    let ends = stack([hidden.row(0).sum(), hidden.row(4).max()]) * weights;
    let rest = hidden.narrow::<0, 1, 3>().cross_entropy(&tensor([0, 3, 1]));
    ends.dot(&ends) + rest + 0.1 * hidden.detach().powi(2).sum() * b.at([2])
}

fn model(seed: f64) -> Model<f64> {
    (
        Matrix::<f64, 3, 4>::from_fn(|[i, j]| (seed + 1.3 * i as f64 + 0.7 * j as f64).sin()),
        Vector::<f64, 4>::from_fn(|[i]| (seed * i as f64).cos()),
    )
}

fn data(seed: f64) -> Data<f64> {
    Data::<f64>::from_fn(|[i, j]| (seed * 2.1 + 0.4 * i as f64 - 1.7 * j as f64).cos())
}

#[test]
fn a_graph_gives_for_other_values_what_the_function_gives() {
    let mut kept = GraphTape::new();
    let graph = kept.record_with_data(|m, x| loss(&m, &x), &model(0.0), &data(0.0));
    let mut tape = Tape::new();
    for seed in [0.0, 0.5, 2.0, 0.5] {
        graph.assign_data(&data(seed));
        let by_graph = graph.value_and_grad(&model(seed));
        let directly = tape.value_and_grad(|m| loss(&m, &m.0.lift(data(seed))), &model(seed));
        assert_eq!(by_graph, directly);
        assert_eq!(graph.evaluate(), loss(&model(seed), &data(seed)));
    }
}

#[test]
fn a_graph_needs_no_allocator() {
    let mut kept = FixedGraphTape::<f64, 200, 40, 16>::new();
    let graph = kept.record(|m| loss(&m, &m.0.lift(data(1.0))), &model(0.0));
    let directly = Tape::new().value_and_grad(|m| loss(&m, &m.0.lift(data(1.0))), &model(3.0));
    assert_eq!(graph.value_and_grad(&model(3.0)), directly);
}

#[test]
fn a_graph_allocates_nothing_after_it_was_recorded() {
    let mut kept = GraphTape::new();
    let graph = kept.record_with_data(|m, x| loss(&m, &x), &model(0.0), &data(0.0));
    let allocated = allocation_counter::measure(|| {
        graph.assign_data(&data(1.0));
        let _ = graph.value_and_grad(&model(1.0));
    });
    assert_eq!(allocated.count_total, 0);
}

#[test]
fn a_graph_keeps_the_turn_that_the_first_values_took() {
    fn bend<E: Real>(x: Scalar<E>) -> Scalar<E> {
        if x > 0.0 { x * x } else { -x }
    }
    let mut kept = GraphTape::new();
    let graph = kept.record(bend, &tensor(2.0));
    assert_eq!(graph.value_and_grad(&tensor(-3.0)), (9.0, tensor(-6.0)));
    assert_eq!(Tape::new().value_and_grad(bend, &tensor(-3.0)), (3.0, tensor(-1.0)));
    // `relu` is an operation, and chooses anew.
    let graph = kept.record(|x| x.relu() + 2.0 * (-x).relu(), &tensor([2.0, 1.0]));
    graph.assign(&tensor([-3.0, 5.0]));
    assert_eq!(graph.evaluate(), tensor([6.0, 5.0]));
}

#[test]
fn a_graph_sorts_anew_and_keeps_its_masks() {
    let mut kept = GraphTape::new();
    let weights = tensor([1.0, 10.0, 100.0]);
    let sorted = kept.record(|x| x.sort::<0>().dot(&x.lift(weights)), &tensor([1.0, 2.0, 3.0]));
    assert_eq!(sorted.value_and_grad(&tensor([3.0, 2.0, 1.0])), (321.0, tensor([100.0, 10.0, 1.0])));
    let falling = kept.record(|x| x.sort_descending::<0>(), &tensor([3.0, 2.0, 1.0]));
    falling.assign(&tensor([1.0, 3.0, 2.0]));
    assert_eq!(falling.evaluate(), tensor([3.0, 2.0, 1.0]));
    let largest = kept.record(|x| x.topk::<0, 2>().0.dot(&x.new_tensor([1.0, 10.0])), &tensor([3.0, 2.0, 1.0]));
    assert_eq!(largest.value_and_grad(&tensor([4.0, 5.0, 6.0])), (56.0, tensor([0.0, 10.0, 1.0])));
    let masked = kept.record(|x| select(&x.greater(0.0), &x, &(-x)), &tensor([1.0, -1.0]));
    masked.assign(&tensor([-2.0, 2.0]));
    assert_eq!(masked.evaluate(), tensor([-2.0, -2.0]));
}

#[test]
fn a_graph_of_dual_numbers_detaches_anew() {
    let mut kept = GraphTape::<Dual<f64, 1>>::new();
    let graph = kept.record(|x| x * x.detach(), &tensor(Dual::variable(2.0, 0)));
    let (y, slope) = graph.value_and_grad(&tensor(Dual::variable(5.0, 0)));
    assert_eq!((y.value, y.tangents), (25.0, [5.0]));
    assert_eq!((slope.into_repr().value, slope.into_repr().tangents), (5.0, [0.0]));
}

#[test]
fn nothing_flows_back_through_a_constant_in_a_graph() {
    /// A part that is detached, beside one that is not, in each operation that puts tensors side by side.
    fn parts<E: Real>(x: Vector<E, 2>) -> Scalar<E> {
        let square = (x * x).detach();
        let side_by_side = stack([square.exp(), x]).prod() + square.cat(&x).square().sum();
        let rows = stack([x, square, x]).vmap(|row| row.dot(&square.tanh()));
        side_by_side + rows.dot(&rows) + stack([x.detach(), x]).vmap(|row| row * row.detach()).sum()
    }
    let mut kept = GraphTape::new();
    let graph = kept.record(parts, &tensor([0.0, 0.0]));
    for x in [tensor([0.5, -1.0]), tensor([1.0, 2.0])] {
        assert_eq!(graph.value_and_grad(&x), Tape::new().value_and_grad(parts, &x));
        assert_eq!(graph.value_and_grad(&x), Tape::new().value_and_grad(parts, &x));
    }
}

#[test]
fn the_result_of_a_graph_may_be_an_input_or_a_constant() {
    let mut kept = GraphTape::new();
    let graph = kept.record(|x| x, &tensor([1.0, 2.0]));
    assert_eq!(graph.vjp(&tensor([3.0, 4.0]), &tensor([1.0, 0.0])), (tensor([3.0, 4.0]), tensor([1.0, 0.0])));
    let graph = kept.record(|x| x.new_tensor(7.0), &tensor([1.0, 2.0]));
    assert_eq!(graph.value_and_grad(&tensor([3.0, 4.0])), (7.0, tensor([0.0, 0.0])));
}

/// One step of a pendulum with friction, by hand of the caller `N` times.
fn step<E: Real>(state: Vector<E, 2>, w: Vector<E, 2>) -> Vector<E, 2> {
    let (angle, speed) = (state.at([0]), state.at([1]));
    state + 0.01 * stack([speed, -(w.at([0]) * angle.sin()) - w.at([1]) * speed])
}

/// 32 steps as one piece.
fn piece<E: Real>(mut state: Vector<E, 2>, w: Vector<E, 2>) -> Vector<E, 2> {
    for _ in 0..32 {
        state = step(state, w);
    }
    state
}

#[test]
fn checkpoints_keep_the_square_root() {
    let chain = function!(|state: (Const<2>,), w: (Const<2>,)| -> (Const<2>,) { piece(state, w) });
    let at = (tensor([1.0, 0.0]), tensor([9.81, 0.1]));
    let (mut directly, mut by_checkpoints) = (None, None);
    let all = allocation_counter::measure(|| {
        let run = |(mut state, w)| {
            for _ in 0..32 {
                state = piece(state, w);
            }
            state.dot(&state)
        };
        directly = Some(Tape::new().value_and_grad(run, &at));
    });
    let root = allocation_counter::measure(|| {
        let run = |(mut state, w): (Vector<_, 2>, _)| {
            for _ in 0..32 {
                state = state.checkpoint_with(&w, chain);
            }
            state.dot(&state)
        };
        by_checkpoints = Some(Tape::new().value_and_grad(run, &at));
    });
    let ((y, (ds, dw)), (z, (es, ew))) = (directly.unwrap(), by_checkpoints.unwrap());
    assert_eq!(y, z);
    for (a, b) in ds.as_slice().iter().chain(dw.as_slice()).zip(es.as_slice().iter().chain(ew.as_slice())) {
        let (a, b): (f64, f64) = (*a, *b);
        assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} {b}");
    }
    // 1024 steps, of which 32 are kept beside the 32 that run again: a sixteenth, were it not for growth by doubling.
    assert!(root.bytes_max * 10 < all.bytes_max, "{} of {}", root.bytes_max, all.bytes_max);
}

#[test]
fn checkpoints_and_applied_functions_differentiate_in_every_mode() {
    let piece = function!(|x: (Const<3>,)| -> (Const<2>,) { stack([x.prod(), (x * x).sum().sqrt()]) });
    let checkpoint = function!(|x: (Const<3>,)| -> (Const<2>,) {
        x.checkpoint(function!(|x: (Const<3>,)| -> (Const<2>,) { stack([x.prod(), (x * x).sum().sqrt()]) }))
    });
    let x = tensor([0.5, -1.5, 2.0]);
    check::gradients(&checkpoint, &x).unwrap();
    assert_eq!(jacrev(|x| checkpoint.call(x), &x), jacrev(|x| piece.call(x), &x));
    let second = |f: &dyn Fn(Vector<Var<'_, Dual<f64, 8>>, 3>) -> Scalar<Var<'_, Dual<f64, 8>>>| hessian(|x| f(x), &x);
    let (by_checkpoint, directly) = (second(&|x| checkpoint.call(x).sum()), second(&|x| piece.call(x).sum()));
    assert!((by_checkpoint - directly).abs().max().item() < 1e-13);

    check::gradients(
        &function!(|x: (Const<2>, Const<3>), a: (Const<3>,)| -> (Const<2>, Const<3>) {
            let bend = function!(|x: (), a: ()| -> () { if x > a { (x * a).sin() } else { x.exp() - a } });
            x.apply_with(&a, bend).apply(function!(|x: ()| -> () { x / (1.0 + x.square()) }))
        }),
        &(tensor([[1.0, -2.0, 0.3], [0.1, 0.7, -0.4]]), tensor([0.5, 0.2, -1.0])),
    )
    .unwrap();
}
