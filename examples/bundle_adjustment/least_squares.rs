//! The method of Levenberg and Marquardt, for cameras and points.
//!
//! A step d solves (Jᵀ·J + damping)·d = −Jᵀ·e, where J is the Jacobian of the errors e. An error knows one camera and one
//! point, so of Jᵀ·J there are blocks: U for each camera, V for each point, W for each observation.
//!
//! ```text
//! ⎛ U   W ⎞ ⎛ camera steps ⎞     ⎛ camera slopes ⎞
//! ⎝ Wᵀ  V ⎠ ⎝ point steps  ⎠ = − ⎝ point slopes  ⎠
//! ```
//!
//! V is easy to invert, 3 by 3 at a time. So the points are eliminated first, and what remains, U − W·V⁻¹·Wᵀ (the Schur
//! complement), is as large as the cameras only.

use crate::adbench::bundle::{Camera, Point, Scene, cross, reprojection_error, reprojection_jacobian};
use crate::cholesky;
use wengert::{Const, Dim, Matrix, Tensor, Vector, stack};

/// Where the cost falls by less than this part of it, the fit is done.
const TOLERANCE: f64 = 1e-6;
/// The errors are as good as none where this is their root of the mean square, in pixels.
const NONE: f64 = 1e-9;
/// A fit that is not done after so many steps never will be.
const STEPS: usize = 100;

/// The root of the mean square of the distances between what was seen and what should be, in pixels.
pub(crate) fn error(scene: &Scene) -> f64 {
    let squares = scene.observations.iter().map(|seen| {
        let (camera, point, weight) = scene.inputs(seen);
        let error = reprojection_error(&(camera, point, weight), &seen.feature) / weight;
        error.dot(&error).item()
    });
    (squares.sum::<f64>() / scene.observations.len() as f64).sqrt()
}

/// Half the sum of the squares of the weighted errors.
fn cost(scene: &Scene) -> f64 {
    let (errors, _) = scene.errors();
    0.5 * errors.iter().map(|error| error.dot(error).item()).sum::<f64>()
}

/// Adjusts cameras and points. The weights stay as they are: with w = 0 nothing would ever be wrong.
///
/// Reports each step that made the cost fall: its number, the cost, and the damping that was needed. Gives the number of
/// steps.
pub(crate) fn adjust(scene: &mut Scene, mut report: impl FnMut(usize, f64, f64)) -> Result<usize, &'static str> {
    let (mut now, mut damping) = (cost(scene), 1e-3);
    report(0, now, damping);
    for step in 1..=STEPS {
        let equations = Equations::new(scene);
        let before = now;
        loop {
            if let Some(next) = equations.solve(scene, damping).map(|steps| moved(scene, &steps)) {
                let cost = cost(&next);
                if cost < now {
                    (*scene, now) = (next, cost);
                    break;
                }
            }
            damping *= 10.0;
            if damping > 1e12 {
                return Err("no step makes the cost fall");
            }
        }
        report(step, now, damping);
        damping /= 10.0;
        if before - now < TOLERANCE * before || error(scene) < NONE {
            return Ok(step);
        }
    }
    Err("the fit does not come to an end")
}

/// Where the cameras and the points go.
struct Steps {
    cameras: Vec<Camera<f64>>,
    points: Vec<Point<f64>>,
}

fn moved(scene: &Scene, steps: &Steps) -> Scene {
    Scene {
        cameras: scene.cameras.iter().zip(&steps.cameras).map(|(camera, step)| camera + step).collect(),
        points: scene.points.iter().zip(&steps.points).map(|(point, step)| point + step).collect(),
        observations: scene.observations.clone(),
    }
}

/// The blocks of Jᵀ·J and of Jᵀ·e.
struct Equations {
    cameras: Vec<(Matrix<f64, 11, 11>, Vector<f64, 11>)>,
    points: Vec<(Matrix<f64, 3, 3>, Vector<f64, 3>)>,
    /// One for each observation.
    mixed: Vec<Matrix<f64, 11, 3>>,
    /// The observations of each point.
    seen: Vec<Vec<usize>>,
}

