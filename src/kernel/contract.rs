//! Sums of products over any axes: the loops behind `einsum!`.
//!
//! An *index* is what a letter of `einsum!` stands for: it counts up to a length, and moves each of three tensors x, y and
//! z by a stride. The stride is 0 where the tensor lacks the letter, and the sum of two where it has the letter twice. So
//! one loop for each index computes z += Σ x·y, whatever the pattern.
//!
//! What is decided at compile time: indices of length 1 are left out, neighbours are merged into one, and those that
//! form a product of matrices are handed to the kernels for it. Only the others are loops.

use crate::kernel::lettered::Lettered;
use crate::kernel::{BLOCK, Semiring};
use crate::kernel::{naive::add_scaled, vector::add_rows};

/// Two operands of rank 6 have at most so many letters, and a result has no others.
const INDICES: usize = 12;
/// No place in the list of loops.
const NOWHERE: usize = usize::MAX;

/// How far an index counts, and how far one step moves x, y and z.
#[derive(Clone, Copy)]
struct Index {
    length: usize,
    strides: [usize; 3],
}

impl Index {
    const NONE: Index = Index { length: 1, strides: [0; 3] };

    /// Whether one step of `self` is a whole turn of `inner` in all three tensors.
    const fn continues(&self, inner: &Index) -> bool {
        let (s, i) = (&self.strides, &inner.strides);
        s[0] == i[0] * inner.length && s[1] == i[1] * inner.length && s[2] == i[2] * inner.length
    }

    /// How many of the tensors are read or written with gaps.
    const fn gaps(&self) -> usize {
        (self.strides[0] > 1) as usize + (self.strides[1] > 1) as usize + (self.strides[2] > 1) as usize
    }

    const fn reach(&self) -> usize {
        self.strides[0] + self.strides[1] + self.strides[2]
    }
}

/// Which of the factors of a product of matrices is stored transposed.
#[derive(Clone, Copy)]
enum Form {
    Neither,
    Right,
    Left,
}

/// What the loops enclose.
#[derive(Clone, Copy)]
enum Inner {
    /// z += x·y as matrices, or y·x where they are exchanged.
    Product { sizes: [usize; 3], form: Form, exchanged: bool },
    /// A loop over one index.
    Run(Index),
    /// z += the sum of the rows of x, each as long as z.
    Rows { rows: usize, columns: usize },
}

/// The loops of one sum of products. Made at compile time.
#[derive(Clone, Copy)]
pub(crate) struct Nest {
    /// The first `depth` entries are loops, outermost first.
    loops: [Index; INDICES + 1],
    depth: usize,
    inner: Inner,
}

impl Nest {
    /// The loops of z += Σ x·y.
    pub(crate) const fn product(x: Lettered, y: Lettered, z: Lettered) -> Self {
        let mut nest = Nest::merged(&[x, y, z]);
        let (mut best, mut used) = (1, [NOWHERE; 3]);
        // Every choice of rows, inner index and columns, of which each may be missing (`depth`).
        let (mut choice, of) = (0, nest.depth + 1);
        while choice < 2 * of * of * of {
            let indices = [choice / of / of % of, choice / of % of, choice % of];
            let exchanged = choice >= of * of * of;
            let [m, k, n] = [nest.loops[indices[0]], nest.loops[indices[1]], nest.loops[indices[2]]];
            let volume = m.length * k.length * n.length;
            if volume > best
                && let Some(form) = form(m, k, n, exchanged)
            {
                let sizes = [m.length, k.length, n.length];
                (best, used, nest.inner) = (volume, indices, Inner::Product { sizes, form, exchanged });
            }
            choice += 1;
        }
        if best == 1 { nest.with_run() } else { nest.without(used) }
    }

    /// The loops of z += Σ x.
    pub(crate) const fn sum(x: Lettered, z: Lettered) -> Self {
        let mut nest = Nest::merged(&[x, Lettered::NONE, z]).with_run();
        if nest.depth > 0
            && let Inner::Run(Index { length: columns, strides: [1, _, 1] }) = nest.inner
            && let Index { length: rows, strides: [step, _, 0] } = nest.loops[nest.depth - 1]
            && step == columns
        {
            nest.inner = Inner::Rows { rows, columns };
            nest.depth -= 1;
        }
        nest
    }

