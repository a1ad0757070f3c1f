//! Gauss–Newton and Levenberg–Marquardt: on the problems that such methods are tried on, on data with certified results,
//! and where there is no answer.

use allocation_counter::measure;
use wengert::optim::{Fit, GaussNewton, LevenbergMarquardt, Stop, Tolerances};
use wengert::{Dim, Dual, Float, Matrix, Real, Tensor, Vector, dim, stack, tensor, value_and_jacfwd};

/// The largest difference as a part of the number that should be there.
fn error<N: Dim>(found: &Tensor<f64, (N,)>, expected: &Tensor<f64, (N,)>) -> f64 {
    ((found - expected) / expected).norm_inf().item()
}

/// 10·(y − x²) and 1 − x: half of Rosenbrock's function.
fn rosenbrock<E: Real>(p: &Vector<E, 2>) -> Vector<E, 2> {
    let (x, y) = (p.at([0]), p.at([1]));
    stack([10.0 * (y - x * x), 1.0 - x])
}

#[test]
fn both_find_the_end_of_the_valley_of_rosenbrock() {
    let start = tensor([-1.2, 1.0]);
    let marquardt = LevenbergMarquardt::new().minimise(|p| rosenbrock(&p), &start);
    let newton = GaussNewton::new().minimise(|p| rosenbrock(&p), &start);
    for fit in [marquardt, newton] {
        assert!(fit.stop.converged() && fit.iterations < 40, "{fit:?}");
        assert!(error(&fit.parameters, &tensor([1.0, 1.0])) < 1e-9, "{fit:?}");
    }
}

/// Powell's: the Jacobian at the minimum, 0, has rank 2.
fn powell<E: Real>(p: &Vector<E, 4>) -> Vector<E, 4> {
    let [a, b, c, d] = [0, 1, 2, 3].map(|i| p.at([i]));
    stack([a + 10.0 * b, (c - d) * 5.0_f64.sqrt(), (b - 2.0 * c).square(), (a - d).square() * 10.0_f64.sqrt()])
}

#[test]
fn a_jacobian_may_be_singular_at_the_minimum() {
    let start = tensor([3.0, -1.0, 0.0, 1.0]);
    let marquardt = LevenbergMarquardt::new().minimise(|p| powell(&p), &start);
    assert!(marquardt.stop.converged() && marquardt.iterations < 60, "{marquardt:?}");
    assert!(marquardt.parameters.norm_inf() < 1e-8, "{marquardt:?}");
    // The rank is lost on the way, up to rounding: either it has arrived before, or it says so.
    let newton = GaussNewton::new().minimise(|p| powell(&p), &start);
    assert!(newton.stop.converged() || matches!(newton.stop, Stop::RankDeficient { .. }), "{newton:?}");
    assert!(newton.parameters.norm_inf() < 1e-5, "{newton:?}");
}

#[test]
fn single_precision_is_as_good_as_its_rounding() {
    let fit = LevenbergMarquardt::new().minimise(|p| rosenbrock(&p), &tensor([-1.2_f32, 1.0]));
    assert!(fit.stop.converged(), "{fit:?}");
    assert!((fit.parameters - 1.0).norm_inf() < 1e-5, "{fit:?}");
    let fit = LevenbergMarquardt::new().minimise(|p| powell(&p), &tensor([3.0_f32, -1.0, 0.0, 1.0]));
    assert!(fit.stop.converged() && fit.parameters.norm_inf() < 1e-2, "{fit:?}");
    let fit = GaussNewton::new().minimise(|p| powell(&p), &tensor([3.0_f32, -1.0, 0.0, 1.0]));
    assert!(fit.parameters.norm_inf() < 1e-2, "{fit:?}");
}

const X: Matrix<f64, 4, 2> = Tensor::from_repr([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 4.0]]);
const Y: Vector<f64, 4> = Tensor::from_repr([1.0, 0.0, 4.0, 3.0]);

