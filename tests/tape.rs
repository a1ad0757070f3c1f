//! The Wengert list: what it records, where gradients accumulate, what it costs, and how it says no.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use wengert::{
    Buffers, Const, Dual, FixedTape, LengthError, Matrix, Node, Real, Scalar, Tape, Tensor, Usage, Var, Vector,
    WengertList, tensor,
};

/// What a program says when it panics.
fn panics<R>(f: impl FnOnce() -> R) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(f)) else { panic!("this should have panicked") };
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => payload.downcast_ref::<&str>().expect("a panic with a message").to_string(),
    }
}

/// The bits of a tensor, so that −0 is not 0 and NaN is itself.
fn bits<S: wengert::Shape>(x: &Tensor<f64, S>) -> Vec<u64> {
    x.as_slice().iter().map(|x| x.to_bits()).collect()
}

mod leaves {
    use super::*;

    #[test]
    fn a_second_backward_doubles_the_gradient_of_the_leaf_exactly() {
        let tape = Tape::new();
        let x = tape.var(&Vector::<f64, 4>::arange());
        let squares = x * x;
        let y = 2.0 * squares.sum();
        y.backward();
        assert_eq!(x.grad(), tensor([0.0, 4.0, 8.0, 12.0]));
        y.backward();
        assert_eq!(x.grad(), tensor([0.0, 8.0, 16.0, 24.0]));
        assert_eq!(squares.grad(), Vector::zeros(), "intermediates keep no gradient");
        assert_eq!(y.grad(), 0.0, "nor does the result");
    }

    #[test]
    fn repeated_passes_are_the_same_to_the_last_bit() {
        let tape = Tape::new();
        let x = tape.var(&tensor([0.1, 0.7, -1.3]));
        let y = (x.sin() * x.exp()).softmax::<0>().ln().sum();
        y.backward();
        let once = x.grad();
        for _ in 0..10 {
            tape.zero_grad();
            y.backward();
            assert_eq!(bits(&x.grad()), bits(&once));
        }
    }

    #[test]
    fn the_square_seeded_with_ones_gives_twice_the_argument() {
        let tape = Tape::new();
        let x = tape.var(&Vector::<f64, 4>::arange());
        (x * x).backward_with(&Tensor::ones());
        assert_eq!(x.grad(), tensor([0.0, 2.0, 4.0, 6.0]));
    }

