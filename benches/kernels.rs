//! Products and functions of whole tensors against plain loops over arrays of known length.
//!
//! `cargo bench --bench kernels` prints how many times as long the loops take. Where the processor has AVX2 and FMA, it ends with a
//! failure if a kernel takes much longer than the loops: that a function was compiled without its instructions is seen nowhere
//! else, since its results are right.

mod measure;

use measure::{Effort, conditions, digits, interleaved, program};
use std::hint::black_box;
use wengert::{Matrix, Primitive, Vector};

/// What of the loops' time a kernel may take. Without its instructions it takes five to twenty times as long.
const LIMIT: f64 = 4.0;

fn main() {
    let Some(effort) = Effort::from_arguments() else { return };
    println!("{}\n\n| kernel | number | ns | loops |\n|---|---|--:|--:|", conditions(effort));
    let mut slow = Vec::new();
    all::<f32>("f32", effort, &mut slow);
    all::<f64>("f64", effort, &mut slow);
    println!("\n`loops`: how many times as long they take.");
    if is_tested(effort) && !slow.is_empty() {
        eprintln!("much slower than loops: {}", slow.join(", "));
        std::process::exit(1);
    }
}

/// Whether kernels must be faster here.
fn is_tested(effort: Effort) -> bool {
    #[cfg(target_arch = "x86_64")]
    let has_kernels = std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma");
    #[cfg(not(target_arch = "x86_64"))]
    let has_kernels = false;
    has_kernels && cfg!(feature = "simd") && !effort.is_test()
}

/// Every kernel for one number.
fn all<T: Primitive>(number: &str, effort: Effort, slow: &mut Vec<String>) {
    let mut compare = |kernel: &str, ours: &mut dyn FnMut(), loops: &mut dyn FnMut()| {
        let (mut ours, mut loops) = (program(|x| (ours(), x).1), program(|x| (loops(), x).1));
        let times = interleaved(effort, &mut [&mut ours, &mut loops]);
        println!("| {kernel} | {number} | {} | {} |", digits(times.nanoseconds(0)), digits(times.ratio(1, 0)));
        if times.ratio(0, 1) > LIMIT {
            slow.push(format!("{kernel} {number}"));
        }
    };
    dots::<T, 300, 4, 1>(&mut compare);
    dots::<T, 300, 6, 1>(&mut compare);
    dots::<T, 2, 33, 4>(&mut compare);
    dots::<T, 2, 33, 6>(&mut compare);
    dots::<T, 8, 8, 8>(&mut compare);
    dots::<T, 16, 16, 16>(&mut compare);
    dots::<T, 32, 32, 32>(&mut compare);
    dots::<T, 64, 64, 64>(&mut compare);
    products::<T, 6>(&mut compare);
    products::<T, 8>(&mut compare);
    products::<T, 9>(&mut compare);
    products::<T, 16>(&mut compare);
    products::<T, 32>(&mut compare);
    products::<T, 64>(&mut compare);
    functions::<T, 256>(&mut compare);
}