impl Equations {
    fn new(scene: &Scene) -> Self {
        let mut equations = Equations {
            cameras: vec![(Tensor::zeros(), Tensor::zeros()); scene.cameras.len()],
            points: vec![(Tensor::zeros(), Tensor::zeros()); scene.points.len()],
            mixed: Vec::with_capacity(scene.observations.len()),
            seen: vec![Vec::new(); scene.points.len()],
        };
        for (i, seen) in scene.observations.iter().enumerate() {
            let (error, jacobian) = reprojection_jacobian(&scene.inputs(seen), &seen.feature);
            let (by_camera, by_point) = (jacobian.narrow::<1, 0, 11>(), jacobian.narrow::<1, 11, 3>());
            let (block, slope) = &mut equations.cameras[seen.camera];
            *block += by_camera.t().mm(&by_camera);
            *slope += error.vm(&by_camera);
            let (block, slope) = &mut equations.points[seen.point];
            *block += by_point.t().mm(&by_point);
            *slope += error.vm(&by_point);
            equations.mixed.push(by_camera.t().mm(&by_point));
            equations.seen[seen.point].push(i);
        }
        equations
    }

    /// The steps, or nothing where rounding leaves a matrix that is not positive definite.
    fn solve(&self, scene: &Scene, damping: f64) -> Option<Steps> {
        let n = 11 * self.cameras.len();
        let camera_of = |i: usize| 11 * scene.observations[i].camera;
        let (mut complement, mut slopes) = (vec![0.0; n * n], vec![0.0; n]);
        for (camera, (block, slope)) in self.cameras.iter().enumerate() {
            subtract(&mut complement, n, [11 * camera, 11 * camera], &-damped(block, damping));
            subtract(&mut slopes, 1, [11 * camera, 0], &-slope.unsqueeze::<1>());
        }
        let inverses: Vec<_> = self.points.iter().map(|(block, _)| inverse(&damped(block, damping))).collect();
        for ((inverse, (_, slope)), seen) in inverses.iter().zip(&self.points).zip(&self.seen) {
            for &i in seen {
                let eliminated = self.mixed[i].mm(inverse);
                subtract(&mut slopes, 1, [camera_of(i), 0], &eliminated.mm(&slope.unsqueeze::<1>()));
                // The system is symmetric: its lower triangle is enough.
                for &j in seen.iter().filter(|&&j| camera_of(j) <= camera_of(i)) {
                    subtract(&mut complement, n, [camera_of(i), camera_of(j)], &eliminated.mm(&self.mixed[j].t()));
                }
            }
        }
        let cameras = cholesky::solve(&mut complement, slopes)?;
        let (cameras, _) = cameras.as_chunks();
        let cameras: Vec<Camera<f64>> = cameras.iter().map(|step: &[f64; 11]| -wengert::tensor(*step)).collect();
        let mut points = Vec::with_capacity(self.points.len());
        for ((inverse, (_, slope)), seen) in inverses.iter().zip(&self.points).zip(&self.seen) {
            let by_camera = |&i: &usize| cameras[scene.observations[i].camera].vm(&self.mixed[i]);
            points.push(-inverse.mv(&seen.iter().map(by_camera).fold(*slope, |slope, part| slope + part)));
        }
        Some(Steps { cameras, points })
    }
}

/// A block with the damping on its diagonal, in proportion to what is there, so that units do not matter.
fn damped<const N: usize>(block: &Matrix<f64, N, N>, damping: f64) -> Matrix<f64, N, N> {
    block + (damping * block.diagonal()).diag()
}

/// The inverse of a matrix: the cross products of its rows, over its determinant.
fn inverse(a: &Matrix<f64, 3, 3>) -> Matrix<f64, 3, 3> {
    let [a, b, c] = [a.row(0), a.row(1), a.row(2)];
    let products = stack([cross(&b, &c), cross(&c, &a), cross(&a, &b)]);
    products.t() / a.dot(&products.row(0))
}

/// Subtracts a block from a large matrix with `n` columns, where its first entry is at the given place.
fn subtract<const M: usize, C: Dim>(
    matrix: &mut [f64],
    n: usize,
    [row, column]: [usize; 2],
    block: &Tensor<f64, (Const<M>, C)>,
) {
    for (i, block) in block.as_slice().chunks_exact(C::SIZE).enumerate() {
        for (matrix, block) in matrix[(row + i) * n + column..].iter_mut().zip(block) {
            *matrix -= block;
        }
    }
}
