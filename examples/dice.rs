//! A fair die: relative frequencies over 500 groups of 10 draws approach 1/6. `cargo run --example dice`.

mod chart;

use chart::{BLUE, INK, ORANGE, axes, canvas, legend, line};
use plotters::prelude::*;
use rand::distr::Distribution;
use rand::{Rng, SeedableRng, rngs::StdRng};
use rand_distr::Binomial;
use std::error::Error;
use std::path::Path;
use wengert::*;

dim!(Groups = 500);
dim!(Faces = 6);
/// How many draws make a group.
const DRAWS: u64 = 10;
/// The year of Wengert's paper.
const SEED: u64 = 1964;
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/chapter/dice.svg");

/// How often each of `N` outcomes comes in a number of independent draws.
struct Multinomial<const N: usize> {
    draws: u64,
    probabilities: [f64; N],
}

impl<const N: usize> Distribution<[u32; N]> for Multinomial<N> {
    /// One outcome after another: among the draws that none before has taken, its count is binomial.
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> [u32; N] {
        let mut left = self.draws;
        std::array::from_fn(|outcome| {
            let rest = &self.probabilities[outcome..];
            // The last one takes all that are left: its share of the rest is exactly 1.
            let share = rest[0] / rest.iter().sum::<f64>();
            let count = Binomial::new(left, share).expect("a share lies between 0 and 1").sample(rng);
            left -= count;
            u32::try_from(count).expect("a group has few draws")
        })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let die = Multinomial { draws: DRAWS, probabilities: [1.0 / 6.0; Faces::SIZE] };
    let groups = die.sample_iter(StdRng::seed_from_u64(SEED)).take(Groups::SIZE);
    let counts = Tensor::<u32, (Groups, Faces)>::try_from_iter(groups.flatten())?.cast::<f64>();
    assert_eq!(counts.sum_axis::<1>(), Tensor::full(DRAWS as f64), "every draw shows one face");

    // Counts since the beginning, and their shares of all draws since then.
    let totals = counts.cumsum_axis::<0>();
    let frequencies = totals / totals.sum_keepdim::<1>();
    let last = frequencies.row(Groups::SIZE - 1);

    let draws = DRAWS * Groups::SIZE as u64;
    println!("A fair die, {} groups of {DRAWS} draws.\n\nface   count   relative frequency", Groups::SIZE);
    for face in 0..Faces::SIZE {
        println!("{:>4}   {:>5}   {:.4}", face + 1, totals[[Groups::SIZE - 1, face]], last[[face]]);
    }
    println!(" all   {draws:>5}   1/6 = {:.4}\n", 1.0 / 6.0);

    std::fs::create_dir_all(Path::new(PICTURE).parent().ok_or("the picture lies in a folder")?)?;
    picture(&frequencies)?;
    println!("picture            {PICTURE}");

    // A frequency strays from its probability p by √(p(1 − p)/n) on average; four times that is far.
    let bound = 4.0 * (1.0 / 6.0 * 5.0 / 6.0 / draws as f64).sqrt();
    let error = (last - 1.0 / 6.0).abs().max().item();
    println!("largest deviation  {error:.4}, the bound is {bound:.4}");
    if error > bound {
        return Err(format!("a frequency is {error} from 1/6, more than {bound}").into());
    }
    Ok(())
}

/// One line for each face, and 1/6.
fn picture(frequencies: &Tensor<f64, (Groups, Faces)>) -> Result<(), Box<dyn Error>> {
    const GREEN: RGBColor = RGBColor(0, 140, 105);
    const SKY: RGBColor = RGBColor(86, 180, 233);
    const YELLOW: RGBColor = RGBColor(222, 170, 20);
    const PINK: RGBColor = RGBColor(190, 90, 150);
    let groups = Groups::SIZE as f64;

    let root = SVGBackend::new(PICTURE, (960, 720)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = canvas(&root, "Relative frequencies of the faces of a fair die")
        .build_cartesian_2d(0.0..groups, 0.0..frequencies.max().item() + 0.02)?;
    let whole = |x: &f64| format!("{x:.0}");
    let hundredths = |y: &f64| format!("{y:.2}");
    axes(&mut chart, ("groups of 10 draws", whole), ("share of all draws so far", hundredths))?;
    for (face, colour) in [BLUE, ORANGE, GREEN, SKY, YELLOW, PINK].into_iter().enumerate() {
        let points = (0..Groups::SIZE).map(|group| ((group + 1) as f64, frequencies[[group, face]]));
        line(&mut chart, points, colour.stroke_width(2), &format!("face {}", face + 1))?;
    }
    let dashes = DashedLineSeries::new([(0.0, 1.0 / 6.0), (groups, 1.0 / 6.0)], 8, 6, INK.stroke_width(2));
    let sample = |(x, y)| plotters::element::DashedPathElement::new([(x, y), (x + 24, y)], 8, 6, INK.stroke_width(2));
    chart.draw_series(dashes)?.label("probability 1/6").legend(sample);
    legend(&mut chart, SeriesLabelPosition::UpperRight)?;
    Ok(root.present()?)
}