    /// A loop for each index that is longer than 1, those with long strides outside, and neighbours merged. Behind them
    /// is at least one entry of length 1.
    const fn merged(tensors: &[Lettered; 3]) -> Self {
        let mut nest = Nest { loops: [Index::NONE; INDICES + 1], depth: 0, inner: Inner::Run(Index::NONE) };
        let mut letter = 0;
        while letter < INDICES {
            let index = index(tensors, letter);
            if index.length > 1 {
                // Insertion behind all that reach further.
                let mut place = nest.depth;
                while place > 0 && nest.loops[place - 1].reach() < index.reach() {
                    nest.loops[place] = nest.loops[place - 1];
                    place -= 1;
                }
                nest.loops[place] = index;
                nest.depth += 1;
            }
            letter += 1;
        }
        // Pairs, until none is left that can be merged. Each merger makes the list shorter.
        let mut pair = 0;
        while pair < nest.depth * nest.depth {
            let (outer, inner) = (pair / nest.depth, pair % nest.depth);
            let (o, i) = (nest.loops[outer], nest.loops[inner]);
            pair += 1;
            if outer != inner && o.continues(&i) {
                nest.loops[inner] = Index { length: o.length * i.length, strides: i.strides };
                nest = nest.without([outer, NOWHERE, NOWHERE]);
                pair = 0;
            }
        }
        nest
    }

    /// The loops with one of them inside: that with the fewest gaps, and of these the longest.
    const fn with_run(self) -> Self {
        let (mut best, mut at) = (0, 1);
        while at < self.depth {
            let (a, b) = (self.loops[at], self.loops[best]);
            if a.gaps() < b.gaps() || (a.gaps() == b.gaps() && a.length > b.length) {
                best = at;
            }
            at += 1;
        }
        let mut nest = self.without([best, NOWHERE, NOWHERE]);
        nest.inner = Inner::Run(self.loops[best]);
        nest
    }

    /// The loops but for those at the given places.
    const fn without(self, places: [usize; 3]) -> Self {
        let mut nest = Nest { loops: [Index::NONE; INDICES + 1], depth: 0, inner: self.inner };
        let mut at = 0;
        while at < self.depth {
            if at != places[0] && at != places[1] && at != places[2] {
                nest.loops[nest.depth] = self.loops[at];
                nest.depth += 1;
            }
            at += 1;
        }
        nest
    }

    /// z += Σ x·y.
    pub(crate) fn multiply<T: Semiring>(&self, x: &[T], y: &[T], z: &mut [T]) {
        match self.inner {
            Inner::Run(index) => self.each(|[i, j, o]| multiply(index, &x[i..], &y[j..], &mut z[o..])),
            Inner::Rows { .. } => unreachable!("only `Nest::sum` makes these"),
            Inner::Product { sizes, form, exchanged } => self.each(|[i, j, o]| {
                let (a, b) = if exchanged { (&y[j..], &x[i..]) } else { (&x[i..], &y[j..]) };
                let [m, k, n] = sizes;
                let (a, b, c) = (&a[..m * k], &b[..k * n], &mut z[o..][..m * n]);
                match form {
                    _ if m * n == 1 => c[0] = c[0] + T::dot(a, b),
                    Form::Neither => T::product(a, b, c, sizes),
                    Form::Right => T::product_nt(a, b, c, sizes),
                    Form::Left => T::product_tn(a, b, c, sizes),
                }
            }),
        }
    }

    /// z += Σ x.
    pub(crate) fn add<T: Semiring>(&self, x: &[T], z: &mut [T]) {
        match self.inner {
            Inner::Run(index) => self.each(|[i, _, o]| add(index, &x[i..], &mut z[o..])),
            Inner::Rows { rows, columns } => {
                self.each(|[i, _, o]| {
                    add_rows(&x[i..][..rows * columns], &mut z[o..][..columns], |_, x, sums| {
                        add_scaled(T::ONE, x, sums);
                    });
                });
            }
            Inner::Product { .. } => unreachable!("`Nest::sum` makes no products"),
        }
    }