#[test]
fn a_linear_problem_takes_one_step() {
    let start = tensor([30.0, -40.0]);
    let (f, exact) = (|p: Vector<_, 2>| p.lift(X).mv(&p) - p.lift(Y), X.lstsq(&Y));
    let newton = GaussNewton::new().minimise(f, &start);
    assert_eq!((newton.iterations, newton.stop), (1, Stop::Gradient));
    assert!(error(&newton.parameters, &exact) < 1e-14, "{newton:?}");
    // The first step is damped.
    let marquardt = LevenbergMarquardt::new().damping(1e-12).minimise(|p| p.lift(X).mv(&p) - p.lift(Y), &start);
    assert!(marquardt.stop.converged() && marquardt.iterations <= 2, "{marquardt:?}");
    assert!(error(&marquardt.parameters, &exact) < 1e-9, "{marquardt:?}");
}

#[test]
fn where_the_minimum_is_a_line_the_fit_is_one_of_its_points() {
    // Only the sum of the first two counts, and the last one does not count at all.
    let f = |p: Vector<_, 3>| p.lift(X).mv(&stack([p.at([0]) + p.at([1]), 2.0 * p.at([0]) + 2.0 * p.at([1])]));
    let start = tensor([3.0, 4.0, 1e6]);
    let fit = LevenbergMarquardt::new().minimise(|p| f(p) - p.lift(Y), &start);
    let line = X.mv(&tensor([1.0, 2.0]));
    let exact = line.dot(&Y).item() / line.dot(&line).item();
    assert!(fit.stop.converged() && fit.iterations < 10, "{fit:?}");
    assert!((fit.parameters[[0]] + fit.parameters[[1]] - exact).abs() < 1e-9, "{fit:?}");
    assert_eq!(fit.parameters[[2]], 1e6);
    assert_eq!(GaussNewton::new().minimise(|p| f(p) - p.lift(Y), &start).stop, Stop::RankDeficient { parameter: 1 });
}

#[test]
fn the_damping_never_vanishes() {
    // In f32 this is 0, with which there would be no step along the valley.
    let solver = LevenbergMarquardt::new().damping(1e-60);
    let fit =
        solver.minimise(|p| stack([(p.at([0]) + p.at([1])).square(), p.at([0]) + p.at([1])]), &tensor([8_f32, 1.0]));
    assert!(fit.stop.converged() && (fit.parameters[[0]] + fit.parameters[[1]]).abs() < 1e-6, "{fit:?}");
}

#[test]
fn there_may_be_fewer_residuals_than_parameters() {
    let fit = LevenbergMarquardt::new().minimise(|p| stack([p.dot(&p) - 4.0]), &tensor([1.0, 2.0, 3.0]));
    assert!(fit.stop.converged() && (fit.parameters.norm() - 2.0).abs() < 1e-9, "{fit:?}");
}

#[test]
fn a_step_to_where_there_is_nothing_is_taken_back() {
    // The first step of ln x = 0 from 5 goes to 5 − 5·ln 5 < 0, where the logarithm is NaN.
    let start = tensor([5.0_f64]);
    let marquardt = LevenbergMarquardt::new().damping(1e-9).minimise(|x| x.ln(), &start);
    let newton = GaussNewton::new().minimise(|x| x.ln(), &start);
    for fit in [marquardt, newton] {
        assert!(fit.stop.converged() && (fit.parameters[[0]] - 1.0).abs() < 1e-9, "{fit:?}");
    }
    // At 0 the root is finite and its slope is not.
    for fit in [
        LevenbergMarquardt::new().minimise(|x| x.sqrt() + 1.0, &tensor([4.0_f64])),
        GaussNewton::new().minimise(|x| x.sqrt() + 1.0, &tensor([4.0_f64])),
    ] {
        assert!(fit.parameters[[0]] > 0.0 && fit.parameters[[0]] < 0.1 && fit.cost.is_finite(), "{fit:?}");
    }
}

#[test]
fn a_start_without_residuals_or_slopes_says_so() {
    for start in [-1.0, 0.0] {
        let fit = LevenbergMarquardt::new().minimise(|x| x.sqrt(), &tensor([start]));
        assert_eq!((fit.stop, fit.iterations, fit.parameters), (Stop::NotFinite, 0, tensor([start])));
        assert_eq!(GaussNewton::new().minimise(|x| x.sqrt(), &tensor([start])).stop, Stop::NotFinite);
    }
}

