//! Two tensors against their broadcast result, without index arithmetic in the inner loop.
//!
//! The trailing axes over which each operand is either present or repeated as a whole are merged into one *run*. Inside
//! a run an operand advances by 1 or stays; between runs an odometer counts the axes that are left.

/// The highest rank.
const RANK: usize = 6;

/// How to walk two operands and their result together. Made at compile time from the lengths of the axes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk {
    /// Elements in one run.
    pub(crate) run: usize,
    /// Whether the left operand advances within a run.
    pub(crate) lhs: bool,
    /// Whether the right operand advances within a run.
    pub(crate) rhs: bool,
    /// Axes outside the run, leftmost first; the first `outer` entries count.
    outer: usize,
    dims: [usize; RANK],
    lhs_strides: [usize; RANK],
    rhs_strides: [usize; RANK],
}

/// The stride of each axis of `dims` within the result's axes `out`: 0 where the operand is repeated.
const fn strides(dims: &[usize], out: &[usize]) -> [usize; RANK] {
    let mut strides = [0; RANK];
    let mut stride = 1;
    let mut back = 1;
    while back <= dims.len() {
        let n = dims[dims.len() - back];
        if n != 1 {
            strides[out.len() - back] = stride;
        }
        stride *= n;
        back += 1;
    }
    strides
}

impl Walk {
    /// The walk for operands with the axes `lhs` and `rhs` and a result with the axes `out`.
    pub(crate) const fn new(lhs: &[usize], rhs: &[usize], out: &[usize]) -> Self {
        let (lhs_strides, rhs_strides) = (strides(lhs, out), strides(rhs, out));
        let mut walk =
            Walk { run: 1, lhs: false, rhs: false, outer: out.len(), dims: [1; RANK], lhs_strides, rhs_strides };
        let mut axis = 0;
        while axis < out.len() {
            walk.dims[axis] = out[axis];
            axis += 1;
        }
        // Axes of length 1 belong to any run; the first other axis from the right decides which operand advances.
        let mut decided = false;
        while walk.outer > 0 {
            let axis = walk.outer - 1;
            if out[axis] != 1 {
                let (l, r) = (lhs_strides[axis] != 0, rhs_strides[axis] != 0);
                if decided && (l != walk.lhs || r != walk.rhs) {
                    break;
                }
                (walk.lhs, walk.rhs, decided) = (l, r, true);
            }
            walk.run *= out[axis];
            walk.outer -= 1;
        }
        walk
    }

    /// The walk over a tensor with the axes `dims` whose result has them in another order, `order[i]` being the place of
    /// its axis i in `dims`; and how far apart neighbours in a run lie in the operand.
    pub(crate) const fn rearranged(dims: &[usize], order: [usize; RANK]) -> (Self, usize) {
        let strides = strides(dims, dims);
        let mut walk = Walk {
            run: 1,
            lhs: true,
            rhs: false,
            outer: dims.len(),
            dims: [1; RANK],
            lhs_strides: [0; RANK],
            rhs_strides: [0; RANK],
        };
        let mut axis = 0;
        while axis < dims.len() {
            (walk.dims[axis], walk.lhs_strides[axis]) = (dims[order[axis]], strides[order[axis]]);
            axis += 1;
        }
        // A run is the last axis that is longer than 1, and those before it that continue it.
        let mut step = 1;
        while walk.outer > 0 {
            let axis = walk.outer - 1;
            if walk.dims[axis] != 1 {
                if walk.run == 1 {
                    step = walk.lhs_strides[axis];
                } else if walk.lhs_strides[axis] != step * walk.run {
                    break;
                }
                walk.run *= walk.dims[axis];
            }
            walk.outer -= 1;
        }
        (walk, step)
    }

    /// Whether a tensor with the axes `dims` can be repeated to fill the axes `out`.
    pub(crate) const fn broadcasts(dims: &[usize], out: &[usize]) -> bool {
        if dims.len() > out.len() {
            return false;
        }
        let mut back = 1;
        while back <= dims.len() {
            let n = dims[dims.len() - back];
            if n != 1 && n != out[out.len() - back] {
                return false;
            }
            back += 1;
        }
        true
    }

    /// Whether there is one run only.
    pub(crate) const fn is_one_run(&self) -> bool {
        self.outer == 0
    }

    /// Calls `f` with the first position of every run in the left operand, the right one and the result.
    #[inline(always)]
    pub(crate) fn runs(&self, mut f: impl FnMut(usize, usize, usize)) {
        if self.outer == 0 {
            return f(0, 0, 0);
        }
        let mut count = [0; RANK];
        let (mut lhs, mut rhs, mut out) = (0, 0, 0);
        loop {
            f(lhs, rhs, out);
            out += self.run;
            let mut axis = self.outer;
            loop {
                if axis == 0 {
                    return;
                }
                axis -= 1;
                count[axis] += 1;
                lhs += self.lhs_strides[axis];
                rhs += self.rhs_strides[axis];
                if count[axis] < self.dims[axis] {
                    break;
                }
                lhs -= self.dims[axis] * self.lhs_strides[axis];
                rhs -= self.dims[axis] * self.rhs_strides[axis];
                count[axis] = 0;
            }
        }
    }

    /// Calls `f` with the position of every element in the left operand, the right one and the result.
    #[inline(always)]
    pub(crate) fn each(&self, mut f: impl FnMut(usize, usize, usize)) {
        let (l, r) = (usize::from(self.lhs), usize::from(self.rhs));
        self.runs(|lhs, rhs, out| {
            for i in 0..self.run {
                f(lhs + i * l, rhs + i * r, out + i);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Walk;
    use std::vec::Vec;

    /// The definition: positions by division and remainder, axis by axis.
    fn positions(dims: &[usize], out: &[usize], mut at: usize) -> usize {
        let (mut position, mut stride) = (0, 1);
        let mut index: Vec<usize> = out.iter().rev().map(|n| (at % n, at /= n).0).collect();
        index.reverse();
        for (axis, n) in dims.iter().enumerate().rev() {
            let i = index[out.len() - dims.len() + axis];
            position += stride * if *n == 1 { 0 } else { i };
            stride *= n;
        }
        position
    }

    #[test]
    fn every_position_is_the_definition_of_broadcasting() {
        type Case = (&'static [usize], &'static [usize], &'static [usize], usize);
        let cases: &[Case] = &[
            (&[], &[], &[], 1),
            (&[2, 3], &[2, 3], &[2, 3], 6),
            (&[2, 3], &[], &[2, 3], 6),
            (&[2, 3], &[3], &[2, 3], 3),
            (&[2, 3], &[2, 1], &[2, 3], 3),
            (&[2, 1], &[1, 3], &[2, 3], 3),
            (&[2, 1, 3, 1], &[4, 1, 5], &[2, 4, 3, 5], 5),
            (&[1, 1], &[1], &[1, 1], 1),
            (&[2, 3, 1, 1], &[2, 3, 4, 5], &[2, 3, 4, 5], 20),
            (&[2, 1, 2, 1, 2, 1], &[1, 2, 1, 2, 1, 2], &[2, 2, 2, 2, 2, 2], 2),
        ];
        for (lhs, rhs, out, run) in cases {
            let walk = Walk::new(lhs, rhs, out);
            assert_eq!(walk.run, *run, "{lhs:?} {rhs:?}");
            let mut next = 0;
            walk.each(|l, r, o| {
                assert_eq!((l, r, o), (positions(lhs, out, o), positions(rhs, out, o), next));
                next += 1;
            });
            assert_eq!(next, out.iter().product::<usize>());
        }
    }
}
