//! The picture.

use crate::Drive;
use crate::chart::{BLUE, INK, ORANGE, axes, canvas, legend, line};
use crate::model::State;
use plotters::prelude::*;
use std::error::Error;
use std::path::Path;
use wengert::Matrix;

/// The true path, dead reckoning, the estimate, and the landmarks.
pub(crate) fn paths(path: &Path, drive: &Drive, landmarks: &Matrix<f64, 5, 2>) -> Result<(), Box<dyn Error>> {
    let root = SVGBackend::new(path, (960, 900)).into_drawing_area();
    root.fill(&WHITE)?;
    let title = "Where a robot was, and where it thought it was";
    let mut chart = canvas(&root, title).build_cartesian_2d(-10.0..10.0, -10.0..10.0)?;
    let number = |x: &f64| format!("{x:.0}");
    axes(&mut chart, ("x in metres", number), ("y in metres", number))?;

    let place = |state: &State<f64>| (state[[0]], state[[1]]);
    let estimates = drive.beliefs.iter().map(|belief| place(&belief.state));
    line(&mut chart, drive.dead_reckoning.iter().map(place), ORANGE.stroke_width(2), "dead reckoning")?;
    line(&mut chart, drive.truth.iter().map(place), INK.stroke_width(4), "true path")?;
    line(&mut chart, estimates, BLUE.stroke_width(2), "extended Kalman filter")?;
    let marks = landmarks.repr().iter().map(|&[x, y]| TriangleMarker::new((x, y), 9, INK.filled()));
    chart.draw_series(marks)?.label("landmark").legend(|(x, y)| TriangleMarker::new((x + 12, y), 9, INK.filled()));
    legend(&mut chart, SeriesLabelPosition::LowerRight)?;
    Ok(root.present()?)
}