    #[test]
    fn a_seed_weighs_the_elements_and_adds_to_what_is_there() {
        let tape = Tape::new();
        let x = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0]]));
        let y = x * x;
        y.backward_with(&tensor([[1.0, 0.0], [0.0, -1.0]]));
        assert_eq!(x.grad(), tensor([[2.0, 0.0], [0.0, -8.0]]));
        y.backward_with(&tensor([[0.0, 10.0], [0.0, 1.0]]));
        assert_eq!(x.grad(), tensor([[2.0, 40.0], [0.0, 0.0]]));
    }

    #[test]
    fn the_gradient_of_a_sum_is_one_everywhere() {
        let tape = Tape::new();
        let x = tape.var(&Matrix::<f64, 3, 5>::full(7.0));
        x.sum().backward();
        assert_eq!(x.grad(), Matrix::ones());
    }

    #[test]
    fn the_gradient_of_a_cube_is_three_squares() {
        for product in [true, false] {
            let tape = Tape::new();
            let x = tape.var(&tensor([1.0, -2.0, 3.0]));
            let cube = if product { x * x * x } else { x.powi(3) };
            cube.sum().backward();
            assert_eq!(x.grad(), tensor([3.0, 12.0, 27.0]));
        }
    }

    #[test]
    fn a_detached_factor_is_a_constant() {
        let tape = Tape::new();
        let x = tape.var(&Vector::<f64, 4>::arange());
        let u = x * x;
        let nodes = tape.usage().nodes;
        let constant = u.detach();
        assert_eq!(tape.usage().nodes, nodes);
        (constant * x).sum().backward();
        assert_eq!(x.grad(), u.value(), "d/dx (detach(x²)·x) = x²");
        tape.zero_grad();
        u.sum().backward();
        assert_eq!(x.grad(), tensor([0.0, 2.0, 4.0, 6.0]), "what was detached itself still has its derivative");
    }

    #[test]
    fn detach_does_nothing_to_plain_numbers() {
        assert_eq!(tensor([1.0, 2.0]).detach(), tensor([1.0, 2.0]));
    }

    #[test]
    fn detach_on_a_tape_of_duals_stops_both_orders() {
        let at = Tensor::from(Dual::new(3.0, [1.0]));
        let (mut whole, mut cut) = (Tape::new(), Tape::new());
        let whole = whole.grad(|x| x * x, &at).into_repr();
        assert_eq!((whole.value, whole.tangents), (6.0, [2.0]));
        let cut = cut.grad(|x| x * x.detach(), &at).into_repr();
        assert_eq!((cut.value, cut.tangents), (3.0, [0.0]));

        let tape = Tape::new();
        let x = tape.var(&at);
        let constant = (x * x).detach();
        assert_eq!(constant.numbers().into_repr().tangents, [0.0]);
        constant.backward();
        assert_eq!(x.grad().into_repr().value, 0.0);
        assert_eq!((x * x).numbers().into_repr().tangents, [6.0], "the original keeps its tangent");
    }

    #[test]
    fn zero_grad_clears_gradients_and_keeps_the_recording() {
        let tape = Tape::new();
        let x = tape.var(&tensor([3.0]));
        let y = (x * x).sum();
        y.backward();
        tape.zero_grad();
        assert_eq!(x.grad(), tensor([0.0]));
        y.backward();
        assert_eq!(x.grad(), tensor([6.0]));
    }

    #[test]
    fn an_unused_root_of_zero_leaves_the_gradient_alone() {
        let tape = Tape::new();
        let x = tape.var(&tensor([0.0, 4.0]));
        let root = x.sqrt();
        (3.0 * x).sum().backward();
        assert_eq!(x.grad(), tensor([3.0, 3.0]), "a root that nothing uses");
        tape.zero_grad();
        root.at([1]).backward();
        assert_eq!(x.grad(), tensor([0.0, 0.25]), "an element of a root that nothing uses");
        tape.zero_grad();
        (root * tape.constant(&tensor([0.0, 1.0]))).sum().backward();
        assert_eq!(x.grad(), tensor([0.0, 0.25]), "a root weighed with 0");
        tape.zero_grad();
        root.maximum(&tape.constant(&tensor([1.0, 1.0]))).sum().backward();
        assert_eq!(x.grad(), tensor([0.0, 0.25]), "a root that loses against a constant");
    }

    #[test]
    fn an_unused_root_of_zero_on_a_tape_of_duals_leaves_both_orders_alone() {
        let mut tape = Tape::new();
        let at = tensor([Dual::new(0.0, [1.0]), Dual::new(4.0, [0.0])]);
        let gradient = tape.grad(|x| x.sqrt().at([1]) + x.dot(&x), &at).into_repr();
        assert_eq!(gradient.map(|g| g.value), [0.0, 8.25]);
        assert_eq!(gradient.map(|g| g.tangents), [[2.0], [0.0]]);
    }

    #[test]
    fn backward_from_a_leaf_seeds_that_leaf() {
        let tape = Tape::new();
        let (x, y) = tape.var(&(tensor(2.0), tensor([1.0, 2.0])));
        let _ = x * y;
        x.backward();
        y.at([1]).backward();
        y.backward_with(&tensor([10.0, 20.0]));
        assert_eq!((x.grad(), y.grad()), (tensor(1.0), tensor([10.0, 21.0])));
    }

    #[test]
    fn backward_from_a_constant_adds_nothing() {
        let tape = Tape::new();
        let (x, c) = (tape.var(&tensor(2.0)), tape.constant(&tensor(3.0)));
        c.backward();
        (c * c).backward();
        x.detach().backward();
        (x.detach().exp() + 1.0).backward();
        x.zeros_like().backward();
        x.lift(tensor(4.0)).backward();
        assert_eq!((x.grad(), c.grad()), (tensor(0.0), tensor(0.0)));
    }

    #[test]
    fn backward_from_the_middle_leaves_out_what_came_later() {
        let tape = Tape::new();
        let x = tape.var(&tensor(3.0));
        let y = x * x;
        let z = y.exp();
        let late = tape.var(&tensor(5.0));
        let w = y * late;
        y.backward();
        assert_eq!((x.grad(), late.grad(), z.grad()), (tensor(6.0), tensor(0.0), tensor(0.0)));
        w.backward();
        assert_eq!(
            (x.grad(), late.grad()),
            (tensor(6.0 + 30.0), tensor(9.0)),
            "a leaf made after operations counts too"
        );
    }

    #[test]
    fn several_results_accumulate_into_the_same_leaves() {
        let tape = Tape::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        let (a, b) = ((x * x).sum(), x.exp().sum());
        a.backward();
        b.backward();
        assert_eq!(x.grad(), tensor([2.0 + 1_f64.exp(), 4.0 + 2_f64.exp()]));
    }

    #[test]
    fn a_gradient_is_lent_and_written_as_it_is_returned() {
        let tape = Tape::new();
        let x = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0]]));
        let y = x * x;
        y.sum().backward();
        for tensor in [x, y, x.detach(), x.zeros_like()] {
            let mut written = Tensor::full(f64::NAN);
            tensor.grad_into(&mut written);
            assert_eq!(written, tensor.grad());
            assert_eq!(tensor.read_grad(<[f64]>::to_vec), tensor.grad().as_slice());
        }
        assert_eq!(x.row(1).read_grad(<[f64]>::to_vec), [6.0, 8.0], "of a view it is its own part");
    }

    #[test]
    fn leaves_from_slices_and_closures_are_leaves_like_others() {
        let tape = Tape::new();
        let x = tape.var_from_slice::<(Const<2>, Const<2>)>(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        let w = tape.var_from_fn::<(Const<2>, Const<2>)>(|[i, j]| (2 * i + j) as f64);
        let c = tape.constant_from_fn::<(Const<2>,)>(|[i]| i as f64 + 1.0);
        let d = tape.constant_from_slice::<()>(&[10.0]).unwrap();
        let y = (x * w * c).sum() * d;
        y.backward();
        assert_eq!(x.grad(), tensor([[0.0, 20.0], [20.0, 60.0]]));
        assert_eq!(w.grad(), tensor([[10.0, 40.0], [30.0, 80.0]]));
        assert_eq!((c.grad(), d.grad()), (tensor([0.0, 0.0]), tensor(0.0)));
        assert_eq!(tape.usage().nodes, 4);
    }

    #[test]
    fn a_function_that_ignores_its_argument_has_the_gradient_zero() {
        let mut tape = Tape::new();
        assert_eq!(tape.grad(|x| x.lift(tensor(4.0)), &tensor([1.0, 2.0])), tensor([0.0, 0.0]));
        assert_eq!(tape.grad(|x| x.at([1]), &tensor([1.0, 2.0])), tensor([0.0, 1.0]));
        let (_, (a, b)) = tape.value_and_grad(|(a, _)| a, &(tensor(1.0), tensor([1.0])));
        assert_eq!((a, b), (tensor(1.0), tensor([0.0])));
    }
}