#[test]
fn iterations_are_counted_and_bounded() {
    for iterations in [0, 3] {
        let fit = LevenbergMarquardt::new().iterations(iterations).minimise(|p| rosenbrock(&p), &tensor([-1.2, 1.0]));
        assert_eq!((fit.iterations, fit.stop), (iterations, Stop::Iterations));
        let fit = GaussNewton::new().iterations(iterations).minimise(|p| powell(&p), &tensor([3.0, -1.0, 0.0, 1.0]));
        assert_eq!((fit.iterations, fit.stop), (iterations, Stop::Iterations));
    }
}

#[test]
#[should_panic(expected = "the damping begins above 0")]
fn damping_begins_above_zero() {
    let solver = LevenbergMarquardt { damping: 0.0, ..LevenbergMarquardt::new() };
    let _ = solver.minimise(|p| rosenbrock(&p), &tensor([-1.2, 1.0]));
}

#[test]
fn units_do_not_matter() {
    let (unit, scale) = (tensor([1e-9, 1e12]), 1e20);
    let plain = LevenbergMarquardt::new().minimise(|p| rosenbrock(&p), &tensor([-1.2, 1.0]));
    let scaled =
        LevenbergMarquardt::new().minimise(|p| rosenbrock(&(p * p.lift(unit))) * scale, &(tensor([-1.2, 1.0]) / unit));
    assert_eq!((scaled.iterations, scaled.stop), (plain.iterations, plain.stop));
    assert!(error(&(scaled.parameters * unit), &plain.parameters) < 1e-9);
}

#[test]
fn a_looser_tolerance_stops_earlier() {
    let loose = Tolerances { gradient: 1e-2, step: 1e-2, cost: 1e-2 };
    let fit = LevenbergMarquardt::new().tolerances(loose).minimise(|p| powell(&p), &tensor([3.0, -1.0, 0.0, 1.0]));
    let exact = LevenbergMarquardt::new().minimise(|p| powell(&p), &tensor([3.0, -1.0, 0.0, 1.0]));
    assert!(fit.stop.converged() && fit.iterations + 5 < exact.iterations, "{fit:?} {exact:?}");
}

dim!(Coefficients = 3);
dim!(Times = 20);

/// a + b·exp(−c·t), with names for the axes.
fn decay<E: Real>(p: &Tensor<E, (Coefficients,)>, times: &Tensor<E::Base, (Times,)>) -> Tensor<E, (Times,)> {
    p.at([0]) + p.at([1]) * (-p.at([2]) * p.lift(times)).exp()
}

fn decay_is_found<T: Float<Base = T> + wengert::Primitive>(tolerance: f64) {
    let times = Tensor::<T, (Times,)>::from_fn(|[i]| T::from_f64(0.25 * i as f64));
    let exact = Tensor::<T, (Coefficients,)>::from_fn(|[i]| T::from_f64([2.0, 3.0, 0.7][i]));
    let measured = decay(&exact, &times);
    let start = Tensor::full(T::ONE);
    let marquardt = LevenbergMarquardt::new().lanes::<3>().minimise(|p| decay(&p, &times) - p.lift(measured), &start);
    let newton = GaussNewton::new().lanes::<1>().minimise(|p| decay(&p, &times) - p.lift(measured), &start);
    for fit in [marquardt, newton] {
        assert!(fit.stop.converged(), "{fit:?}");
        assert!((fit.parameters - exact).norm_inf().item() < T::from_f64(tolerance), "{fit:?}");
    }
}

#[test]
fn exact_data_give_their_parameters_back() {
    decay_is_found::<f64>(1e-12);
    decay_is_found::<f32>(1e-5);
}

#[test]
fn nothing_is_allocated() {
    let heap = measure(|| {
        assert!(LevenbergMarquardt::new().minimise(|p| powell(&p), &tensor([3.0, -1.0, 0.0, 1.0])).stop.converged());
        assert!(GaussNewton::new().minimise(|p| rosenbrock(&p), &tensor([-1.2, 1.0])).stop.converged());
    });
    assert_eq!(heap.count_total, 0);
}