    /// Calls `f` with the positions in x, y and z, once for each turn of the loops.
    #[inline(always)]
    fn each(&self, mut f: impl FnMut([usize; 3])) {
        let mut count = [0; INDICES];
        let mut at = [0; 3];
        loop {
            f(at);
            let mut next = self.depth;
            loop {
                if next == 0 {
                    return;
                }
                next -= 1;
                let Index { length, strides } = self.loops[next];
                count[next] += 1;
                if count[next] < length {
                    at = core::array::from_fn(|t| at[t] + strides[t]);
                    break;
                }
                at = core::array::from_fn(|t| at[t] - (length - 1) * strides[t]);
                count[next] = 0;
            }
        }
    }
}

/// What a letter stands for.
const fn index(tensors: &[Lettered; 3], letter: usize) -> Index {
    let mut index = Index::NONE;
    let mut seen = false;
    let mut t = 0;
    while t < tensors.len() {
        let tensor = tensors[t];
        let (mut axis, mut stride) = (tensor.dims.len(), 1);
        while axis > 0 {
            axis -= 1;
            let length = tensor.dims[axis];
            if tensor.letter(axis) == letter {
                assert!(!seen || index.length == length, "einsum: a letter stands for axes of one length");
                (index.length, seen) = (length, true);
                index.strides[t] += stride;
            }
            stride *= length;
        }
        t += 1;
    }
    index
}

/// The form in which these indices are the rows, the inner index and the columns of a product of matrices, if they are. A
/// missing one has length 1 and no strides.
const fn form(m: Index, k: Index, n: Index, exchanged: bool) -> Option<Form> {
    let (x, y, z) = if exchanged { (1, 0, 2) } else { (0, 1, 2) };
    // Each index must occur in its two matrices and not in the third.
    if m.strides[y] != 0 || n.strides[x] != 0 || k.strides[z] != 0 {
        return None;
    }
    if !matrix(m, n, z) {
        None
    } else if matrix(m, k, x) && matrix(k, n, y) {
        Some(Form::Neither)
    } else if matrix(m, k, x) && matrix(n, k, y) {
        Some(Form::Right)
    } else if matrix(k, m, x) && matrix(k, n, y) {
        Some(Form::Left)
    } else {
        None
    }
}

/// Whether a tensor has these indices as rows and columns without gaps.
const fn matrix(rows: Index, columns: Index, tensor: usize) -> bool {
    (columns.length == 1 || columns.strides[tensor] == 1)
        && (rows.length == 1 || rows.strides[tensor] == columns.length)
}

/// z += Σ x·y along one index.
fn multiply<T: Semiring>(Index { length, strides: [x_step, y_step, z_step] }: Index, x: &[T], y: &[T], z: &mut [T]) {
    match (x_step, y_step, z_step) {
        (1, 1, 1) => {
            for ((z, &x), &y) in z[..length].iter_mut().zip(&x[..length]).zip(&y[..length]) {
                *z = x.times_plus(y, *z);
            }
        }
        (_, _, 0) => in_blocks(length, &mut z[0], |sum, i| x[i * x_step].times_plus(y[i * y_step], sum)),
        _ => (0..length).for_each(|i| z[i * z_step] = x[i * x_step].times_plus(y[i * y_step], z[i * z_step])),
    }
}

/// z += Σ x along one index.
fn add<T: Semiring>(Index { length, strides: [x_step, _, z_step] }: Index, x: &[T], z: &mut [T]) {
    match (x_step, z_step) {
        (1, 1) => z[..length].iter_mut().zip(&x[..length]).for_each(|(z, &x)| *z = *z + x),
        (1, 0) => z[0] = z[0] + T::sum(&x[..length]),
        (_, 0) => in_blocks(length, &mut z[0], |sum, i| sum + x[i * x_step]),
        _ => (0..length).for_each(|i| z[i * z_step] = z[i * z_step] + x[i * x_step]),
    }
}

