//! One function in every mode: plain, forward, reverse, and reverse over forward.

use wengert::{
    Const, Dual, Element, Float, Function, Matrix, Parameters, Real, Scalar, Shape, Tape, Tensor, TensorMap, Var,
    Vector, check, derivative, function, grad, jvp, tensor, value_and_grad,
};

/// Equal up to a relative 1e-10.
fn close<S: Shape>(a: &Tensor<f64, S>, b: &Tensor<f64, S>) {
    let scale = a.as_slice().iter().chain(b.as_slice()).fold(0.0, |m: f64, x| m.max(x.abs()));
    for (a, b) in a.as_slice().iter().zip(b.as_slice()) {
        assert!((a - b).abs() <= 1e-10 * scale, "{a:e} {b:e}");
    }
}

/// Dual numbers from values and a direction.
fn towards<S: Shape>(x: &Tensor<f64, S>, v: &Tensor<f64, S>) -> Tensor<Dual<f64, 1>, S> {
    Tensor::from_fn(|i| Dual::new(x[i], [v[i]]))
}

/// Value, gradient and Hessian times a vector, in one pass each way: reverse over forward.
fn second_order<S: Shape>(
    f: impl for<'t> FnOnce(Tensor<Var<'t, Dual<f64, 1>>, S>) -> Scalar<Var<'t, Dual<f64, 1>>>,
    x: &Tensor<f64, S>,
    v: &Tensor<f64, S>,
) -> (f64, Tensor<f64, S>, Tensor<f64, S>) {
    let (y, slope) = value_and_grad(f, &towards(x, v));
    (y.value, Tensor::from_fn(|i| slope[i].value), Tensor::from_fn(|i| slope[i].tangents[0]))
}

/// Checks one function of one tensor in all modes, and its second derivatives against those by forward over forward.
fn all_modes<S: Shape, F: Function<Tensor<f64, S>, ()>>(f: &F, x: &Tensor<f64, S>, v: &Tensor<f64, S>) {
    check::gradients(f, x).expect("the modes agree");
    let plain = f.call::<f64>(*x);
    let (value, along) = jvp(|x| f.call(x), x, v);
    let (same, slope) = value_and_grad(|x| f.call(x), x);
    close(&value, &plain);
    assert_eq!(same.to_bits(), plain.item().to_bits(), "a tape computes what the plain program computes");
    close(&along, &(slope * v).sum());

    let (value, again, hessian_v) = second_order(|x| f.call(x), x, v);
    close(&tensor(value), &plain);
    close(&again, &slope);
    let twice: Tensor<Dual<Dual<f64, 1>, 1>, S> =
        Tensor::from_fn(|i| Dual::new(Dual::new(x[i], [v[i]]), [Dual::constant(v[i])]));
    let curvature = f.call(twice).into_repr().tangents[0].tangents[0];
    close(&(hessian_v * v).sum(), &tensor(curvature));
}

mod first_and_second_order {
    use super::*;

    /// Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².
    fn rosenbrock<E: Real, const N: usize>(x: &Vector<E, N>) -> Scalar<E> {
        let mut sum = x.at([0]).zeros_like();
        for i in 1..N {
            let (a, b) = (x.at([i - 1]), x.at([i]));
            let (valley, slope) = (b - a * a, 1.0 - a);
            sum = sum + 100.0 * valley * valley + slope * slope;
        }
        sum
    }

    #[test]
    fn rosenbrock_has_the_gradient_and_the_hessian_of_its_closed_form() {
        let (x, v) = (tensor([-1.2, 1.0, 0.7]), tensor([0.3, -1.0, 2.0]));
        let (y, slope, hessian_v) = second_order(|x| rosenbrock(&x), &x, &v);
        let [a, b, c] = x.into_repr();
        close(&tensor(y), &rosenbrock(&x));
        close(
            &slope,
            &tensor([
                -400.0 * a * (b - a * a) - 2.0 * (1.0 - a),
                200.0 * (b - a * a) - 400.0 * b * (c - b * b) - 2.0 * (1.0 - b),
                200.0 * (c - b * b),
            ]),
        );
        let hessian = tensor([
            [1200.0 * a * a - 400.0 * b + 2.0, -400.0 * a, 0.0],
            [-400.0 * a, 200.0 + 1200.0 * b * b - 400.0 * c + 2.0, -400.0 * b],
            [0.0, -400.0 * b, 200.0],
        ]);
        close(&hessian_v, &hessian.mv(&v));
        all_modes(&function!(|x: (Const<3>,)| -> () { super::first_and_second_order::rosenbrock(&x) }), &x, &v);
    }

