//! The function 3x² − 4x, its difference quotients, its derivative and its tangent: `cargo run --example tangent`.

mod chart;

use chart::{BLUE, INK, ORANGE, axes, canvas, legend, line};
use plotters::prelude::*;
use std::error::Error;
use std::path::Path;
use wengert::*;

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/chapter/tangent.svg");
/// Where the tangent touches.
const AT: f64 = 1.0;

/// 3x² − 4x, for every element, in any mode.
fn f<E: Real, S: Shape>(x: Tensor<E, S>) -> Tensor<E, S> {
    3.0 * x * x - 4.0 * x
}

fn main() -> Result<(), Box<dyn Error>> {
    let value = f(tensor(AT)).item();
    let slope = derivative(f, AT);

    println!("f(x) = 3x² − 4x at x = {AT}\n");
    println!("{:>9}   (f(x + h) − f(x)) / h   error", "h");
    for (h, expected) in [(0.1, "2.30000"), (0.01, "2.03000"), (0.001, "2.00300"), (1e-4, "2.00030"), (1e-5, "2.00003")]
    {
        let quotient = (f(tensor(AT + h)).item() - value) / h;
        println!("{h:>9}   {quotient:<21.5}   {:.5}", quotient - slope);
        assert_eq!(format!("{quotient:.5}"), expected);
    }
    println!("\nderivative  {slope:<21.5}   exact, by a dual number\n");
    assert_eq!(slope, 2.0);

    std::fs::create_dir_all(Path::new(PICTURE).parent().ok_or("the picture lies in a folder")?)?;
    picture(value, slope)?;
    println!("picture     {PICTURE}");
    Ok(())
}

/// The function and its tangent, from 0 to 3.
fn picture(value: f64, slope: f64) -> Result<(), Box<dyn Error>> {
    // The picture rounds to whole pixels, which shows in short pieces of a line.
    let (x, ends) = (Vector::<f64, 31>::linspace(0.0, 3.0), tensor([0.0, 3.0]));
    let tangent = slope * (ends - AT) + value;

    let root = SVGBackend::new(PICTURE, (960, 600)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = canvas(&root, "A function and its tangent").build_cartesian_2d(0.0..3.0, -4.0..16.0)?;
    let number = |x: &f64| format!("{}", (10.0 * x).round() / 10.0);
    axes(&mut chart, ("x", number), ("f(x)", number))?;
    line(&mut chart, points(&x, &f(x)), BLUE.stroke_width(3), "f(x) = 3x² − 4x")?;
    let name = format!("tangent at x = {AT}: y = {slope}x − {}", slope * AT - value);
    line(&mut chart, points(&ends, &tangent), ORANGE.stroke_width(3), &name)?;
    chart.draw_series([Circle::new((AT, value), 6, INK.filled())])?;
    legend(&mut chart, SeriesLabelPosition::UpperLeft)?;
    Ok(root.present()?)
}

/// The elements of two vectors side by side.
fn points<const N: usize>(x: &Vector<f64, N>, y: &Vector<f64, N>) -> impl Iterator<Item = (f64, f64)> {
    std::iter::zip(*x.repr(), *y.repr())
}