mod operands {
    use super::*;

    #[test]
    fn a_variable_on_both_sides_gets_both_contributions() {
        let tape = Tape::new();
        let x = tape.var(&tensor([3.0, -1.0]));
        (x * x).sum().backward();
        assert_eq!(x.grad(), tensor([6.0, -2.0]));
        tape.zero_grad();
        (x - x).sum().backward();
        assert_eq!(x.grad(), tensor([0.0, 0.0]));
        tape.zero_grad();
        (x / x).sum().backward();
        assert_eq!(x.grad(), tensor([0.0, 0.0]));
        tape.zero_grad();
        x.dot(&x).backward();
        assert_eq!(x.grad(), tensor([6.0, -2.0]));
        tape.zero_grad();
        x.cat(&x).backward_with(&tensor([1.0, 2.0, 10.0, 20.0]));
        assert_eq!(x.grad(), tensor([11.0, 22.0]));
    }

    #[test]
    fn a_matrix_times_itself() {
        let tape = Tape::new();
        let a = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0]]));
        a.mm(&a).sum().backward();
        // d Σ(A·A) = 1·Aᵀ + Aᵀ·1: the sum of A's row j plus that of its column i.
        let by_hand = tensor([[3.0 + 4.0, 7.0 + 4.0], [3.0 + 6.0, 7.0 + 6.0]]);
        assert_eq!(a.grad(), by_hand);
        let batch = tape.var(&tensor([[[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]]]));
        batch.bmm(&batch).sum().backward();
        assert_eq!((batch.grad().row(0), batch.grad().row(1)), (by_hand, by_hand));
    }

    #[test]
    fn a_matrix_times_its_own_row() {
        let tape = Tape::new();
        let a = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0]]));
        a.mv(&a.row(0)).sum().backward();
        // Σᵢⱼ aᵢⱼ a₀ⱼ: a₀ⱼ everywhere, and the column sums in row 0.
        assert_eq!(a.grad(), tensor([[1.0 + 4.0, 2.0 + 6.0], [1.0, 2.0]]));
    }

    #[test]
    fn a_variable_against_a_view_of_itself_broadcasts() {
        let tape = Tape::new();
        let x = tape.var(&tensor([2.0, 3.0, 5.0]));
        (x * x.at([0])).sum().backward();
        assert_eq!(x.grad(), tensor([2.0 + 10.0, 2.0, 2.0]));
    }

    #[test]
    fn run_time_parameters_survive_until_the_way_back() {
        let tape = Tape::new();
        let x = tape.var(&tensor(2.0));
        let powers = [-2, 0, 1, 3, 5].map(|n| x.powi(n));
        for (y, slope) in powers.iter().zip([-0.25, 0.0, 1.0, 12.0, 80.0]) {
            tape.zero_grad();
            y.backward();
            assert_eq!(x.grad(), slope);
        }
        assert_eq!(tape.usage().words, 5);
    }

    #[test]
    fn labels_survive_until_the_way_back() {
        let tape = Tape::new();
        let x = tape.var(&Matrix::<f64, 2, 4>::zeros());
        let losses = [[0, 3], [1, 1], [2, 0]].map(|labels| (labels, x.cross_entropy(&tensor(labels))));
        for (labels, loss) in losses {
            tape.zero_grad();
            loss.backward();
            let expected = Matrix::<f64, 2, 4>::from_fn(|[i, j]| 0.5 * (0.25 - f64::from(j == labels[i])));
            assert_eq!(x.grad(), expected);
        }
        assert_eq!(tape.usage(), Usage { values: 8 + 3 * (1 + 8), nodes: 3, words: 6 });
    }
}

