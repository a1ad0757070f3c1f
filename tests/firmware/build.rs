//! Where the target has its memory, and the tables that firmware holds.

use flate2::read::GzDecoder;
use std::{env, error::Error, fmt::Write as _, fs, io::Read as _, path::PathBuf};

/// As many digits to learn from, and as many others to be tested on.
const TRAINING: usize = 100;
const TEST: usize = 40;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("digits.rs"), digits()?)?;
    fs::write(out.join("field.rs"), field()?)?;
    println!("cargo::rerun-if-changed=build.rs");

    if env::var("CARGO_CFG_TARGET_OS")? == "none" {
        let target = env::var("TARGET")?;
        let arch = env::var("CARGO_CFG_TARGET_ARCH")?;
        // The linker of AVR knows the memory of each microcontroller.
        if arch != "avr" {
            let memory = format!("memory/{target}.x");
            fs::copy(&memory, out.join("memory.x"))?;
            println!("cargo::rerun-if-changed={memory}");
            println!("cargo::rustc-link-search={}", out.display());
        }
        if arch == "riscv32" || arch == "aarch64" {
            println!("cargo::rustc-link-arg-bins=-Tmemory.x");
        }
        if arch == "arm" || arch == "riscv32" {
            println!("cargo::rustc-link-arg-bins=-Tlink.x"); // from the runtime crate
        }
        // The clock of the emulated board.
        let megahertz = match target.as_str() {
            "thumbv6m-none-eabi" => 16,
            "thumbv8m.main-none-eabihf" => 20,
            _ => 25,
        };
        println!("cargo::rustc-env=MEGAHERTZ={megahertz}");
    }
    Ok(())
}

/// The first digits of the file, each 8×8 image reduced to 4×4 by the sums of 2×2 pixels, 0 to 64.
fn digits() -> Result<String, Box<dyn Error>> {
    let file = "../../data/digits.csv.gz";
    println!("cargo::rerun-if-changed={file}");
    let mut text = String::new();
    GzDecoder::new(fs::File::open(file)?).read_to_string(&mut text)?;
    let mut digits = Vec::new();
    for line in text.lines().take(TRAINING + TEST) {
        let numbers = line.split(',').map(str::parse).collect::<Result<Vec<u8>, _>>()?;
        let pixels: [u8; 16] = std::array::from_fn(|i| {
            let corner = 16 * (i / 4) + 2 * (i % 4);
            [0, 1, 8, 9].iter().map(|to| numbers[corner + to]).sum()
        });
        digits.push(format!("({pixels:?}, {})", numbers[64]));
    }
    let (training, test) = digits.split_at(TRAINING);
    Ok(format!(
        "pub static TRAINING: [Digit; {TRAINING}] = [{}];\npub static TEST: [Digit; {TEST}] = [{}];\n",
        training.join(","),
        test.join(",")
    ))
}

/// What a magnetometer shows in the earth's field, whose strength is the unit, as it is turned in all directions: through
/// iron that distorts the field, beside a magnet that shifts it, and with noise.
fn field() -> Result<String, std::fmt::Error> {
    const SAMPLES: usize = 32;
    const IRON: [[f64; 3]; 3] = [[1.10, 0.05, -0.03], [0.05, 0.92, 0.08], [-0.03, 0.08, 1.05]];
    const MAGNET: [f64; 3] = [0.30, -0.15, 0.45];
    let mut random = 1_u64;
    let mut noise = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        0.004 * ((random >> 40) as f64 / (1 << 23) as f64 - 1.0)
    };
    let mut table = format!("pub static SAMPLES: [[f32; 3]; {SAMPLES}] = [");
    for i in 0..SAMPLES {
        // A spiral from pole to pole.
        let height = 1.0 - (2 * i + 1) as f64 / SAMPLES as f64;
        let (sin, cos) = (2.4 * i as f64).sin_cos();
        let radius = (1.0 - height * height).sqrt();
        let direction = [radius * cos, radius * sin, height];
        let sample: [f64; 3] = std::array::from_fn(|row| {
            let bent: f64 = IRON[row].iter().zip(direction).map(|(iron, field)| iron * field).sum();
            MAGNET[row] + bent + noise()
        });
        write!(table, "{:?},", sample.map(|number| number as f32))?;
    }
    table += "];\n";
    writeln!(table, "pub const MAGNET: [f32; 3] = {MAGNET:?};")?;
    Ok(table)
}