    #[test]
    fn the_hessian_of_a_quadratic_form_is_its_symmetric_part() {
        let a = tensor([[2.0, -1.0, 0.5], [3.0, 1.0, 0.0], [-0.5, 4.0, 7.0]]);
        let (x, v) = (tensor([1.0, -2.0, 3.0]), tensor([0.5, 0.25, -1.0]));
        let (_, slope, hessian_v) = second_order(|x| 0.5 * x.dot(&x.lift(a).mv(&x)), &x, &v);
        let symmetric = 0.5 * (a + a.t());
        close(&slope, &symmetric.mv(&x));
        close(&hessian_v, &symmetric.mv(&v));
    }

    #[test]
    fn a_tape_of_duals_of_duals_has_third_derivatives() {
        // x⁵ at 2: 80, 160, 240.
        let x: Scalar<Dual<Dual<f64, 1>, 1>> = Tensor::from(Dual::variable(Dual::variable(2.0, 0), 0));
        let slope = grad(|x| x * x * x.powi(3), &x).into_repr();
        assert_eq!((slope.value.value, slope.value.tangents, slope.tangents[0].tangents), (80.0, [160.0], [240.0]));
    }

    #[test]
    fn several_directions_at_once_are_the_columns_of_the_hessian() {
        let x = Vector::<_, 3>::from_fn(|[i]| Dual::<f64, 3>::variable([1.0, -2.0, 0.5][i], i));
        let slope = grad(|x| x.at([0]) * x.at([1]) * x.at([2]) + x.powi(3).sum(), &x);
        let hessian = slope.into_repr().map(|row| row.tangents);
        assert_eq!(hessian, [[6.0, 0.5, -2.0], [0.5, -12.0, 1.0], [-2.0, 1.0, 3.0]]);
    }

    #[test]
    fn composite_functions_agree_in_all_modes() {
        let (x, v) = (tensor([0.3, -1.2, 0.8, 2.0]), tensor([1.0, 0.5, -0.25, 0.1]));
        all_modes(&function!(|x: (Const<4>,)| -> () { (x.sin() * x.exp()).sum().tanh() }), &x, &v);
        all_modes(&function!(|x: (Const<4>,)| -> () { x.softmax::<0>().pow(&(x * x)).sum().ln() }), &x, &v);
        all_modes(&function!(|x: (Const<4>,)| -> () { (x.square().sum() + 1.0).sqrt().atan2(&x.mean()) }), &x, &v);
        all_modes(&function!(|x: (Const<4>,)| -> () { x.max() * x.minimum(&x.mean()).sum() / x.dot(&x) }), &x, &v);
        all_modes(
            &function!(|x: (Const<4>,)| -> () {
                let m = x.reshape::<(Const<2>, Const<2>)>();
                let n = m.mm(&m.t().sigmoid()) - m.mean_keepdim::<0>() * x.at([3]);
                (n / (n.sum_keepdim::<1>().abs() + 1.0)).log_softmax::<1>().cross_entropy(&tensor([1, 0]))
                    + n.row(1).cat(&x).asinh().sum()
            }),
            &x,
            &v,
        );
    }