/// Freudenstein and Roth's: a minimum of 0 at (5, 4), and another one at (11.41…, −0.8968…), where the Jacobian is singular.
fn freudenstein_roth<E: Real>(p: &Vector<E, 2>) -> Vector<E, 2> {
    let (x, y) = (p.at([0]), p.at([1]));
    stack([x - 13.0 + ((5.0 - y) * y - 2.0) * y, x - 29.0 + ((y + 1.0) * y - 14.0) * y])
}

/// Jennrich and Sampson's: 62.18… at (0.2578…, 0.2578…), half of 124.36….
fn jennrich_sampson<E: Real>(p: &Vector<E, 2>) -> Vector<E, 10> {
    let i = p.new_tensor(std::array::from_fn::<f64, 10, _>(|i| i as f64 + 1.0));
    2.0 + 2.0 * i - (i * p.at([0])).exp() - (i * p.at([1])).exp()
}

/// The largest cosine between the residuals and a column of their Jacobian, which a minimum of the squares does not have.
fn slant<const M: usize, const N: usize>((r, jacobian): (Vector<f64, M>, Matrix<f64, M, N>)) -> f64 {
    let lengths = (jacobian * jacobian).sum_axis::<0>().sqrt() * r.norm();
    (r.vm(&jacobian) / lengths).norm_inf().item()
}

#[test]
fn a_halved_step_is_not_convergence() {
    let fit = GaussNewton::new().minimise(|p| freudenstein_roth(&p), &tensor([0.5_f64, -2.0]));
    let slant_there = slant(value_and_jacfwd(|p| freudenstein_roth(&p), &fit.parameters));
    assert!(!fit.stop.converged() || slant_there < 1e-6, "{slant_there} {fit:?}");
    let fit = GaussNewton::new().minimise(|p| jennrich_sampson(&p), &tensor([0.3_f64, 0.4]));
    assert!(!fit.stop.converged() || (fit.cost - 62.181).abs() < 1e-3, "{fit:?}");
    let fit = LevenbergMarquardt::new().minimise(|p| jennrich_sampson(&p), &tensor([0.3_f64, 0.4]));
    assert!(fit.stop.converged() && (fit.cost - 62.181).abs() < 1e-3, "{fit:?}");
    let fit = LevenbergMarquardt::new().minimise(|p| freudenstein_roth(&p), &tensor([0.5_f64, -2.0]));
    assert!(fit.stop.converged() && (fit.cost - 24.4921).abs() < 1e-3, "{fit:?}");
}

#[test]
fn a_search_that_finds_nothing_is_not_convergence() {
    // 2p, with the derivative −1: every step goes up.
    let wrong = |p: Vector<Dual<f64, 8>, 1>| 3.0 * p.detach() - p;
    let start = tensor([1.0]);
    let newton = GaussNewton::new().minimise(wrong, &start);
    let marquardt = LevenbergMarquardt::new().minimise(wrong, &start);
    for fit in [newton, marquardt] {
        assert_eq!((fit.stop, fit.parameters, fit.cost), (Stop::Stuck, start, 2.0));
        assert!(!fit.stop.converged());
    }
}

/// a − 1 twice, the second time with exp(−e), which is nearly dead at the start.
fn nearly_dead<E: Real>(p: &Vector<E, 2>) -> Vector<E, 2> {
    let [a, e] = [0, 1].map(|i| p.at([i]));
    stack([a - 1.0, a - 1.0 - (-e).exp()])
}

#[test]
fn a_parameter_that_is_nearly_dead_does_not_stop_the_others() {
    for e in [20.0, 30.0, 40.0, 100.0, 300.0] {
        let fit = LevenbergMarquardt::new().minimise(|p| nearly_dead(&p), &tensor([50.0, e]));
        assert!(fit.stop.converged() && fit.cost < 1e-12 && fit.iterations < 100, "{e} {fit:?}");
        // Units still do not matter.
        let unit = tensor([0.5_f64.powi(30), 2.0_f64.powi(40)]);
        let scaled =
            LevenbergMarquardt::new().minimise(|p| nearly_dead(&(p * p.lift(unit))), &(tensor([50.0, e]) / unit));
        assert_eq!((scaled.iterations, scaled.stop), (fit.iterations, fit.stop));
    }
}

