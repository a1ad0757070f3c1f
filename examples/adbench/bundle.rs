//! The bundle adjustment of ADBench: what cameras see of points, and by how much that misses what they saw.
#![expect(clippy::inline_always, reason = "`wide` compiles for wide vectors what is inlined")]

use super::Reader;
use std::error::Error;
use wengert::{Const, Matrix, Real, Scalar, Vector, lanes, wide};

/// A camera: rotation as an axis times an angle (3), centre (3), focal length, principal point (2), and the two
/// coefficients of its radial distortion.
pub(crate) type Camera<E> = Vector<E, 11>;

/// A point in space.
pub(crate) type Point<E> = Vector<E, 3>;

/// What an observation depends on, 15 numbers: a camera, a point, and a weight.
pub(crate) type Inputs<E> = (Camera<E>, Point<E>, Scalar<E>);

/// a × b
#[inline(always)]
pub(crate) fn cross<E: Real>(a: &Vector<E, 3>, b: &Vector<E, 3>) -> Vector<E, 3> {
    (a * b.roll::<0>(-1) - a.roll::<0>(-1) * b).roll::<0>(-1)
}

/// `x` turned by the angle ‖r‖ about the axis r, by the formula of Rodrigues.
#[inline(always)]
pub(crate) fn rotate<E: Real>(r: &Vector<E, 3>, x: &Vector<E, 3>) -> Vector<E, 3> {
    let square = r.dot(r);
    if square == 0.0 {
        // The first terms of the series, which keep the derivatives.
        return x + cross(r, x);
    }
    let angle = square.sqrt();
    let axis = r / angle;
    let (sin, cos) = (angle.sin(), angle.cos());
    x * cos + cross(&axis, x) * sin + axis * (axis.dot(x) * (1.0 - cos))
}

/// Where a camera sees a point, in pixels.
#[inline(always)]
pub(crate) fn project<E: Real>(camera: &Camera<E>, point: &Point<E>) -> Vector<E, 2> {
    let rotation = camera.narrow::<0, 0, 3>();
    let centre = camera.narrow::<0, 3, 3>();
    let focal_length = camera.at([6]);
    let principal_point = camera.narrow::<0, 7, 2>();
    let [k1, k2] = [camera.at([9]), camera.at([10])];

    let seen = rotate(&rotation, &(point - centre));
    let image = seen.narrow::<0, 0, 2>() / seen.at([2]);
    let square = image.dot(&image);
    let distortion = 1.0 + square * (k1 + square * k2);
    image * (focal_length * distortion) + principal_point
}

/// How far a projection is from where the point was seen, times the weight of the observation.
#[inline(always)]
pub(crate) fn reprojection_error<E: Real>(
    (camera, point, weight): &Inputs<E>,
    feature: &Vector<E::Base, 2>,
) -> Vector<E, 2> {
    (project(camera, point) - weight.lift(feature)) * weight
}

/// How far a weight is from 1.
pub(crate) fn weight_error<E: Real>(weight: &Scalar<E>) -> Scalar<E> {
    1.0 - weight * weight
}

/// The reprojection error of an observation and its Jacobian by the 15 inputs: one run with 16 lanes, in vectors as wide as
/// the processor has them.
pub(crate) fn reprojection_jacobian(
    (camera, point, weight): &Inputs<f64>,
    feature: &Vector<f64, 2>,
) -> (Vector<f64, 2>, Matrix<f64, 2, 15>) {
    let inputs = camera.cat(point).cat(&weight.reshape::<(Const<1>,)>());
    wide(
        #[inline(always)]
        || {
            lanes::<16>().value_and_jacfwd(
                #[inline(always)]
                |x| {
                    let inputs = (x.narrow::<0, 0, 11>(), x.narrow::<0, 11, 3>(), x.at([14]));
                    reprojection_error(&inputs, feature)
                },
                &inputs,
            )
        },
    )
}

/// Cameras, points, and observations of points by cameras.
pub(crate) struct Scene {
    pub(crate) cameras: Vec<Camera<f64>>,
    pub(crate) points: Vec<Point<f64>>,
    pub(crate) observations: Vec<Observation>,
}