    #[test]
    fn forward_mode_has_the_values_of_the_plain_program_to_the_last_bits() {
        // Floats sum in lanes, dual numbers one after another.
        for seed in 0..20 {
            let x = Vector::<f64, 9>::from_fn(|[i]| (i as f64 * 7.0 + 13.0 * f64::from(seed)).sin());
            let duals = towards(&x, &Vector::ones());
            let bound = 9.0 * f64::EPSILON * x.abs().sum().item();
            assert!((x.sum() - duals.sum().value()).abs() <= bound);
            assert!((x.dot(&x) - duals.dot(&duals).value()).abs() <= bound);
        }
    }

    #[test]
    fn single_precision_agrees_too() {
        fn forward_and_reverse<F: Function<Vector<f32, 3>, ()>>(f: &F, x: &Vector<f32, 3>) {
            check::gradients(f, x).expect("the modes agree");
            let slope = grad(|x| f.call(x), x);
            let v = tensor([1.0, 0.0, 0.0]);
            assert!((jvp(|x| f.call(x), x, &v).1.item() - slope[[0]]).abs() < 1e-6);
        }
        let f = function!(|x: (Const<3>,)| -> () { (x.exp() * 2.0 + 1.0).ln().sum() / 3.0 });
        forward_and_reverse(&f, &tensor([0.1, -0.5, 2.0]));
    }

    #[test]
    fn nested_derivatives_do_not_confuse_their_variables() {
        // d/dx (x · d/dy (x + y)) = 1, not 2.
        let outer = derivative(
            |x| {
                let inner =
                    derivative(|y| Tensor::from(Dual::constant(x.into_repr())) + y, Dual::<f64, 1>::constant(1.0));
                x * Tensor::from(inner)
            },
            1.0,
        );
        assert_eq!(outer, 1.0);
        // d/dx (x · d/dy (x·y) at y = x) = d/dx x² = 2x.
        let outer = derivative(
            |x: Scalar<Dual<f64, 1>>| {
                let fixed = Tensor::from(Dual::constant(x.into_repr()));
                x * Tensor::from(derivative(|y| fixed * y, x.into_repr()))
            },
            3.0,
        );
        assert_eq!(outer, 6.0);
    }

    #[test]
    fn the_derivative_of_a_derivative_is_the_second_one() {
        // (x⁴)″ at 3.
        let second = derivative(|x| Tensor::from(derivative(|x| x.powi(4), x.into_repr())), 3.0);
        assert_eq!(second, 108.0);
    }
}

mod structures {
    use super::*;

    #[derive(Parameters)]
    struct Layer<E: Element, const I: usize, const O: usize> {
        weight: Matrix<E, O, I>,
        bias: Vector<E, O>,
    }

    #[derive(Parameters)]
    struct Mlp<E: Element> {
        first: Layer<E, 3, 4>,
        hidden: [Layer<E, 4, 4>; 2],
        scale: (Scalar<E>, Vector<E, 2>),
        last: Layer<E, 4, 2>,
    }

    impl<E: Real, const I: usize, const O: usize> Layer<E, I, O> {
        fn forward<const N: usize>(&self, x: &Matrix<E, N, I>) -> Matrix<E, N, O> {
            x.mm(&self.weight.t()) + self.bias
        }
    }

    impl<E: Real> Mlp<E> {
        fn loss<const N: usize>(&self, x: &Matrix<E::Base, N, 3>, labels: &Vector<usize, N>) -> Scalar<E> {
            let mut x = self.first.forward(&self.first.weight.lift(x)).tanh();
            for layer in &self.hidden {
                x = layer.forward(&x).sigmoid() + x;
            }
            (self.last.forward(&x) * self.scale.0 * self.scale.1).cross_entropy(labels)
                + 0.01 * self.first.weight.square().sum()
        }
    }

    fn layer<const I: usize, const O: usize>(seed: f64) -> Layer<f64, I, O> {
        Layer {
            weight: Matrix::<f64, O, I>::from_fn(|[i, j]| (seed + 1.7 * i as f64 + 0.9 * j as f64).sin()),
            bias: Vector::<f64, O>::from_fn(|[i]| 0.1 * (seed - i as f64).cos()),
        }
    }

