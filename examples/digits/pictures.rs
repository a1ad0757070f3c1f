//! The pictures.

use crate::chart::{Area, BLUE, FONT, GREY, INK, ORANGE, axes, canvas, legend, line};
use crate::data::Digit;
use crate::model::Batch;
use crate::train::History;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;
use std::path::Path;
use wengert::Dim;

const PALE_BLUE: RGBColor = RGBColor(186, 209, 235);
/// What is measured along the x axis, and how its numbers are written.
const EPOCHS: (&str, fn(&f64) -> String) = ("epoch", |epoch| format!("{epoch:.0}"));

/// The loss of each step above, the test accuracy after each epoch below.
pub(crate) fn learning_curve(path: &Path, history: &History, goal: f64) -> Result<(), Box<dyn Error>> {
    let root = SVGBackend::new(path, (960, 760)).into_drawing_area();
    root.fill(&WHITE)?;
    let (above, below) = root.split_vertically(380);
    losses(&above, history)?;
    accuracies(&below, history, goal)?;
    Ok(root.present()?)
}

fn losses(area: &Area<'_>, history: &History) -> Result<(), Box<dyn Error>> {
    let epochs = history.accuracies.len();
    let steps = history.losses.len() / epochs;
    let losses: Vec<f64> = history.losses.iter().copied().map(f64::from).collect();
    let means = losses.windows(steps).map(|epoch| epoch.iter().sum::<f64>() / steps as f64);
    let epoch = |step: usize| step as f64 / steps as f64;
    let (low, high) = losses.iter().fold((f64::MAX, f64::MIN), |(low, high), &loss| (low.min(loss), high.max(loss)));
    let loss_axis = (low / 1.2..high * 3.0).log_scale().with_key_points(vec![0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0]);

    let mut chart = canvas(area, "Training loss").build_cartesian_2d(0.0..epochs as f64, loss_axis)?;
    axes(&mut chart, EPOCHS, ("cross-entropy (log scale)", ToString::to_string))?;
    let each = (1..).map(epoch).zip(losses.iter().copied());
    line(
        &mut chart,
        each,
        PALE_BLUE.stroke_width(1),
        &format!("each step: a batch of {} images, with noise", Batch::SIZE),
    )?;
    let smooth = (steps / 2..).map(epoch).zip(means);
    line(&mut chart, smooth, BLUE.stroke_width(3), "mean over one epoch around it")?;
    legend(&mut chart, SeriesLabelPosition::UpperRight)
}

fn accuracies(area: &Area<'_>, history: &History, goal: f64) -> Result<(), Box<dyn Error>> {
    let epochs = history.accuracies.len() as f64;
    let lowest = history.accuracies.iter().copied().fold(goal, f64::min);

    let mut chart = canvas(area, "Test accuracy").build_cartesian_2d(0.0..epochs, lowest - 0.01..1.0)?;
    axes(&mut chart, EPOCHS, ("digits read rightly", |share| format!("{:.0} %", 100.0 * share)))?;
    let points = (1..).map(f64::from).zip(history.accuracies.iter().copied());
    line(
        &mut chart,
        [(0.0, goal), (epochs, goal)].into_iter(),
        INK.stroke_width(1),
        &format!("the {:.0} % asked for", 100.0 * goal),
    )?;
    line(&mut chart, points, ORANGE.stroke_width(3), "after each epoch, on images never learned from")?;
    legend(&mut chart, SeriesLabelPosition::LowerRight)
}

/// How many images stand side by side.
const COLUMNS: usize = 4;
const PIXEL: i32 = 18;
const IMAGE: i32 = 8 * PIXEL;
const GAP: i32 = 28;
/// An image with its gaps left and right, and its labels below.
const CELL: (u32, u32) = (200, 232);

/// The digits that were misread, with what they are and what they were taken for.
pub(crate) fn misclassified(path: &Path, digits: &[Digit], predictions: &[u8]) -> Result<(), Box<dyn Error>> {
    let wrong: Vec<_> = digits.iter().zip(predictions).filter(|(digit, read)| digit.label != **read).collect();
    let rows = wrong.len().div_ceil(COLUMNS).max(1);
    let size = (CELL.0 * u32::try_from(COLUMNS)?, CELL.1 * u32::try_from(rows)? + 64);
    let root = SVGBackend::new(path, size).into_drawing_area();
    root.fill(&WHITE)?;
    let (header, grid) = root.split_vertically(64);
    text(&header, &format!("{} of {} test digits were misread", wrong.len(), digits.len()), 20, 28, INK)?;
    for (cell, (digit, &read)) in grid.split_evenly((rows, COLUMNS)).iter().zip(wrong) {
        image(&cell.margin(8, 0, GAP, GAP), digit)?;
        text(cell, &format!("true {}", digit.label), IMAGE + 20, 20, INK)?;
        text(cell, &format!("predicted {read}"), IMAGE + 44, 20, ORANGE)?;
    }
    Ok(root.present()?)
}

/// Ink on paper, within a thin frame.
fn image(area: &Area<'_>, digit: &Digit) -> Result<(), Box<dyn Error>> {
    for (place, ink) in (0..).zip(digit.pixels.as_slice()) {
        let (x, y) = (place % 8 * PIXEL, place / 8 * PIXEL);
        let shade = BLACK.mix(f64::from(*ink)).filled();
        area.draw(&Rectangle::new([(x, y), (x + PIXEL, y + PIXEL)], shade))?;
    }
    Ok(area.draw(&Rectangle::new([(0, 0), (IMAGE, IMAGE)], GREY))?)
}

/// A line of text in the middle of an area.
fn text(area: &Area<'_>, line: &str, y: i32, size: i32, colour: RGBColor) -> Result<(), Box<dyn Error>> {
    let middle = area.dim_in_pixel().0 / 2;
    let style = (FONT, size).into_font().color(&colour).pos(Pos::new(HPos::Center, VPos::Top));
    Ok(area.draw(&Text::new(line, (middle.try_into()?, y), style))?)
}
