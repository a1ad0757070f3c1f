//! Only tests: see `tests/oracles.rs`.
