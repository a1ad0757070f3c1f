//! The optimisers against PyTorch's algorithms, written out as its documentation has them, and against closed forms.
#![cfg(all(feature = "alloc", feature = "derive"))]

use wengert::optim::{Adam, AdamW, Moments, Sgd, clip_norm};
use wengert::{Dual, Element, Float, Matrix, Parameters, ParametersMut, Scalar, Tensor, Vector, tensor};

#[derive(Debug, Clone, Copy, PartialEq, Parameters)]
struct Model<E: Element> {
    weight: Matrix<E, 2, 3>,
    pair: (Vector<E, 2>, [Scalar<E>; 1]),
}

fn model() -> Model<f64> {
    let model = Model { weight: Tensor::zeros(), pair: (Tensor::zeros(), [Tensor::zeros()]) };
    let mut next = 0.0;
    model.map_with(|_| {
        next += 1.0;
        f64::sin(1.7 * next)
    })
}

/// A gradient of either sign and of many sizes, another one at each step.
fn slope(p: f64, step: i32) -> f64 {
    (p - 0.3) * (f64::from(step) * 0.9 + 5.0 * p).cos() * 10_f64.powi(step % 5 - 2)
}

/// Fifty steps of an optimiser and of its reference, which has a list of numbers as its state.
fn agree(mut step: impl FnMut(&mut Model<f64>, &Model<f64>), mut reference: impl FnMut(usize, i32, f64, f64) -> f64) {
    let mut model = model();
    let mut expected: Vec<f64> = model.leaves().flatten().copied().collect();
    for t in 1..=50 {
        let gradient = model.map_with(|p| slope(p, t));
        step(&mut model, &gradient);
        for (i, p) in expected.iter_mut().enumerate() {
            *p = reference(i, t, *p, slope(*p, t));
        }
        for (found, expected) in model.leaves().flatten().zip(&expected) {
            assert!((found - expected).abs() <= 1e-12 * (1.0 + expected.abs()), "step {t}: {found} {expected}");
        }
    }
}

/// The algorithm of `torch.optim.SGD`.
#[derive(Clone, Copy)]
struct TorchSgd {
    lr: f64,
    momentum: f64,
    weight_decay: f64,
    nesterov: bool,
}

impl TorchSgd {
    fn step(&self, buffer: &mut Option<f64>, p: f64, mut g: f64) -> f64 {
        if self.weight_decay != 0.0 {
            g += self.weight_decay * p;
        }
        if self.momentum != 0.0 {
            let b = buffer.map_or(g, |b| self.momentum * b + g);
            *buffer = Some(b);
            g = if self.nesterov { g + self.momentum * b } else { b };
        }
        p - self.lr * g
    }
}

#[test]
fn sgd_is_that_of_pytorch() {
    for (momentum, weight_decay, nesterov) in
        [(0.0, 0.0, false), (0.9, 0.0, false), (0.0, 0.1, false), (0.8, 0.05, false), (0.9, 0.01, true)]
    {
        let torch = TorchSgd { lr: 0.02, momentum, weight_decay, nesterov };
        let optimiser = Sgd::new(&model(), 0.02).weight_decay(weight_decay);
        let mut optimiser = if nesterov { optimiser.nesterov(momentum) } else { optimiser.momentum(momentum) };
        let mut buffers = [None; 9];
        agree(|model, gradient| optimiser.step(model, gradient), |i, _, p, g| torch.step(&mut buffers[i], p, g));
    }
}

/// The algorithm of `torch.optim.Adam`, and of `torch.optim.AdamW` if the decay is decoupled.
#[derive(Clone, Copy)]
struct TorchAdam {
    lr: f64,
    betas: (f64, f64),
    eps: f64,
    weight_decay: f64,
    decoupled: bool,
}

impl TorchAdam {
    fn step(&self, (m, v): &mut (f64, f64), t: i32, mut p: f64, mut g: f64) -> f64 {
        if self.decoupled {
            p -= self.lr * self.weight_decay * p;
        } else {
            g += self.weight_decay * p;
        }
        *m = self.betas.0 * *m + (1.0 - self.betas.0) * g;
        *v = self.betas.1 * *v + (1.0 - self.betas.1) * g * g;
        let m_hat = *m / (1.0 - self.betas.0.powi(t));
        let v_hat = *v / (1.0 - self.betas.1.powi(t));
        p - self.lr * m_hat / (v_hat.sqrt() + self.eps)
    }
}

