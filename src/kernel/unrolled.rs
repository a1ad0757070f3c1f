//! Loops over neighbouring numbers, four at a time where the compiler leaves them one by one: on bare metal, where programs
//! are compiled for small code. Counting and addressing are half of such a loop, and a copy is a call to a slow loop. Numbers
//! are taken in the same order everywhere.

/// Whether the processor has no instructions for floats, as far as the compiler says: each operation is a call of dozens.
pub(crate) const fn floats_are_calls<T>() -> bool {
    let single =
        cfg!(any(all(target_arch = "arm", not(target_abi = "eabihf")), target_arch = "riscv32", target_arch = "avr"));
    cfg!(target_os = "none") && (single || (size_of::<T>() > 4 && cfg!(target_pointer_width = "32")))
}

/// Whether numbers are moved by four. (A 64-bit Arm has vectors of four.)
const fn move_by_four<T>() -> bool {
    cfg!(target_os = "none") && !cfg!(any(target_arch = "avr", target_arch = "aarch64")) && size_of::<T>() <= 4
}

/// Whether they are computed with by four: beside a call for each number, counting is nothing.
const fn by_four<T>() -> bool {
    move_by_four::<T>() && !floats_are_calls::<T>()
}

/// f(aᵢ, yᵢ) for each pair.
#[inline(always)]
pub(crate) fn each<A: Copy, T>(a: &[A], y: &mut [T], mut f: impl FnMut(A, &mut T)) {
    let (mut a, mut y) = (a, y);
    if const { by_four::<T>() } {
        let (fours, rest) = a.as_chunks::<4>();
        let (results, left) = y.as_chunks_mut::<4>();
        for (&[a0, a1, a2, a3], [y0, y1, y2, y3]) in fours.iter().zip(results) {
            f(a0, y0);
            f(a1, y1);
            f(a2, y2);
            f(a3, y3);
        }
        // At most one pair, and one number: where the length is known there is no loop.
        let ((twos, rest), (results, left)) = (rest.as_chunks::<2>(), left.as_chunks_mut::<2>());
        for (&[a0, a1], [y0, y1]) in twos.iter().zip(results) {
            f(a0, y0);
            f(a1, y1);
        }
        (a, y) = (rest, left);
    }
    for (&a, y) in a.iter().zip(y) {
        f(a, y);
    }
}

/// f(… f(f(start, a₀, b₀), a₁, b₁) …).
#[inline(always)]
pub(crate) fn fold<T: Copy>(a: &[T], b: &[T], start: T, f: impl Fn(T, T, T) -> T) -> T {
    let (mut a, mut b, mut result) = (a, b, start);
    if const { by_four::<T>() } {
        let ((fours, a_rest), (others, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
        for (&[a0, a1, a2, a3], &[b0, b1, b2, b3]) in fours.iter().zip(others) {
            result = f(f(f(f(result, a0, b0), a1, b1), a2, b2), a3, b3);
        }
        let ((twos, a_rest), (others, b_rest)) = (a_rest.as_chunks::<2>(), b_rest.as_chunks::<2>());
        for (&[a0, a1], &[b0, b1]) in twos.iter().zip(others) {
            result = f(f(result, a0, b0), a1, b1);
        }
        (a, b) = (a_rest, b_rest);
    }
    a.iter().zip(b).fold(result, |result, (&a, &b)| f(result, a, b))
}

/// Copies numbers to where as many lie.
#[inline(always)]
pub(crate) fn copy<T: Copy>(from: &[T], to: &mut [T]) {
    if const { !move_by_four::<T>() } {
        return to.copy_from_slice(from);
    }
    // Four numbers are some instructions; all of them would be a call, and a loop that looks for their ends.
    assert!(from.len() == to.len());
    let ((fours, rest), (places, left)) = (from.as_chunks::<4>(), to.as_chunks_mut::<4>());
    for (place, four) in places.iter_mut().zip(fours) {
        *place = *four;
    }
    for (to, &from) in left.iter_mut().zip(rest) {
        *to = from;
    }
}

/// Moves numbers to where as many lie, and leaves `rest` where they were. (A function of its own has registers for it.)
#[inline(never)]
pub(crate) fn take<T: Copy>(from: &mut [T], to: &mut [T], rest: T) {
    if const { !move_by_four::<T>() } {
        to.copy_from_slice(from);
        return from.fill(rest);
    }
    assert!(from.len() == to.len());
    let ((fours, last), (places, left)) = (from.as_chunks_mut::<4>(), to.as_chunks_mut::<4>());
    for (place, four) in places.iter_mut().zip(fours) {
        (*place, *four) = (*four, [rest; 4]);
    }
    for (to, from) in left.iter_mut().zip(last) {
        (*to, *from) = (*from, rest);
    }
}

/// Writes a number to all places.
#[inline(always)]
pub(crate) fn fill<T: Copy>(to: &mut [T], number: T) {
    if const { !move_by_four::<T>() } {
        return to.fill(number);
    }
    // A number that the compiler knows would be a call again, for the last ones another.
    let number = core::hint::black_box(number);
    let (eights, rest) = to.as_chunks_mut::<8>();
    for [a, b, c, d, e, f, g, h] in eights {
        (*a, *b, *c, *d) = (number, number, number, number);
        (*e, *f, *g, *h) = (number, number, number, number);
    }
    for to in rest {
        *to = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_turn() {
        for length in 0..10 {
            let a: alloc::vec::Vec<i16> = (0..length).collect();
            let (mut y, mut z) = (a.clone(), a.clone());
            z.fill(0);
            each(&a, &mut y, |a, y| *y += 10 * a);
            assert!(y.iter().zip(0..).all(|(&y, i)| y == 11 * i) && y.len() == a.len());
            assert_eq!(fold(&a, &y, 1, |sum, a, b| 2 * sum + a * b), {
                a.iter().zip(&y).fold(1, |sum, (a, b)| 2 * sum + a * b)
            });
            copy(&a, &mut y);
            assert_eq!(y, a);
            take(&mut y, &mut z, 7);
            assert_eq!(z, a);
            assert!(y.iter().all(|&y| y == 7));
            fill(&mut y, 5);
            assert!(y.iter().all(|&y| y == 5));
        }
    }
}
