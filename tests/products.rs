//! Products of matrices of all kinds of sizes, against their definition. The numbers are small integers, so that sums are
//! exact in whatever order they are taken: results are equal, not nearly equal.

use wengert::Semiring;

/// Numbers from −4 to 4, exact in `f32` and `f64`.
struct Numbers(u32);

impl Numbers {
    fn matrix<T: From<i8>>(&mut self, length: usize) -> Vec<T> {
        let mut next = || {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            T::from(i8::try_from((self.0 >> 16) % 9).expect("below 9") - 4)
        };
        (0..length).map(|_| next()).collect()
    }
}

/// c + a · b by the definition, where `left` and `right` say where an entry lies.
fn definition<T: Semiring>(
    [m, k, n]: [usize; 3],
    c: &[T],
    left: impl Fn(usize, usize) -> T,
    right: impl Fn(usize, usize) -> T,
) -> Vec<T> {
    let entry = |at: usize| (0..k).fold(c[at], |sum, p| sum + left(at / n, p) * right(p, at % n));
    (0..m * n).map(entry).collect()
}

/// All three products of these sizes. What lies behind the result must stay, and what lies behind the factors must not matter.
fn check<T: Semiring + From<i8> + PartialEq + core::fmt::Debug>(sizes: [usize; 3], behind: T) {
    let [m, k, n] = sizes;
    let mut numbers = Numbers(u32::try_from(m * 10_000 + k * 100 + n).expect("small"));
    let (mut a, mut b) = (numbers.matrix::<T>(m * k), numbers.matrix::<T>(k * n));
    let start = numbers.matrix::<T>(m * n);
    a.extend([behind; 40]);
    b.extend([behind; 40]);
    let run = |product: fn(&[T], &[T], &mut [T], [usize; 3])| {
        let mut c = start.clone();
        c.extend([T::ONE; 40]);
        product(&a, &b, &mut c, sizes);
        assert_eq!(c[m * n..], [T::ONE; 40], "{sizes:?} writes behind its result");
        c.truncate(m * n);
        c
    };
    assert_eq!(run(T::product), definition(sizes, &start, |i, p| a[i * k + p], |p, j| b[p * n + j]), "{sizes:?}");
    assert_eq!(run(T::product_nt), definition(sizes, &start, |i, p| a[i * k + p], |p, j| b[j * k + p]), "{sizes:?} nt");
    assert_eq!(run(T::product_tn), definition(sizes, &start, |i, p| a[p * m + i], |p, j| b[p * n + j]), "{sizes:?} tn");
}

fn everywhere(sizes: [usize; 3]) {
    check::<f32>(sizes, f32::NAN);
    check::<f64>(sizes, f64::NAN);
    check::<i32>(sizes, 1_000_000);
}

#[test]
fn all_small_sizes() {
    for m in 1..=10 {
        for k in 1..=10 {
            for n in 1..=18 {
                everywhere([m, k, n]);
            }
        }
    }
}

#[test]
fn sizes_around_registers_and_tiles() {
    let sizes = [1, 3, 8, 12, 15, 16, 17, 20, 24, 31, 32, 33, 40, 48, 65];
    for m in sizes {
        for k in sizes {
            for n in sizes {
                everywhere([m, k, n]);
            }
        }
    }
}

#[test]
fn sizes_around_blocks() {
    let large = [127, 128, 129, 160, 257, 300];
    for size in large {
        for sizes in [
            [size, 5, 7],
            [5, size, 7],
            [5, 7, size],
            [size, size, 3],
            [3, size, size],
            [size, 3, size],
            [size, size, size],
            [1, size, size],
            [size, size, 1],
            [1, 1, size],
            [size, 1, 1],
            [1, size, 1],
        ] {
            everywhere(sizes);
        }
    }
    everywhere([3, 5000, 2]);
    everywhere([1, 5000, 1]);
    everywhere([5000, 3, 2]);
}