mod views {
    use super::*;

    #[test]
    fn views_record_no_node_and_copy_nothing() {
        let tape = Tape::new();
        let x = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0]]));
        let before = tape.usage();
        let _ = (x.at([1, 0]), x.row(1), x.reshape::<(Const<4>,)>(), x.flatten(), x.row(0).at([1]));
        let _ = x.detach();
        assert_eq!(tape.usage(), before);
    }

    #[test]
    fn overlapping_views_add_up() {
        let tape = Tape::new();
        let x = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0]]));
        (x.sum() + x.row(1).sum() + x.at([1, 0]) + x.row(1).at([0])).backward();
        assert_eq!(x.grad(), tensor([[1.0, 1.0], [4.0, 2.0]]));
    }

    #[test]
    fn the_same_element_twice() {
        let tape = Tape::new();
        let x = tape.var(&tensor([5.0, 7.0]));
        (x.at([0]) * x.at([0]) * x.at([1])).backward();
        assert_eq!(x.grad(), tensor([70.0, 25.0]));
    }

    #[test]
    fn a_reshaped_variable_and_the_variable_itself_share_a_gradient() {
        let tape = Tape::new();
        let x = tape.var(&tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]));
        let flat: Tensor<_, (Const<6>,)> = x.reshape();
        let tall: Tensor<_, (Const<3>, Const<2>)> = flat.reshape();
        (flat.dot(&flat) + (x.mm(&tall)).sum()).backward();
        // d Σ(X·T): by X the row sums of T (3 7 11), by T the column sums of X (5 7 9); both are the same numbers.
        assert_eq!(
            x.grad(),
            tensor([
                [2.0 + 3.0 + 5.0, 4.0 + 7.0 + 5.0, 6.0 + 11.0 + 7.0],
                [8.0 + 3.0 + 7.0, 10.0 + 7.0 + 9.0, 12.0 + 11.0 + 9.0]
            ])
        );
        assert_eq!(flat.grad(), x.grad().reshape(), "a view of a leaf shows the leaf's gradient");
    }

    #[test]
    fn views_of_intermediate_results_go_back_through_them() {
        let tape = Tape::new();
        let x = tape.var(&tensor([[1.0, 2.0], [3.0, 4.0]]));
        let y = x * x;
        let z = y.row(0).dot(&y.row(1)) + y.at([0, 0]);
        z.backward();
        assert_eq!(x.grad(), tensor([[2.0 * 9.0 + 2.0, 4.0 * 16.0], [6.0, 8.0 * 4.0]]));
        assert_eq!(y.grad(), Matrix::zeros());
        tape.zero_grad();
        y.at([1, 1]).backward();
        assert_eq!(x.grad(), tensor([[0.0, 0.0], [0.0, 8.0]]), "backward from a view of a result");
        y.row(0).backward_with(&tensor([1.0, 1.0]));
        assert_eq!(x.grad(), tensor([[2.0, 4.0], [0.0, 8.0]]));
        assert_eq!(y.grad(), Matrix::zeros());
    }

    #[test]
    fn a_view_of_something_detached_is_detached() {
        let tape = Tape::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        (x.detach().at([1]) * x.at([0])).backward();
        assert_eq!(x.grad(), tensor([2.0, 0.0]));
        x.detach().at([0]).backward();
        assert_eq!(x.grad(), tensor([2.0, 0.0]));
    }
}

mod memory {
    use super::*;
    use static_assertions::{assert_impl_all, assert_not_impl_any, const_assert};

    #[test]
    fn constants_record_no_node() {
        let tape = Tape::new();
        let c = tape.constant(&tensor([1.0, 2.0]));
        let _ = ((c * c).exp() + 1.0).sum().powi(3);
        assert_eq!(tape.usage(), Usage { values: 2 + 2 + 2 + 1 + 2 + 1 + 1, nodes: 0, words: 0 });
        let x = tape.var(&tensor([1.0, 2.0]));
        let _ = x + c;
        assert_eq!(tape.usage().nodes, 1);
    }

    #[test]
    fn usage_counts_values_nodes_and_words() {
        let mut tape = Tape::new();
        assert_eq!(tape.usage(), Usage::default());
        assert_eq!(tape.capacity(), Usage::default(), "an empty tape holds no memory");
        let x = tape.var(&Matrix::<f64, 2, 3>::ones());
        assert_eq!(tape.usage(), Usage { values: 6, nodes: 0, words: 0 });
        let y = x.mm(&x.t());
        assert_eq!(tape.usage(), Usage { values: 6 + 6 + 4, nodes: 2, words: 0 });
        let z = y.powi(2) * 3.0;
        assert_eq!(tape.usage(), Usage { values: 16 + 4 + 1 + 4, nodes: 4, words: 1 });
        z.cross_entropy(&tensor([0, 1])).backward();
        assert_eq!(tape.usage(), Usage { values: 25 + 1 + 4, nodes: 5, words: 3 });
        assert_eq!(tape.usage().bytes::<f64>(), 2 * 30 * 8 + 5 * size_of::<Node<f64>>() + 4 * 3);
        let capacity = tape.capacity();
        tape.clear();
        assert_eq!((tape.usage(), tape.capacity()), (Usage::default(), capacity));
    }