/// A point is seen by a camera.
#[derive(Clone, Copy)]
pub(crate) struct Observation {
    pub(crate) camera: usize,
    pub(crate) point: usize,
    pub(crate) weight: Scalar<f64>,
    /// Where it is seen, in pixels.
    pub(crate) feature: Vector<f64, 2>,
}

impl Scene {
    /// Reads a file of ADBench. It has one camera, one point, one weight and one feature, which it takes for all; the
    /// observation i is of point i by camera i, counted round.
    pub(crate) fn read(name: &str) -> Result<Self, Box<dyn Error>> {
        let mut file = Reader::open(name)?;
        let [cameras, points, observations] = [file.count()?, file.count()?, file.count()?];
        let (camera, point, weight, feature) = (file.tensor()?, file.tensor()?, file.tensor()?, file.tensor()?);
        let seen = |i| Observation { camera: i % cameras, point: i % points, weight, feature };
        Ok(Scene {
            cameras: vec![camera; cameras],
            points: vec![point; points],
            observations: (0..observations).map(seen).collect(),
        })
    }

    /// What an observation depends on.
    pub(crate) fn inputs(&self, seen: &Observation) -> Inputs<f64> {
        (self.cameras[seen.camera], self.points[seen.point], seen.weight)
    }

    /// The errors of all observations and of their weights.
    pub(crate) fn errors(&self) -> (Vec<Vector<f64, 2>>, Vec<f64>) {
        let reprojection = |seen| reprojection_error(&self.inputs(seen), &seen.feature);
        let weight = |seen: &Observation| weight_error(&seen.weight).item();
        (self.observations.iter().map(reprojection).collect(), self.observations.iter().map(weight).collect())
    }

    /// The Jacobian of all errors: two rows for each observation, then one for each weight; columns are the cameras, the
    /// points, the weights.
    pub(crate) fn jacobian(&self) -> SparseMatrix {
        let mut jacobian = SparseMatrix::with_capacity(3 * self.observations.len(), 31 * self.observations.len());
        self.jacobian_into(&mut jacobian);
        jacobian
    }

    /// [`jacobian`](Self::jacobian), in the memory of an older one.
    pub(crate) fn jacobian_into(&self, jacobian: &mut SparseMatrix) {
        jacobian.clear();
        let points_from = 11 * self.cameras.len();
        let weights_from = points_from + 3 * self.points.len();
        for (i, seen) in self.observations.iter().enumerate() {
            let camera = 11 * seen.camera;
            let point = points_from + 3 * seen.point;
            let columns: [usize; 15] = std::array::from_fn(|column| match column {
                0..11 => camera + column,
                11..14 => point + column - 11,
                _ => weights_from + i,
            });
            let (_, block) = reprojection_jacobian(&self.inputs(seen), &seen.feature);
            for row in block.as_slice().chunks(15) {
                jacobian.push(&columns, row);
            }
        }
        for (i, seen) in self.observations.iter().enumerate() {
            let slope = wengert::derivative(|weight| weight_error(&weight), seen.weight.item());
            jacobian.push(&[weights_from + i], &[slope]);
        }
    }
}

/// A matrix of which only some entries are kept, row by row (CSR).
pub(crate) struct SparseMatrix {
    /// Where each row begins, and where the last one ends.
    pub(crate) rows: Vec<usize>,
    /// The column of each entry.
    pub(crate) columns: Vec<usize>,
    pub(crate) values: Vec<f64>,
}

impl SparseMatrix {
    /// No rows yet, but room for so many, and for so many entries.
    fn with_capacity(rows: usize, entries: usize) -> Self {
        let mut starts = Vec::with_capacity(rows + 1);
        starts.push(0);
        SparseMatrix { rows: starts, columns: Vec::with_capacity(entries), values: Vec::with_capacity(entries) }
    }

    /// Back to no rows, in the same memory.
    fn clear(&mut self) {
        self.rows.truncate(1);
        self.columns.clear();
        self.values.clear();
    }

    /// Adds a row: the columns in which something stands, and what.
    fn push(&mut self, columns: &[usize], values: &[f64]) {
        self.columns.extend_from_slice(columns);
        self.values.extend_from_slice(values);
        self.rows.push(self.values.len());
    }
}
