//! Comparisons, masks and the operators of integers, against ndarray's `Zip`.

use super::*;

/// All six comparisons, on floats of every kind and on the integers below them.
fn compare<A: Shape + Broadcast<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0), filled::<f64, B>(numbers, 13));
    let (m, n) = (a.cast::<i8>(), b.cast::<i8>());
    /// The comparison of tensors is that of their elements.
    macro_rules! same {
        ($($name:ident $operator:tt,)*) => { $(
            let shape = Broadcasted::<A, B>::DIMS;
            equal(&a.$name(&b), &zipped(&elements(&a), &elements(&b), shape, |x, y| x $operator y));
            equal(&m.$name(&n), &zipped(&elements(&m), &elements(&n), shape, |x, y| x $operator y));
            equal(&a.$name(1.0), &elements(&a).mapv(|x| x $operator 1.0));
            equal(&m.$name(1), &elements(&m).mapv(|x| x $operator 1));
        )* };
    }
    same!(equal ==, not_equal !=, less <, less_equal <=, greater >, greater_equal >=,);
}

/// What is done with masks.
fn masks<A: Shape + Broadcast<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0).less(0.0), filled::<f64, B>(numbers, 13).less(5.0));
    let (x, y) = (elements(&a), elements(&b));
    let shape = Broadcasted::<A, B>::DIMS;
    equal(&(a & b), &zipped(&x, &y, shape, |x, y| x & y));
    equal(&(a | b), &zipped(&x, &y, shape, |x, y| x | y));
    equal(&(a ^ b), &zipped(&x, &y, shape, |x, y| x ^ y));
    equal(&!a, &x.mapv(|x| !x));
    for (mask, array) in [(a, &x), (!a, &x.mapv(|x| !x)), (a | !a, &ArrayD::from_elem(A::DIMS, true))] {
        assert_eq!(mask.any(), array.iter().any(|x| *x));
        assert_eq!(mask.all(), array.iter().all(|x| *x));
        assert_eq!(mask.count(), array.iter().filter(|x| **x).count());
    }
    let (u, v) = (filled::<f64, A>(numbers, 7), filled::<f64, B>(numbers, 31));
    let mask = a & b;
    let (p, q) = (array(&u), array(&v));
    let both = zipped(&p, &q, shape, |p, q| (*p, *q));
    let chosen = Zip::from(&elements(&mask)).and(&both).map_collect(|m, (p, q)| if *m { *p } else { *q });
    identical(&select(&mask, &u, &v), &chosen);
    let chosen = zipped(&x, &q, shape, |m, q| if *m { 2.5 } else { *q });
    identical(&select(&a, &tensor(2.5), &v), &chosen);
}

/// The operators of integers.
fn integers<A: Shape + Broadcast<B>, B: Shape>(numbers: &[f64]) {
    let (a, b) = (filled::<f64, A>(numbers, 0).cast::<i64>(), filled::<f64, B>(numbers, 13).cast::<i64>());
    let (x, y) = (elements(&a), elements(&b));
    let divisor = select(&b.equal(0), &tensor(1), &b);
    let d = y.mapv(|y| if y == 0 { 1 } else { y });
    let shape = Broadcasted::<A, B>::DIMS;
    equal(&(a + b), &zipped(&x, &y, shape, |x, y| x + y));
    equal(&(a - b), &zipped(&x, &y, shape, |x, y| x - y));
    equal(&(a * b), &zipped(&x, &y, shape, |x, y| x * y));
    equal(&(a / divisor), &zipped(&x, &d, shape, |x, y| x / y));
    equal(&(a % divisor), &zipped(&x, &d, shape, |x, y| x % y));
    equal(&(a & b), &zipped(&x, &y, shape, |x, y| x & y));
    equal(&(a | b), &zipped(&x, &y, shape, |x, y| x | y));
    equal(&(a ^ b), &zipped(&x, &y, shape, |x, y| x ^ y));
    equal(&a.maximum(&b), &zipped(&x, &y, shape, |x, y| *x.max(y)));
    equal(&a.minimum(&b), &zipped(&x, &y, shape, |x, y| *x.min(y)));
    equal(&!a, &x.mapv(|x| !x));
    equal(&-a, &x.mapv(|x| -x));
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn comparisons_are_those_of_the_elements(numbers in wild_numbers()) {
        broadcasting!(compare(&numbers));
    }

    #[test]
    fn masks_combine_count_and_select(numbers in numbers(-10.0..10.0)) {
        broadcasting!(masks(&numbers));
    }

    #[test]
    fn operators_of_integers_are_exact(numbers in numbers(-1e6..1e6)) {
        broadcasting!(integers(&numbers));
    }
}