#[test]
fn a_start_may_be_tiny() {
    for size in [0.0, 1e-300, 1e-12, 1e-6] {
        let fit = LevenbergMarquardt::new().minimise(|p| rosenbrock(&p), &tensor([-1.2 * size, size]));
        assert!(fit.stop.converged() && error(&fit.parameters, &tensor([1.0, 1.0])) < 1e-9, "{size} {fit:?}");
    }
}

// Statistical Reference Datasets of the National Institute of Standards and Technology (NIST), https://www.itl.nist.gov/
// div898/strd/nls/nls_main.shtml: measurements, models, and results certified to eleven digits.

/// Parameters to seven digits, the sum of squares to nine, and the standard deviations of the parameters to five.
fn certify<const M: usize, const N: usize>(
    fit: &Fit<Vector<f64, N>, f64>,
    jacobian: &Matrix<f64, M, N>,
    parameters: [f64; N],
    deviations: [f64; N],
    sum: f64,
) {
    assert!(fit.stop.converged(), "{fit:?}");
    assert!(error(&fit.parameters, &tensor(parameters)) < 1e-7, "{fit:?}");
    assert!((2.0 * fit.cost / sum - 1.0).abs() < 1e-9, "{fit:?}");
    let variance = 2.0 * fit.cost / (M - N) as f64;
    let covariance = jacobian.t().mm(jacobian).inverse() * variance;
    assert!(error(&covariance.diagonal().sqrt(), &tensor(deviations)) < 1e-5, "{covariance:?}");
}

/// Misra1a: dental research on monomolecular adsorption (D. Misra, 1978). b₀·(1 − exp(−b₁·x)).
fn misra1a<E: Real>(b: &Vector<E, 2>) -> Vector<E, 14> {
    let x =
        b.new_tensor([77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0]);
    let y = b
        .new_tensor([10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78]);
    b.at([0]) * (1.0 - (-b.at([1]) * x).exp()) - y
}

#[test]
fn misra1a_of_nist() {
    for start in [[500.0, 1e-4], [250.0, 5e-4]] {
        for fit in [
            LevenbergMarquardt::new().minimise(|b| misra1a(&b), &tensor(start)),
            GaussNewton::new().minimise(|b| misra1a(&b), &tensor(start)),
        ] {
            let (_, jacobian) = value_and_jacfwd(|b| misra1a(&b), &fit.parameters);
            let parameters = [2.389_421_291_8e2, 5.501_564_318_1e-4];
            let deviations = [2.707_007_524_1, 7.266_868_843_6e-6];
            certify(&fit, &jacobian, parameters, deviations, 1.245_513_889_4e-1);
        }
    }
}

/// MGH09: enzyme reactions (J. Kowalik, M. Osborne, 1978), a hard one. b₀·(x² + x·b₁) / (x² + x·b₂ + b₃).
fn mgh09<E: Real>(b: &Vector<E, 4>) -> Vector<E, 11> {
    let x = b.new_tensor([4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625]);
    let y = b.new_tensor([0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246]);
    b.at([0]) * (x * x + x * b.at([1])) / (x * x + x * b.at([2]) + b.at([3])) - y
}

#[test]
fn mgh09_of_nist() {
    for start in [[25.0, 39.0, 41.5, 39.0], [0.25, 0.39, 0.415, 0.39]] {
        let fit = LevenbergMarquardt::new().minimise(|b| mgh09(&b), &tensor(start));
        let (_, jacobian) = value_and_jacfwd(|b| mgh09(&b), &fit.parameters);
        let parameters = [1.928_069_345_8e-1, 1.912_823_287_3e-1, 1.230_565_069_3e-1, 1.360_623_306_8e-1];
        let deviations = [1.143_531_222_7e-2, 1.963_322_091_1e-1, 8.084_203_123_2e-2, 9.002_554_230_8e-2];
        certify(&fit, &jacobian, parameters, deviations, 3.075_056_038_5e-4);
    }
}