    fn mlp() -> Mlp<f64> {
        Mlp {
            first: layer(1.0),
            hidden: [layer(2.0), layer(3.0)],
            scale: (tensor(1.3), tensor([0.7, 1.1])),
            last: layer(4.0),
        }
    }

    struct Loss;
    impl Function<Mlp<f64>, ()> for Loss {
        fn call<E: Real<Base = f64>>(&self, at: Mlp<E>) -> Scalar<E> {
            let x = tensor([[0.1, 0.5, -1.0], [2.0, -0.3, 0.0], [1.0, 1.0, 1.0], [0.0, -2.0, 0.4], [0.3, 0.3, 0.9]]);
            at.loss(&x, &tensor([0, 1, 1, 0, 1]))
        }
    }

    /// All numbers of a structure, in the order of its fields.
    fn flat<P: Parameters<Number = f64>>(p: &P) -> Vec<f64> {
        struct Collect(Vec<f64>);
        impl TensorMap<f64> for Collect {
            type Number = f64;
            fn map<S: Shape>(&mut self, x: &Tensor<f64, S>) -> Tensor<f64, S> {
                self.0.extend(x.as_slice());
                *x
            }
        }
        let mut collect = Collect(Vec::new());
        let _ = p.map_tensors(&mut collect);
        collect.0
    }

    #[test]
    fn the_loss_of_a_network_agrees_in_all_modes() {
        let at = mlp();
        check::gradients(&Loss, &at).expect("the modes agree");
        let mut tape = Tape::new();
        let (y, slope) = tape.value_and_grad(|at| Loss.call(at), &at);
        assert_eq!(y.to_bits(), Loss.call::<f64>(mlp()).item().to_bits());
        let mut next = 0.0;
        let direction = at.map_with(|_| {
            next += 1.0;
            f64::sin(next)
        });
        let (value, along) = jvp(|at| Loss.call(at), &at, &direction);
        let expected: f64 = flat(&slope).iter().zip(flat(&direction)).map(|(s, d)| s * d).sum();
        close(&value, &tensor(y));
        close(&along, &tensor(expected));
    }

    #[test]
    fn training_a_network_lowers_its_loss() {
        let (mut at, mut tape) = (mlp(), Tape::new());
        let (before, _) = tape.value_and_grad(|at| Loss.call(at), &at);
        let mut capacity = None;
        for _ in 0..50 {
            let (_, slope) = tape.value_and_grad(|at| Loss.call(at), &at);
            at = at.zip_with(&slope, |p, g| p - 0.2 * g);
            assert_eq!(*capacity.get_or_insert(tape.capacity()), tape.capacity(), "no more is allocated");
        }
        let (after, _) = tape.value_and_grad(|at| Loss.call(at), &at);
        assert!(after < 0.5 * before, "{before} {after}");
    }

    #[test]
    fn tuples_arrays_and_references_are_walked_in_order() {
        let mut tape = Tape::new();
        let (a, b) = (tensor([1.0, 2.0]), tensor([[3.0], [4.0]]));
        let ((da, db), [dc, dd]) = tape.grad(
            |((a, b), [c, d])| (a * b.reshape::<(Const<2>,)>()).sum() + c * d.powi(2),
            &((&a, &b), [tensor(5.0), tensor(6.0)]),
        );
        assert_eq!((da, db), (tensor([3.0, 4.0]), tensor([[1.0], [2.0]])));
        assert_eq!((dc, dd), (tensor(36.0), tensor(60.0)));
        let six = (tensor(1.0), tensor(2.0), tensor(3.0), tensor(4.0), tensor(5.0), tensor(6.0));
        let slope = tape.grad(|(a, b, c, d, e, f)| a * b * c * d * e * f, &six);
        assert_eq!(flat(&slope), [720.0, 360.0, 240.0, 180.0, 144.0, 120.0]);
        let ((one,), none) = tape.grad(|((x,), [])| x * x, &((tensor(2.0),), [] as [Scalar<f64>; 0]));
        assert_eq!((one, none.len()), (tensor(4.0), 0));
    }

