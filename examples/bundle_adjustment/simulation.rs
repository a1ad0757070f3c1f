//! A scene of which the truth is known.

use crate::adbench::bundle::{Camera, Observation, Scene, project, rotate};
use rand::{RngExt, rngs::StdRng};
use wengert::{Vector, tensor};

/// The standard deviation of each coordinate of what is seen, in pixels.
const NOISE: f64 = 0.5;

/// Cameras around a cloud of points, as many as in another scene, who sees whom likewise, and what they see is disturbed.
/// The cameras and points that are given are not the true ones but near them: a guess.
pub(crate) fn simulate(like: &Scene, rng: &mut StdRng) -> Scene {
    let cameras: Vec<_> = like.cameras.iter().map(|_| camera(rng)).collect();
    let points: Vec<_> = like.points.iter().map(|_| between(rng, 1.0)).collect();
    let see = |seen: &Observation| {
        let noise = tensor([gaussian(rng), gaussian(rng)]);
        let feature = project(&cameras[seen.camera], &points[seen.point]) + NOISE * noise;
        Observation { weight: tensor(1.0), feature, ..*seen }
    };
    let observations = like.observations.iter().map(see).collect();
    Scene {
        cameras: cameras.iter().map(|camera| guess(camera, rng)).collect(),
        points: points.iter().map(|point| point + between::<3>(rng, 0.05)).collect(),
        observations,
    }
}

/// A camera, turned anyhow, from which the origin is in the middle of the image.
fn camera(rng: &mut StdRng) -> Camera<f64> {
    let rotation: Vector<f64, 3> = between(rng, 1.5);
    let centre = rotate(&-rotation, &tensor([0.0, 0.0, -rng.random_range(4.0..6.0)]));
    let focal_length = tensor([rng.random_range(700.0..900.0)]);
    let principal_point: Vector<f64, 2> = between(rng, 20.0);
    let distortion = tensor([rng.random_range(-0.1..0.0), rng.random_range(0.0..0.02)]);
    rotation.cat(&centre).cat(&focal_length).cat(&principal_point).cat(&distortion)
}

/// A camera that is a little elsewhere, and of whose distortion nothing is known.
fn guess(camera: &Camera<f64>, rng: &mut StdRng) -> Camera<f64> {
    let scale = tensor([0.02, 0.02, 0.02, 0.05, 0.05, 0.05, 10.0, 5.0, 5.0, 0.0, 0.0]);
    let known = tensor([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
    known * camera + scale * between::<11>(rng, 1.0)
}

/// Numbers between −`bound` and `bound`.
fn between<const N: usize>(rng: &mut StdRng, bound: f64) -> Vector<f64, N> {
    Vector::from_fn(|_| rng.random_range(-bound..bound))
}

/// A normally distributed number, after Box and Muller.
fn gaussian(rng: &mut StdRng) -> f64 {
    let (radius, angle): (f64, f64) = (rng.random_range(f64::MIN_POSITIVE..1.0), rng.random());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

/// What the error of the best fit is, on average: each unknown takes up one degree of freedom of the noise. Seven unknowns
/// change nothing that is seen: where the whole scene is, how it is turned, and how large it is.
pub(crate) fn expected_error(scene: &Scene) -> f64 {
    let unknowns = 11 * scene.cameras.len() + 3 * scene.points.len() - 7;
    let seen = 2 * scene.observations.len();
    NOISE * (2.0 * (seen - unknowns) as f64 / seen as f64).sqrt()
}
