//! Charts of lines, all in one style: what the examples' pictures share.

use plotters::coord::ranged1d::ValueFormatter;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{Shift, ranged1d::Ranged};
use plotters::prelude::*;
use std::error::Error;

pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(crate) type Chart<'a, 'b, Y> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, Y>>;

pub(crate) const FONT: &str = "sans-serif";
pub(crate) const INK: RGBColor = RGBColor(34, 40, 49);
pub(crate) const GREY: RGBColor = RGBColor(226, 229, 233);
pub(crate) const BLUE: RGBColor = RGBColor(31, 95, 168);
pub(crate) const ORANGE: RGBColor = RGBColor(209, 88, 20);

/// A chart with a title, and with room for what stands beside its axes.
pub(crate) fn canvas<'a, 'b>(area: &'a Area<'b>, title: &str) -> ChartBuilder<'a, 'a, SVGBackend<'b>> {
    let mut chart = ChartBuilder::on(area);
    chart.caption(title, (FONT, 26).into_font().color(&INK)).margin(16).margin_right(32);
    chart.x_label_area_size(56).y_label_area_size(84);
    chart
}

/// Both axes: what is measured along each, and how its numbers are written.
pub(crate) fn axes<Y: Ranged<ValueType = f64> + ValueFormatter<f64>>(
    chart: &mut Chart<'_, '_, Y>,
    (x, write_x): (&str, impl Fn(&f64) -> String),
    (y, write_y): (&str, impl Fn(&f64) -> String),
) -> Result<(), Box<dyn Error>> {
    let mut mesh = chart.configure_mesh();
    mesh.x_desc(x).y_desc(y).x_labels(11).x_label_formatter(&write_x).y_label_formatter(&write_y);
    mesh.label_style((FONT, 17).into_font().color(&INK)).axis_desc_style((FONT, 19).into_font().color(&INK));
    mesh.bold_line_style(GREY).light_line_style(TRANSPARENT).axis_style(INK);
    Ok(mesh.draw()?)
}

/// A line with a name for the legend.
pub(crate) fn line<Y: Ranged<ValueType = f64>>(
    chart: &mut Chart<'_, '_, Y>,
    points: impl Iterator<Item = (f64, f64)>,
    style: ShapeStyle,
    name: &str,
) -> Result<(), Box<dyn Error>> {
    let sample = move |(x, y)| PathElement::new([(x, y), (x + 24, y)], style);
    chart.draw_series(LineSeries::new(points, style))?.label(name).legend(sample);
    Ok(())
}

/// The names of the lines.
pub(crate) fn legend<'a, 'b: 'a, Y: Ranged<ValueType = f64>>(
    chart: &mut Chart<'a, 'b, Y>,
    position: SeriesLabelPosition,
) -> Result<(), Box<dyn Error>> {
    let mut legend = chart.configure_series_labels();
    legend.position(position).margin(12).legend_area_size(32).label_font((FONT, 17).into_font().color(&INK));
    Ok(legend.background_style(WHITE.mix(0.9)).border_style(GREY).draw()?)
}