#[test]
fn adam_is_that_of_pytorch() {
    let defaults = TorchAdam { lr: 0.01, betas: (0.9, 0.999), eps: 1e-8, weight_decay: 0.0, decoupled: false };
    let mut optimiser = Adam::new(&model(), 0.01);
    let mut states = [(0.0, 0.0); 9];
    agree(|model, gradient| optimiser.step(model, gradient), |i, t, p, g| defaults.step(&mut states[i], t, p, g));

    let others = TorchAdam { lr: 0.1, betas: (0.5, 0.8), eps: 1e-3, weight_decay: 0.2, decoupled: false };
    let mut optimiser = Adam::new(&model(), 0.1).betas(0.5, 0.8).epsilon(1e-3).weight_decay(0.2);
    let mut states = [(0.0, 0.0); 9];
    agree(|model, gradient| optimiser.step(model, gradient), |i, t, p, g| others.step(&mut states[i], t, p, g));
}

#[test]
fn adam_w_is_that_of_pytorch() {
    let defaults = TorchAdam { lr: 0.01, betas: (0.9, 0.999), eps: 1e-8, weight_decay: 0.01, decoupled: true };
    let mut optimiser = AdamW::new(&model(), 0.01);
    let mut states = [(0.0, 0.0); 9];
    agree(|model, gradient| optimiser.step(model, gradient), |i, t, p, g| defaults.step(&mut states[i], t, p, g));

    let others = TorchAdam { lr: 0.1, betas: (0.5, 0.8), eps: 1e-3, weight_decay: 0.2, decoupled: true };
    let mut optimiser = AdamW::new(&model(), 0.1).betas(0.5, 0.8).epsilon(1e-3).weight_decay(0.2);
    let mut states = [(0.0, 0.0); 9];
    agree(|model, gradient| optimiser.step(model, gradient), |i, t, p, g| others.step(&mut states[i], t, p, g));
}

#[track_caller]
fn close(found: Scalar<f64>, expected: f64) {
    assert!((found.item() - expected).abs() < 1e-15, "{found} {expected}");
}

#[test]
fn two_steps_by_hand() {
    let (mut p, g) = (tensor(1.0), tensor(2.0));
    let mut sgd = Sgd::new(&p, 0.1).momentum(0.9);
    sgd.step(&mut p, &g);
    close(p, 0.8); // 1 − 0.1·2
    sgd.step(&mut p, &g);
    close(p, 0.42); // 0.8 − 0.1·(0.9·2 + 2)

    let mut p = tensor(1.0);
    let mut sgd = Sgd::new(&p, 0.1).nesterov(0.9);
    sgd.step(&mut p, &g);
    close(p, 0.62); // 1 − 0.1·(2 + 0.9·2)
    sgd.step(&mut p, &g);
    close(p, 0.078); // 0.62 − 0.1·(2 + 0.9·3.8)

    let mut p = tensor(1.0);
    let mut adam = Adam::new(&p, 0.1).betas(0.5, 0.75).epsilon(0.0);
    adam.step(&mut p, &tensor(1.0));
    close(p, 0.9); // both means are corrected to the first gradient
    adam.step(&mut p, &tensor(-3.0));
    // mean ½·½ − ½·3 = −5/4, corrected by 3/4; square ¾·¼ + ¼·9 = 39/16, corrected by 7/16
    close(p, 0.9 + 0.1 * (5.0 / 3.0) / (39.0_f64 / 7.0).sqrt());

    let mut p = tensor(4.0);
    let mut adam = AdamW::new(&p, 0.5).weight_decay(0.25).epsilon(0.0);
    adam.step(&mut p, &tensor(1e-5));
    close(p, 3.0); // 4·(1 − 0.5·0.25) − 0.5
}

#[test]
fn where_the_gradient_is_zero_adam_stays() {
    let mut at = model();
    let mut adam = Adam::new(&at, 0.1);
    for _ in 0..3 {
        adam.step(&mut at, &model().map_with(|_| 0.0));
    }
    assert_eq!(at, model());
}

#[test]
fn a_saved_state_goes_on_as_if_nothing_had_been() {
    let (mut at, mut adam) = (model(), Adam::new(&model(), 0.1));
    let run = |at: &mut Model<f64>, adam: &mut Adam<Model<f64>>, steps: core::ops::Range<i32>| {
        for t in steps {
            let gradient = at.map_with(|p| slope(p, t));
            adam.step(at, &gradient);
        }
    };
    run(&mut at, &mut adam, 0..10);
    let Moments { steps, mean, square, .. } = adam.moments;
    let mut restored = Adam::with_moments(Moments { steps, ..Moments::from_means(mean, square) }, adam.learning_rate);
    let mut again = at;
    run(&mut at, &mut adam, 10..20);
    run(&mut again, &mut restored, 10..20);
    assert_eq!(at, again);
}

