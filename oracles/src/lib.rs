//! Only tests: see `tests/oracles`.