/// Adds many terms to one number, block by block, so that a long sum does not lose its last terms.
#[inline(always)]
fn in_blocks<T: Semiring>(length: usize, z: &mut T, term: impl Fn(T, usize) -> T) {
    for from in (0..length).step_by(BLOCK) {
        *z = *z + (from..length.min(from + BLOCK)).fold(T::ZERO, &term);
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Inner, Lettered, Nest};

    /// How many loops are left around a product of matrices, with its sizes, or around one loop, with its length.
    fn outline(x: (&'static [usize], u32), y: (&'static [usize], u32), z: (&'static [usize], u32)) -> (usize, Inner) {
        let [x, y, z] = [x, y, z].map(|(dims, letters)| Lettered { dims, letters });
        let nest = Nest::product(x, y, z);
        (nest.depth, nest.inner)
    }

    #[test]
    fn products_of_matrices_are_recognised() {
        type Case = [(&'static [usize], u32); 3];
        let cases: [(Case, usize, [usize; 3], &str); 9] = [
            ([(&[2, 3], 0x01), (&[3, 4], 0x12), (&[2, 4], 0x02)], 0, [2, 3, 4], "Neither"),
            ([(&[2, 3], 0x01), (&[4, 3], 0x21), (&[2, 4], 0x02)], 0, [2, 3, 4], "Right"),
            ([(&[3, 2], 0x10), (&[3, 4], 0x12), (&[2, 4], 0x02)], 0, [2, 3, 4], "Left"),
            // The result is transposed: the factors change places.
            ([(&[3, 2], 0x10), (&[4, 3], 0x21), (&[4, 2], 0x20)], 0, [4, 3, 2], "Neither"),
            // A batch, and a pair of axes that are summed as one.
            ([(&[5, 2, 3], 0x301), (&[5, 3, 4], 0x312), (&[5, 2, 4], 0x302)], 1, [2, 3, 4], "Neither"),
            ([(&[2, 3, 5], 0x013), (&[3, 5, 4], 0x132), (&[2, 4], 0x02)], 0, [2, 15, 4], "Neither"),
            // An axis of length 1 is no axis.
            ([(&[2, 1, 3], 0x031), (&[3, 4], 0x12), (&[2, 4, 1], 0x023)], 0, [2, 3, 4], "Neither"),
            // A matrix times a vector, and an outer product.
            ([(&[2, 3], 0x01), (&[3], 0x1), (&[2], 0x0)], 0, [2, 3, 1], "Neither"),
            ([(&[2], 0x0), (&[3], 0x1), (&[2, 3], 0x01)], 0, [2, 1, 3], "Neither"),
        ];
        for ([x, y, z], loops, expected, shape) in cases {
            let (depth, inner) = outline(x, y, z);
            let Inner::Product { sizes, form, .. } = inner else { panic!("{x:?} {y:?} {z:?} is a product") };
            let form = match form {
                Form::Neither => "Neither",
                Form::Right => "Right",
                Form::Left => "Left",
            };
            assert_eq!((depth, sizes, form), (loops, expected, shape), "{x:?} {y:?} {z:?}");
        }
    }

    #[test]
    fn what_is_no_product_of_matrices_runs_along_an_axis_without_gaps() {
        let (depth, inner) = outline((&[5, 7], 0x01), (&[5, 7], 0x01), (&[5, 7], 0x01));
        assert_eq!(depth, 0);
        assert!(matches!(inner, Inner::Run(index) if index.length == 35 && index.strides == [1, 1, 1]));
        let (depth, inner) = outline((&[5, 5], 0x00), (&[5], 0x0), (&[5], 0x0));
        assert_eq!(depth, 0);
        assert!(matches!(inner, Inner::Run(index) if index.length == 5 && index.strides == [6, 1, 1]));
    }

    #[test]
    fn a_long_sum_keeps_its_last_terms() {
        let ones = std::vec![1.0_f32; 2 * 100_000];
        let (x, z) = (Lettered { dims: &[100_000, 2], letters: 0x01 }, Lettered { dims: &[], letters: 0 });
        let mut sum = [0.0];
        Nest::sum(x, z).add(&ones, &mut sum);
        assert_eq!(sum, [2e5]);
    }
}