/// On dual numbers a run of an optimiser has a derivative: that of the last parameters by the first ones.
#[test]
fn a_run_differentiates() {
    fn run<T: Float>(start: T) -> T {
        let mut p = Tensor::from(start);
        let mut optimiser = AdamW::new(&p, T::from_f64(0.05));
        for _ in 0..20 {
            let slope = p * p * p - p;
            optimiser.step(&mut p, &slope);
        }
        let mut sgd = Sgd::new(&p, T::from_f64(0.1)).nesterov(T::from_f64(0.5));
        for _ in 0..5 {
            let mut slope = p.sin();
            clip_norm(&mut slope, T::from_f64(0.25));
            sgd.step(&mut p, &slope);
        }
        p.into_repr()
    }
    let [derivative]: [f64; 1] = run(Dual::variable(2.0, 0)).tangents;
    let h = 1e-5;
    let difference = (run(2.0 + h) - run(2.0 - h)) / (2.0 * h);
    assert!((derivative - difference).abs() < 1e-8, "{derivative} {difference}");
    assert!((derivative - 1.0).abs() > 0.01, "the derivative is not that of a shift");
}

#[test]
fn a_long_gradient_is_clipped() {
    let long = model().map_with(|x| 1e3 * x);
    let length = long.leaves().flatten().map(|x| x * x).sum::<f64>().sqrt();
    let mut clipped = long;
    let before = clip_norm(&mut clipped, 2.0);
    assert!((before - length).abs() < 1e-12 * length);
    for (clipped, long) in clipped.leaves().flatten().zip(long.leaves().flatten()) {
        assert!((clipped - long * 2.0 / (length + 1e-6)).abs() < 1e-15);
    }
    let mut short = long;
    clip_norm(&mut short, 1e9);
    assert_eq!(short, long);
    assert_eq!(clip_norm(&mut clipped.map_with(|_| 0.0), 0.0), 0.0);
}

#[test]
fn lengths_beyond_the_squares_of_f32_are_exact() {
    let mut huge = (tensor([3e30_f32, 0.0]), tensor([[4e30_f32]]));
    assert!((clip_norm(&mut huge, 10.0) / 5e30 - 1.0).abs() < 1e-6);
    assert!((huge.0[[0]] - 6.0).abs() < 1e-5 && (huge.1[[0, 0]] - 8.0).abs() < 1e-5);
    let mut tiny = tensor([3e-30_f32, 4e-30]);
    assert!((clip_norm(&mut tiny, 1.0) / 5e-30 - 1.0).abs() < 1e-6);
    assert_eq!(tiny, tensor([3e-30, 4e-30]));
    assert!(clip_norm(&mut tensor([f64::NAN, 0.0]), 1.0).is_nan());
    assert!(clip_norm(&mut tensor([f64::INFINITY, 0.0]), 1.0).is_infinite());
}

#[test]
#[should_panic(expected = "a momentum is at least 0 and less than 1")]
fn a_momentum_of_one_would_never_rest() {
    let _ = Sgd::new(&tensor(1.0), 0.1).momentum(1.0);
}

#[test]
#[should_panic(expected = "beta2 is at least 0 and less than 1")]
fn a_mean_that_forgets_nothing_is_none() {
    let _ = Adam::new(&tensor(1.0), 0.1).betas(0.9, 1.0);
}

/// What is set has the type of the model's numbers.
#[test]
fn a_model_of_f32_is_trained_in_f32() {
    let mut p: Vector<f32, 2> = tensor([1.0, -1.0]);
    let mut adam = AdamW::new(&p, 0.1);
    adam.step(&mut p, &tensor([2.0, -3.0]));
    assert!((p - tensor([0.899, -0.899])).norm_inf().item() <= f32::EPSILON);
    let leaf: &mut [f32] = adam.moments.mean.leaf_mut(0);
    // 1 − β₁ is that of the number nearest to 0.9, exactly.
    assert_eq!(leaf, [(1.0 - 0.9_f32) * 2.0, (1.0 - 0.9_f32) * -3.0]);
}

/// Its corrections lose no digits in `f32`, although β₂ is close to 1.
#[test]
fn adam_in_f32_goes_where_it_goes_in_f64() {
    let (mut rough, mut fine): (Vector<f32, 2>, Vector<f64, 2>) = (tensor([1.0, -1.0]), tensor([1.0, -1.0]));
    let (mut adam, mut exact) = (Adam::new(&rough, 0.01), Adam::new(&fine, 0.01));
    for _ in 0..200 {
        let slopes = (rough * rough * rough - rough * 0.5, fine * fine * fine - fine * 0.5);
        adam.step(&mut rough, &slopes.0);
        exact.step(&mut fine, &slopes.1);
        assert!((rough.cast::<f64>() - fine).norm_inf() < 2e-5, "{rough} {fine}");
    }
}