    #[test]
    fn a_capacity_is_exact_and_holds_what_it_promises() {
        let need = Usage { values: 5, nodes: 2, words: 1 };
        let mut tape = Tape::with_capacity(need);
        assert_eq!((tape.capacity(), tape.usage()), (need, Usage::default()));
        assert_eq!(tape.grad(|x| x.powi(2).sum(), &tensor([1.0, 2.0])), tensor([2.0, 4.0]));
        assert_eq!((tape.capacity(), tape.usage()), (need, need));
    }

    #[test]
    fn a_buffer_grows_to_less_than_twice_what_is_needed() {
        let tape = Tape::new();
        let x = tape.var(&tensor([1.0, 2.0, 3.0]));
        assert_eq!(tape.capacity(), Usage { values: 3, nodes: 0, words: 0 }, "the first time it is exact");
        let mut y = x;
        for step in 0..300 {
            y = if step % 3 == 0 { y.powi(1) } else { y * x };
            let (used, there) = (tape.usage(), tape.capacity());
            for (used, there) in [(used.values, there.values), (used.nodes, there.nodes), (used.words, there.words)] {
                assert!(used <= there && there <= (2 * used).max(1), "{used} used, {there} there");
            }
        }
        let there = tape.capacity();
        let big = tape.var(&Tensor::<f64, (Const<100>, Const<100>)>::ones());
        assert_eq!(tape.capacity().nodes, there.nodes, "only the buffer that is full grows");
        assert_eq!(tape.capacity().values, tape.usage().values, "a large need is met exactly");
        assert_eq!(big.numbers(), Tensor::ones());
        assert_eq!(x.numbers(), tensor([1.0, 2.0, 3.0]), "what was there has moved along");
    }

    #[test]
    fn a_used_tape_gives_the_same_bits_as_a_fresh_one() {
        fn loss<E: Real>((w, b): &(Matrix<E, 3, 4>, Vector<E, 3>), x: &Vector<E::Base, 4>) -> Scalar<E> {
            let y = (w.mv(&w.lift(x)) + b).tanh().softmax::<0>();
            -y.at([1]).ln() + 0.1 * w.square().sum()
        }
        let x = tensor([0.3, -1.2, 0.7, 2.0]);
        let mut at =
            (Matrix::<f64, 3, 4>::from_fn(|[i, j]| (i as f64 - 1.0) * 0.3 + 0.1 * j as f64), Vector::full(0.1));
        let mut used = Tape::new();
        let mut fixed = FixedTape::<f64, 128, 16>::new();
        // A larger recording, full of other numbers, NaN among them.
        used.var(&Tensor::<f64, (Const<500>,)>::full(f64::NAN)).exp().sum().backward();
        for step in 0..200 {
            let (y, slope) = used.value_and_grad(|p| loss(&p, &x), &at);
            for (other, gradient) in
                [Tape::new().value_and_grad(|p| loss(&p, &x), &at), fixed.value_and_grad(|p| loss(&p, &x), &at)]
            {
                assert_eq!(y.to_bits(), other.to_bits(), "step {step}");
                assert_eq!((bits(&slope.0), bits(&slope.1)), (bits(&gradient.0), bits(&gradient.1)), "step {step}");
            }
            at = wengert::Parameters::zip_with(&at, &slope, |p, g| p - 0.05 * g);
        }
        assert_eq!(fixed.usage(), used.usage());
    }