/// Products of square matrices and vectors.
fn products<T: Primitive, const N: usize>(compare: &mut impl FnMut(&str, &mut dyn FnMut(), &mut dyn FnMut())) {
    let number = |i: usize| T::from_f64((i * 7919 % 9) as f64 - 4.0);
    let a = Matrix::<T, N, N>::from_fn(|[i, j]| number(i * N + j));
    let b = Matrix::<T, N, N>::from_fn(|[i, j]| number(i + N * j));
    let x = Vector::<T, N>::from_fn(|[i]| number(i));
    let (mut c, mut by_loops) = (a, *a.repr());
    let (mut y, mut vector_by_loops) = (x, *x.repr());
    compare(&format!("mm {N}"), &mut || black_box(&mut c).clone_from(&black_box(&a).mm(black_box(&b))), &mut || {
        let (a, b) = (black_box(a.repr()), black_box(b.repr()));
        for i in 0..N {
            let mut row = [T::ZERO; N];
            for p in 0..N {
                for j in 0..N {
                    row[j] = row[j] + a[i][p] * b[p][j];
                }
            }
            by_loops[i] = row;
        }
        black_box(&mut by_loops);
    });
    compare(&format!("mv {N}"), &mut || black_box(&mut y).clone_from(&black_box(&a).mv(black_box(&x))), &mut || {
        let (a, x) = (black_box(a.repr()), black_box(x.repr()));
        for i in 0..N {
            let mut sum = T::ZERO;
            for p in 0..N {
                sum = sum + a[i][p] * x[p];
            }
            vector_by_loops[i] = sum;
        }
        black_box(&mut vector_by_loops);
    });
    // What pullbacks call.
    let (a, b) = (a.as_slice(), b.as_slice());
    let (mut c, mut d) = ([T::ZERO; 4096], [T::ZERO; 4096]);
    let (c, d) = (&mut c[..N * N], &mut d[..N * N]);
    compare(&format!("tn {N}"), &mut || T::product_tn(black_box(a), b, c, [N, N, N]), &mut || {
        let (a, b) = (black_box(a), black_box(b));
        for p in 0..N {
            for i in 0..N {
                for j in 0..N {
                    d[i * N + j] = d[i * N + j] + a[p * N + i] * b[p * N + j];
                }
            }
        }
    });
    compare(&format!("vm {N}"), &mut || T::product(black_box(&a[..N]), b, &mut c[..N], [1, N, N]), &mut || {
        let (a, b) = (black_box(a), black_box(b));
        for p in 0..N {
            for j in 0..N {
                d[j] = d[j] + a[p] * b[p * N + j];
            }
        }
    });
}

/// a·bᵀ of `M` rows with `N`, all of `K` numbers.
fn dots<T: Primitive, const M: usize, const K: usize, const N: usize>(
    compare: &mut impl FnMut(&str, &mut dyn FnMut(), &mut dyn FnMut()),
) {
    let (a, b) = (vec![T::ONE; M * K], vec![T::ONE; N * K]);
    let (mut c, mut d) = (vec![T::ZERO; M * N], vec![T::ZERO; M * N]);
    compare(
        &format!("nt {M}×{K} · {K}×{N}"),
        &mut || T::product_nt(black_box(&a), &b, &mut c, [M, K, N]),
        &mut || {
            let (a, b) = (black_box(&a), black_box(&b));
            for i in 0..M {
                for j in 0..N {
                    let mut sum = d[i * N + j];
                    for p in 0..K {
                        sum = sum + a[i * K + p] * b[j * K + p];
                    }
                    d[i * N + j] = sum;
                }
            }
        },
    );
}

/// A function of a whole tensor.
type OfTensor<T, const N: usize> = fn(&Vector<T, N>) -> Vector<T, N>;

/// Functions of whole tensors.
fn functions<T: Primitive, const N: usize>(compare: &mut impl FnMut(&str, &mut dyn FnMut(), &mut dyn FnMut())) {
    let x = Vector::<T, N>::from_fn(|[i]| T::from_f64(i as f64 / 32.0 - 4.0));
    let (mut y, mut by_loops) = (x, *x.repr());
    let functions: [(&str, OfTensor<T, N>, fn(T) -> T); 3] = [
        ("exp", |x| x.exp(), |x| num_traits::Float::exp(x)),
        ("tanh", |x| x.tanh(), |x| num_traits::Float::tanh(x)),
        ("sigmoid", |x| x.sigmoid(), |x| T::ONE / (T::ONE + num_traits::Float::exp(-x))),
    ];
    for (name, ours, one) in functions {
        compare(&format!("{name} {N}"), &mut || y = ours(black_box(&x)), &mut || {
            for (y, &x) in by_loops.iter_mut().zip(black_box(x.repr())) {
                *y = one(x);
            }
            black_box(&mut by_loops);
        });
    }
    black_box(&mut y);
}