    #[test]
    fn structures_are_lifted_into_every_mode() {
        fn dot<E: Real<Base = f64>>(w: &Vector<E, 2>) -> Scalar<E> {
            let ((a, b), [c]) = w.lift(((tensor([1.0, 2.0]), tensor(3.0)), [tensor([4.0, 5.0])]));
            w.dot(&a) * b + w.dot(&c)
        }
        assert_eq!(dot(&tensor([1.0, 1.0])), 18.0);
        assert_eq!(grad(|w| dot(&w), &tensor([1.0, 1.0])), tensor([7.0, 11.0]));
        assert_eq!(jvp(|w| dot(&w), &tensor([1.0, 1.0]), &tensor([1.0, 0.0])).1, 7.0);
    }
}

mod control_flow {
    use super::*;

    /// Doubles until the norm is 1000; then once or a hundred times, by the sign of the sum.
    fn doubled<E: Real, S: Shape>(a: &Tensor<E, S>) -> Scalar<E> {
        let mut b = *a;
        while b.square().sum().sqrt() < 1000.0 {
            b = b * 2.0;
        }
        if b.sum() > 0.0 { b.sum() } else { 100.0 * b.sum() }
    }

    /// xⁿ by squaring.
    fn power<E: Real>(x: Scalar<E>, n: u32) -> Scalar<E> {
        match n {
            0 => x.ones_like(),
            n if n % 2 == 0 => power(x * x, n / 2),
            n => x * power(x, n - 1),
        }
    }

    #[test]
    fn loops_and_branches_on_values_differentiate() {
        assert_eq!(doubled(&tensor(10.0)), 1280.0);
        assert_eq!(value_and_grad(|a| doubled(&a), &tensor(10.0)), (1280.0, tensor(128.0)));
        assert_eq!(jvp(|a| doubled(&a), &tensor(10.0), &tensor(1.0)), (tensor(1280.0), tensor(128.0)));
        assert_eq!(value_and_grad(|a| doubled(&a), &tensor(-10.0)), (-128_000.0, tensor(12_800.0)));
        assert_eq!(value_and_grad(|a| doubled(&a), &tensor(2000.0)), (2000.0, tensor(1.0)));
        let (y, slope, curvature) = second_order(|a| doubled(&a), &tensor(10.0), &tensor(1.0));
        assert_eq!((y, slope, curvature), (1280.0, tensor(128.0), tensor(0.0)));
        assert_eq!(grad(|a| doubled(&a), &tensor([[3.0, -4.0]])), tensor([[25_600.0, 25_600.0]]));
    }

    #[test]
    fn recursion_differentiates() {
        all_modes(&function!(|x: ()| -> () { super::control_flow::power(x, 13) }), &tensor(1.1), &tensor(1.0));
        assert_eq!(value_and_grad(|x| power(x, 10), &tensor(2.0)), (1024.0, tensor(5120.0)));
        assert_eq!(value_and_grad(|x| power(x, 0), &tensor(2.0)), (1.0, tensor(0.0)));
    }

    #[test]
    fn comparisons_see_values_only_in_every_mode() {
        fn compares<E: Real>(x: &Scalar<E>) -> Scalar<E> {
            let same = x + 0.0;
            let x = *x;
            let hold = [x == same, x <= same, x >= same, x < x.exp(), x.item() == E::Base::from_f64(2.0)];
            let literals = [x == 2.0, 2.0 == x, x > 1.5, 1.5 < x, x <= 2.0, 2.0 >= x, x != 2.5];
            let fail = [x != same, x < same, x > same, x == 2.5, x < 2.0, 2.0 < x, 2.0 != x];
            assert!(hold.iter().chain(&literals).all(|holds| *holds) && fail.iter().all(|holds| !holds));
            x * x
        }
        let _ = compares(&tensor(2.0));
        let _ = compares::<f32>(&tensor(2.0));
        assert_eq!(grad(|x| compares(&x), &tensor(2.0)), 4.0);
        assert_eq!(derivative(|x| compares(&x), 2.0), 4.0);
        assert_eq!(second_order(|x| compares(&x), &tensor(2.0), &tensor(1.0)).2, 2.0);
    }
}