    #[test]
    fn code_that_is_generic_over_the_buffers_runs_on_both() {
        fn fourth_power<B: Buffers<f64>>(tape: &mut WengertList<f64, B>, x: &Vector<f64, 2>) -> (f64, Vector<f64, 2>) {
            tape.value_and_grad(
                |x| {
                    let square = x.dot(&x);
                    square * square
                },
                x,
            )
        }
        fn twice<B: Buffers<f64>>(x: Tensor<Var<'_, f64, B>, ()>) -> Tensor<Var<'_, f64, B>, ()> {
            x + x
        }
        let x = tensor([3.0, 4.0]);
        let expected = (625.0, tensor([300.0, 400.0]));
        assert_eq!(fourth_power(&mut Tape::new(), &x), expected);
        assert_eq!(fourth_power(&mut FixedTape::<f64, 4, 2>::new(), &x), expected);
        assert_eq!(Tape::new().grad(twice, &tensor(1.0)), 2.0);
        assert_eq!(FixedTape::<f64, 2, 1>::new().grad(twice, &tensor(1.0)), 2.0);
    }

    #[test]
    fn a_fixed_tape_lies_in_a_static() {
        static TAPE: Mutex<FixedTape<f32, 16, 4, 1>> = Mutex::new(FixedTape::new());
        let twice: Vec<_> = (0..2)
            .map(|_| {
                std::thread::spawn(|| {
                    let mut tape = TAPE.lock().expect("nobody panicked with the tape");
                    tape.grad(|x| x.powi(3).sum(), &tensor([1.0, 2.0]))
                })
            })
            .map(|thread| thread.join().expect("no panic"))
            .collect();
        assert_eq!(twice, [tensor([3.0, 12.0]); 2]);
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn a_fixed_tape_is_as_large_as_the_formula_says() {
        /// Three counters of what is in use, two of adjoints that are not zero, and the borrow flag.
        const CONSTANT: usize = 5 * 8 + 8;
        const fn formula<T: 'static>(values: usize, nodes: usize, words: usize) -> usize {
            let buffers = 2 * values * size_of::<T>() + nodes * size_of::<Node<T>>() + 4 * words;
            assert!(buffers == Usage { values, nodes, words }.bytes::<T>());
            buffers.next_multiple_of(8) + CONSTANT
        }
        assert_eq!(size_of::<FixedTape<f64, 0, 0>>(), CONSTANT);
        assert_eq!(size_of::<FixedTape<f64, 100, 20>>(), formula::<f64>(100, 20, 0));
        assert_eq!(size_of::<FixedTape<f64, 100, 20, 6>>(), formula::<f64>(100, 20, 6));
        assert_eq!(size_of::<FixedTape<f64, 7, 3, 5>>(), formula::<f64>(7, 3, 5));
        assert_eq!(size_of::<FixedTape<f32, 101, 20, 1>>(), formula::<f32>(101, 20, 1));
        assert_eq!(size_of::<FixedTape<f32, 1000, 100, 64>>(), formula::<f32>(1000, 100, 64));
        assert_eq!(size_of::<FixedTape<Dual<f64, 3>, 10, 2>>(), formula::<Dual<f64, 3>>(10, 2, 0));
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn nodes_and_handles_are_small() {
        const_assert!(size_of::<Node<f64>>() == 32);
        const_assert!(size_of::<Option<Node<f64>>>() == 32);
        const_assert!(size_of::<Option<Node<Dual<f32, 4>>>>() == 32);
        const_assert!(size_of::<Scalar<Var<'static, f64>>>() <= 16);
        const_assert!(size_of::<Tensor<Var<'static, f64>, (Const<100>, Const<100>)>>() <= 16);
        const_assert!(size_of::<Vector<f64, 5>>() == 40);
    }

    #[test]
    fn tapes_move_between_threads_and_variables_do_not() {
        assert_impl_all!(Tape<f64>: Send);
        assert_impl_all!(Tape<Dual<f32, 2>>: Send);
        assert_impl_all!(FixedTape<f64, 4, 4>: Send);
        assert_not_impl_any!(Tape<f64>: Sync);
        assert_not_impl_any!(Var<'static, f64>: Send, Sync);
        assert_not_impl_any!(Vector<Var<'static, f64>, 2>: Send, Sync);
        assert_impl_all!(Vector<f64, 2>: Send, Sync);

        let mut tape = Tape::new();
        let _ = tape.grad(|x| x * x, &tensor(1.0));
        let slope = std::thread::spawn(move || tape.grad(|x| x * x, &tensor(3.0))).join().expect("no panic");
        assert_eq!(slope, 6.0);
    }
}

mod refusals {
    use super::*;

    #[test]
    fn a_fixed_tape_without_values_left_names_them_and_stays_as_it_is() {
        let tape = FixedTape::<f64, 5, 4>::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        let y = x * x;
        let before = tape.usage();
        let full = "the fixed tape is full: VALUES must be at least 6 for the next operation, it is 5";
        assert_eq!(panics(|| y * x), full);
        assert_eq!(tape.usage(), before);
        assert_eq!(panics(|| tape.var(&tensor([1.0, 2.0]))), full);
        assert_eq!(panics(|| tape.constant(&tensor([1.0, 2.0]))), full);
        assert_eq!(panics(|| x.lift(tensor([1.0, 2.0]))), full);
        assert_eq!(tape.usage(), before);
        y.sum().backward();
        assert_eq!(x.grad(), tensor([2.0, 4.0]), "what fits still goes");
        assert_eq!(tape.usage(), Usage { values: 5, nodes: 2, words: 0 });
    }

    #[test]
    fn a_fixed_tape_without_nodes_left_names_them_and_stays_as_it_is() {
        let tape = FixedTape::<f64, 16, 1>::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        let y = x * x;
        let before = tape.usage();
        let full = "the fixed tape is full: NODES must be at least 2 for the next operation, it is 1";
        assert_eq!(panics(|| y.sum()), full);
        assert_eq!(panics(|| x.dot(&y)), full);
        assert_eq!(tape.usage(), before);
        y.backward_with(&tensor([1.0, 1.0]));
        assert_eq!(x.grad(), tensor([2.0, 4.0]));
        assert_eq!(y.detach().sum().item(), 5.0, "constants need no nodes");
    }

    #[test]
    fn a_literal_for_which_there_is_an_operation_too_many_leaves_a_constant_behind() {
        let tape = FixedTape::<f64, 3, 0>::new();
        let x = tape.var(&tensor(1.0));
        let before = tape.usage();
        let _ = panics(|| x + 1.0);
        // The literal was brought to the tape before the operation found no room.
        assert_eq!(tape.usage(), Usage { values: before.values + 1, ..before });
    }

    #[test]
    fn a_fixed_tape_without_words_left_names_them_and_stays_as_it_is() {
        let tape = FixedTape::<f64, 16, 4, 1>::new();
        let x = tape.var(&tensor([[1.0, 2.0]]));
        let y = x.powi(2);
        let before = tape.usage();
        let full = "the fixed tape is full: WORDS must be at least 2 for the next operation, it is 1";
        assert_eq!(panics(|| y.powi(3)), full);
        assert_eq!(panics(|| y.cross_entropy(&tensor([0]))), full);
        assert_eq!(tape.usage(), before);
        y.sum().backward();
        assert_eq!(x.grad(), tensor([[2.0, 4.0]]));
        let none = FixedTape::<f64, 16, 4>::new();
        assert_eq!(
            panics(|| none.var(&tensor(1.0)).powi(2)),
            "the fixed tape is full: WORDS must be at least 1 for the next operation, it is 0"
        );
    }

    #[test]
    fn a_fixed_tape_that_was_too_small_once_works_for_the_next_program() {
        let mut tape = FixedTape::<f64, 4, 2>::new();
        let _ = panics(|| tape.grad(|x| (x * x).sum(), &tensor([1.0, 2.0, 3.0])));
        assert_eq!(tape.grad(|x| x * x, &tensor(3.0)), 6.0);
    }

    #[test]
    fn operands_on_two_tapes_are_refused_by_the_operation_s_name() {
        let (one, two) = (Tape::new(), Tape::new());
        let (a, b) = (one.var(&tensor([1.0, 2.0])), two.var(&tensor([1.0, 2.0])));
        let (m, n) = (one.var(&tensor([[1.0]])), two.var(&tensor([[1.0]])));
        let says = |name: &str| format!("`{name}` has its left operand on one tape and its right operand on another");
        assert_eq!(panics(|| a + b), says("add"));
        assert_eq!(panics(|| a - b), says("sub"));
        assert_eq!(panics(|| a * b), says("mul"));
        assert_eq!(panics(|| a / b), says("div"));
        assert_eq!(panics(|| a.dot(&b)), says("dot"));
        assert_eq!(panics(|| a.maximum(&b)), says("maximum"));
        assert_eq!(panics(|| a.minimum(&b)), says("minimum"));
        assert_eq!(panics(|| a.pow(&b)), says("pow"));
        assert_eq!(panics(|| a.atan2(&b)), says("atan2"));
        assert_eq!(panics(|| a.hypot(&b)), says("hypot"));
        assert_eq!(panics(|| a.cat(&b)), says("cat"));
        assert_eq!(panics(|| m.mm(&n)), says("mm"));
        assert_eq!(panics(|| m.mv(&n.row(0))), says("mv"));
        let (batch, other) =
            (m.reshape::<(Const<1>, Const<1>, Const<1>)>(), n.reshape::<(Const<1>, Const<1>, Const<1>)>());
        assert_eq!(panics(|| batch.bmm(&other)), says("bmm"));
        assert_eq!((one.usage().nodes, two.usage().nodes), (0, 0));
    }

    #[test]
    fn a_result_on_a_foreign_tape_is_refused() {
        let foreign = Tape::new();
        let y = foreign.var(&tensor(1.0));
        let mut tape = Tape::new();
        let message = panics(|| tape.value_and_grad(|_| y, &tensor(1.0)));
        assert!(message.contains("it returned one of another tape"), "{message}");
    }

    #[test]
    fn a_slice_of_the_wrong_length_is_refused_with_both_lengths() {
        let error = Matrix::<f64, 2, 3>::from_slice(&[1.0; 5]).expect_err("five are not six");
        assert_eq!(error, LengthError { found: 5, expected: 6, shape: &[2, 3] });
        assert_eq!(error.to_string(), "there are 5 elements, a tensor of shape [2, 3] holds 6");
        assert!(Matrix::<f64, 2, 3>::from_slice(&[1.0; 7]).is_err());
        assert!(Matrix::<f64, 2, 3>::from_slice(&[]).is_err());
        assert!(Tensor::<f64, ()>::from_slice(&[1.0]).is_ok());
    }

    #[test]
    fn leaves_and_constants_from_slices_of_the_wrong_length_are_refused_and_leave_nothing() {
        type Shape = (Const<2>, Const<2>);
        let tape = Tape::new();
        let x = tape.var(&tensor(1.0));
        let says = "there are 3 elements, a tensor of shape [2, 2] holds 4";
        assert_eq!(tape.var_from_slice::<Shape>(&[0.0; 3]).unwrap_err().to_string(), says);
        assert_eq!(tape.constant_from_slice::<Shape>(&[0.0; 3]).unwrap_err().to_string(), says);
        assert_eq!(x.lift_from_slice::<Shape>(&[0.0; 3]).unwrap_err().to_string(), says);
        assert_eq!(tensor(1.0).lift_from_slice::<Shape>(&[0.0; 3]).unwrap_err().to_string(), says);
        assert_eq!(tape.usage().values, 1);
    }

    #[test]
    fn a_full_fixed_tape_lends_the_gradients_of_its_variables_but_no_zeros() {
        let tape = FixedTape::<f64, 3, 0>::new();
        let (x, c) = (tape.var(&tensor(1.0)), tape.constant(&tensor([1.0, 2.0])));
        x.backward();
        assert_eq!(x.read_grad(|gradient| gradient[0]), 1.0);
        let says = "the fixed tape is full: VALUES must be at least 5 for the next operation, it is 3";
        assert_eq!(panics(|| c.read_grad(|_| ())), says);
        let mut zeros = tensor([1.0, 1.0]);
        c.grad_into(&mut zeros);
        assert_eq!(zeros, tensor([0.0, 0.0]), "which need no room on the tape");
    }

    #[test]
    fn an_index_outside_names_itself_and_the_shape() {
        let tape = Tape::new();
        let x = tape.var(&Matrix::<f64, 2, 3>::ones());
        let plain = x.value();
        assert_eq!(panics(|| x.at([2, 0])), "index [2, 0] is outside a tensor of shape [2, 3]");
        assert_eq!(panics(|| x.at([0, 3])), "index [0, 3] is outside a tensor of shape [2, 3]");
        assert_eq!(
            panics(|| plain[[1, usize::MAX]]),
            format!("index [1, {}] is outside a tensor of shape [2, 3]", usize::MAX)
        );
        assert_eq!(panics(|| x.row(2)), "row 2 is outside a tensor of shape [2, 3]");
        assert_eq!(panics(|| plain.row(7)), "row 7 is outside a tensor of shape [2, 3]");
        let mut writable = plain;
        assert_eq!(panics(|| writable[[0, 3]] = 1.0), "index [0, 3] is outside a tensor of shape [2, 3]");
    }

    #[test]
    fn recording_while_numbers_are_lent_is_refused_with_a_sentence() {
        let tape = Tape::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        let y = x.dot(&x);
        let before = tape.usage();
        let says = "the tape is in use: nothing can be recorded while it lends its numbers or fills a new tensor";
        assert_eq!(panics(|| x.read(|_| x * x)), says);
        assert_eq!(panics(|| x.read(|_| tape.var(&tensor(1.0)))), says);
        assert_eq!(panics(|| x.read(|_| y.backward())), says);
        assert_eq!(panics(|| x.read(|_| tape.zero_grad())), says);
        assert_eq!(panics(|| x.read_grad(|_| x * x)), says);
        assert_eq!(panics(|| tape.var_from_fn::<(Const<2>,)>(|_| x.sum().item())), says);
        assert_eq!(panics(|| x.lift_from_fn::<(Const<2>,)>(|_| y.item())), says);
        assert_eq!(tape.usage(), before);
        let (total, same) = x.read(|a| y.read(|b| (a[0] + b[0], x == x && y.item() == 5.0 && tape.usage() == before)));
        assert_eq!((total, same), (6.0, true), "reading while reading is fine");
        y.backward();
        assert_eq!(x.grad(), tensor([2.0, 4.0]), "and the tape works afterwards");
    }

    #[test]
    fn a_panic_inside_an_operation_leaves_the_tape_as_it_was() {
        #[derive(Clone, Copy)]
        struct Fails;
        impl wengert::Operation for Fails {
            const NAME: &'static str = "fails";
            fn read(_: &[u32]) -> Self {
                Fails
            }
        }
        impl wengert::Elementary for Fails {
            fn value<T: wengert::Primitive>(&self, _: T) -> T {
                panic!("no value")
            }
            fn slope<T: wengert::Float>(&self, x: T, _: T) -> T {
                x
            }
        }
        let tape = Tape::new();
        let x = tape.var(&tensor([1.0, 2.0]));
        let before = tape.usage();
        assert_eq!(panics(|| x.elementwise(Fails)), "no value");
        assert_eq!(tape.usage(), before);
        (x * x).sum().backward();
        assert_eq!(x.grad(), tensor([2.0, 4.0]));
    }
}
