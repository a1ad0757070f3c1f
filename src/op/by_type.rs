//! What rules without run-time parameters share: their types say all.

/// `Clone`, `Copy` and `Default` for a rule whose parameters are constants and one shape, axis or order. By hand, since a
/// derive would ask the same of the shape. The expansion of `by_type!(Cat[const I: usize] R)`:
///
/// ```ignore
/// impl<const I: usize, R> Clone for Cat<I, R> { /* … */ }
/// impl<const I: usize, R> Copy for Cat<I, R> {}
/// impl<const I: usize, R> Default for Cat<I, R> { /* … */ }
/// ```
macro_rules! by_type {
    ($rule:ident[$(const $constant:ident: $type:ty),*] $parameter:ident) => {
        impl<$(const $constant: $type,)* $parameter> Clone for $rule<$($constant,)* $parameter> {
            #[inline(always)]
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<$(const $constant: $type,)* $parameter> Copy for $rule<$($constant,)* $parameter> {}
        impl<$(const $constant: $type,)* $parameter> Default for $rule<$($constant,)* $parameter> {
            #[inline(always)]
            fn default() -> Self {
                $rule(core::marker::PhantomData)
            }
        }
    };
}

pub(crate) use by_type;