mod literals {
    use super::*;

    /// Every operator with a literal on either side, the tensor owned and borrowed.
    fn every_form<E: Real>(x: Vector<E, 2>) {
        fn are<E: Real>(forms: [Vector<E, 2>; 2], expected: [f64; 2]) {
            for form in forms {
                assert!(form.value().as_slice() == expected.map(E::Base::from_f64));
            }
        }
        are([x + 1.0, &x + 1.0], [3.0, 5.0]);
        are([1.0 + x, 1.0 + &x], [3.0, 5.0]);
        are([x - 1.0, &x - 1.0], [1.0, 3.0]);
        are([1.0 - x, 1.0 - &x], [-1.0, -3.0]);
        are([x * 4.0, &x * 4.0], [8.0, 16.0]);
        are([4.0 * x, 4.0 * &x], [8.0, 16.0]);
        are([x / 4.0, &x / 4.0], [0.5, 1.0]);
        are([4.0 / x, 4.0 / &x], [2.0, 1.0]);
        are([-x, -&x], [-2.0, -4.0]);
        let (y, z) = (&x, x + x);
        let w = &z;
        are([x + z, x + w], [6.0, 12.0]);
        are([y + z, y + w], [6.0, 12.0]);
        are([z - x, w - y], [2.0, 4.0]);
        are([z - y, w - x], [2.0, 4.0]);
        are([x * z, y * w], [8.0, 32.0]);
        are([y * z, x * w], [8.0, 32.0]);
        are([z / x, w / y], [2.0, 2.0]);
        are([z / y, w / x], [2.0, 2.0]);
        are([x.at([0]) * x, x * x.at([0])], [4.0, 8.0]);
        are([x.scale(E::Base::from_f64(3.0)), x.full_like(3.0) * x], [6.0, 12.0]);
    }

    #[test]
    fn literals_stand_on_either_side_in_every_mode() {
        every_form::<f64>(tensor([2.0, 4.0]));
        every_form::<f32>(tensor([2.0, 4.0]));
        every_form(Vector::<Dual<f64, 2>, 2>::from_fn(|[i]| Dual::variable([2.0, 4.0][i], i)));
        every_form(Vector::<Dual<Dual<f32, 1>, 3>, 2>::from_fn(|[i]| Dual::from_f64([2.0, 4.0][i])));
        every_form(Tape::new().var(&tensor([2.0, 4.0])));
        every_form(Tape::<f32>::new().constant(&tensor([2.0, 4.0])));
        every_form(Tape::<Dual<f32, 1>>::new().var(&Vector::<_, 2>::from_fn(|[i]| Dual::from_f64([2.0, 4.0][i]))));
        every_form(wengert::FixedTape::<f64, 128, 64>::new().var(&tensor([2.0, 4.0])));
    }

    #[test]
    fn float_literals_are_double_precision_unless_the_context_says_otherwise() {
        fn double<S: Shape>(_: &Tensor<f64, S>) {}
        let a = tensor([1.0, 2.0]);
        double(&a);
        double(&(2.0 * a / 3.0));
        let b: Vector<f32, 2> = tensor([1.0, 2.0]);
        let c = 0.1 * b;
        assert_eq!(c[[0]], 0.1_f32, "the literal is rounded to the tensor's type");
        assert_eq!(c.at([0]), 0.1, "also in a comparison");
        assert_eq!(tensor(1.5) + 1.0, 2.5);
        let zeros: Matrix<f32, 2, 2> = Tensor::full(0.5) - 0.5;
        assert_eq!(zeros, Matrix::zeros());
    }
}

mod integers_and_booleans {
    use super::*;