/// MGH17 (M. Osborne, 1972): two exponentials, which are nearly dead from a start of decays that are too fast.
/// b₀ + b₁·exp(−x·b₃) + b₂·exp(−x·b₄).
fn mgh17<E: Real>(b: &Vector<E, 5>) -> Vector<E, 33> {
    let x = b.new_tensor(std::array::from_fn::<f64, 33, _>(|i| 10.0 * i as f64));
    let y = b.new_tensor([
        0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603,
        0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411,
        0.406,
    ]);
    let b = |i: usize| b.at([i]);
    b(0) + b(1) * (-(b(3) * x)).exp() + b(2) * (-(b(4) * x)).exp() - y
}

#[test]
fn mgh17_of_nist() {
    let near = LevenbergMarquardt::new().minimise(|b| mgh17(&b), &tensor([0.5_f64, 1.5, -1.0, 0.01, 0.02]));
    assert!(near.stop.converged() && (2.0 * near.cost / 5.464_894_697_5e-5 - 1.0).abs() < 1e-9, "{near:?}");
    for start in [[50.0_f64, 150.0, -100.0, 1.0, 2.0], [50.0, 150.0, -100.0, 2.0, 3.0]] {
        let far = LevenbergMarquardt::new().minimise(|b| mgh17(&b), &tensor(start));
        assert!(!far.stop.converged() || (2.0 * far.cost / 5.464_894_697_5e-5 - 1.0).abs() < 1e-9, "{far:?}");
        assert!(far.cost < 1e-4, "{far:?}");
        let single = LevenbergMarquardt::new().minimise(|b| mgh17(&b), &tensor(start.map(<f32 as Float>::from_f64)));
        assert!(!single.stop.converged() || single.cost < 1e-4, "{single:?}");
    }
}

/// Thurber: the mobility of electrons in a semiconductor (R. Thurber, 1979). A quotient of cubic polynomials.
fn thurber<E: Real>(b: &Vector<E, 7>) -> Vector<E, 37> {
    let x = b.new_tensor([
        -3.067, -2.981, -2.921, -2.912, -2.840, -2.797, -2.702, -2.699, -2.633, -2.481, -2.363, -2.322, -1.501, -1.460,
        -1.274, -1.212, -1.100, -1.046, -0.915, -0.714, -0.566, -0.545, -0.400, -0.309, -0.109, -0.103, 0.010, 0.119,
        0.377, 0.790, 0.963, 1.006, 1.115, 1.572, 1.841, 2.047, 2.200,
    ]);
    let y = b.new_tensor([
        80.574, 84.248, 87.264, 87.195, 89.076, 89.608, 89.868, 90.101, 92.405, 95.854, 100.696, 101.060, 401.672,
        390.724, 567.534, 635.316, 733.054, 759.087, 894.206, 990.785, 1090.109, 1080.914, 1122.643, 1178.351,
        1260.531, 1273.514, 1288.339, 1327.543, 1353.863, 1414.509, 1425.208, 1421.384, 1442.962, 1464.350, 1468.705,
        1447.894, 1457.628,
    ]);
    let b = |i: usize| b.at([i]);
    (b(0) + x * (b(1) + x * (b(2) + x * b(3)))) / (1.0 + x * (b(4) + x * (b(5) + x * b(6)))) - y
}

#[test]
fn thurber_of_nist() {
    for start in [[1000.0, 1000.0, 400.0, 40.0, 0.7, 0.3, 0.03], [1300.0, 1500.0, 500.0, 75.0, 1.0, 0.4, 0.05]] {
        let fit = LevenbergMarquardt::new().minimise(|b| thurber(&b), &tensor(start));
        let (_, jacobian) = value_and_jacfwd(|b| thurber(&b), &fit.parameters);
        let parameters = [
            1.288_139_680_0e3,
            1.491_079_253_5e3,
            5.832_383_687_7e2,
            7.541_664_429_1e1,
            9.662_950_286_4e-1,
            3.979_728_579_7e-1,
            4.972_729_734_9e-2,
        ];
        let deviations = [
            4.664_796_374_0,
            3.957_115_608_6e1,
            2.869_869_610_2e1,
            5.567_537_027_0,
            3.133_334_068_7e-2,
            1.498_492_819_8e-2,
            6.584_234_462_3e-3,
        ];
        certify(&fit, &jacobian, parameters, deviations, 5.642_708_239_7e3);
    }
}