    #[test]
    fn integers_compute_exactly() {
        let a: Matrix<i32, 2, 3> = tensor([[1, 2, 3], [4, 5, 6]]);
        assert_eq!(a + a - a * 2, Matrix::zeros());
        let b = &a;
        assert_eq!(b * b, tensor([[1, 4, 9], [16, 25, 36]]));
        assert_eq!(a / 2, tensor([[0, 1, 1], [2, 2, 3]]));
        assert_eq!(60 / a, tensor([[60, 30, 20], [15, 12, 10]]));
        assert_eq!(10 - &a, tensor([[9, 8, 7], [6, 5, 4]]));
        assert_eq!(-a + 1, tensor([[0, -1, -2], [-3, -4, -5]]));
        assert_eq!(a.sum(), 21);
        assert_eq!(a.sum_axis::<0>(), tensor([5, 7, 9]));
        assert_eq!(a.sum_keepdim::<1>() * 2, tensor([[12], [30]]).reshape());
        assert_eq!(a.mm(&a.t()), tensor([[14, 32], [32, 77]]));
        assert_eq!(a.mv(&tensor([1, 0, -1])), tensor([-2, -2]));
        assert_eq!(a.reshape::<(Const<3>, Const<2>)>(), tensor([[1, 2], [3, 4], [5, 6]]));
        assert_eq!((a.max(), a.maximum(&tensor(3)).sum()), (tensor(6), tensor(24)));
        assert_eq!(a.minimum(&tensor([2, 2, 2])).max_axis::<1>(), tensor([2, 2]));
        assert_eq!(a.row(1).dot(&a.row(0)), 32);
        assert_eq!(a.row(0).cat(&tensor([7])), tensor([1, 2, 3, 7]));
        assert_eq!(a + tensor([10, 20, 30]), tensor([[11, 22, 33], [14, 25, 36]]));
        let unsigned: Vector<u8, 3> = tensor([200, 50, 5]);
        assert_eq!(unsigned.sum(), 255);
        assert_eq!(Vector::<u64, 4>::arange().sum(), 6);
        assert_eq!(Matrix::<i8, 3, 3>::eye().sum(), 3);
        assert_eq!(Tensor::<usize, (Const<2>, Const<2>)>::ones().mm(&Matrix::<usize, 2, 1>::full(3)), Tensor::full(6));
    }

    #[test]
    fn integer_scalars_compare_with_literals() {
        let x = tensor([3, 5]).max();
        assert!([x == 5, x > 4, x < 6, x >= 5, x <= 5, x != 4].iter().all(|holds| *holds));
        assert!(tensor([3, 5]).at([0]) < tensor([3, 5]).at([1]));
        let byte: Scalar<u8> = tensor(7);
        assert!(byte == 7 && byte > 3);
    }

    #[test]
    fn integer_literals_alone_are_inferred() {
        assert_eq!(tensor([[1, 2], [3, 4]]) * 2 + 1, tensor([[3, 5], [7, 9]]));
        assert_eq!(2 * tensor([1, 2]), tensor([2, 4]));
        assert_eq!((tensor([[1, 2], [3, 4]]) + tensor([1, 1])).sum(), 14);
        let odd: Matrix<i32, 2, 2> = tensor([[1, 2], [3, 4]]) * 2 + 1;
        assert_eq!(odd.t().sum_axis::<0>(), tensor([8, 16]));
    }

    #[test]
    fn booleans_are_stored_rearranged_and_compared() {
        let a = tensor([[true, false, false], [true, true, false]]);
        assert_eq!(a.t(), tensor([[true, true], [false, true], [false, false]]));
        assert_eq!(a.reshape::<(Const<6>,)>().row(4), tensor(true));
        assert!(a.at([0, 0]) == true && a.at([0, 1]) != true && a.at([0, 1]) < true);
        assert!(a[[1, 1]] && !a[[1, 2]]);
        assert_eq!(a.row(0).cat(&a.row(1)).as_slice(), [true, false, false, true, true, false]);
        assert_eq!(a.at([1, 2]).broadcast_to::<(Const<2>,)>(), tensor([false, false]));
        assert_eq!(Matrix::<bool, 2, 3>::default(), Matrix::full(false));
        let from_comparison = Matrix::<bool, 2, 3>::from_fn(|[i, j]| i >= j);
        assert_eq!(from_comparison, a);
    }
}
