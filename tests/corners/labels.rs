//! Labels that are no class.

use super::*;
use std::panic::catch_unwind;

#[test]
fn a_label_of_any_integer_type_that_is_no_class_is_refused() {
    fn refusal<L: wengert::Integer + core::panic::RefUnwindSafe>(label: L) -> String {
        let payload =
            catch_unwind(|| Matrix::<f64, 1, 3>::zeros().cross_entropy(&tensor([label]))).expect_err("refused");
        *payload.downcast::<String>().expect("a message")
    }
    assert_eq!(refusal(3), "the label of row 0 is 3, but the scores have 3 classes, 0 to 2");
    assert_eq!(refusal(-1), "the label of row 0 is -1, but the scores have 3 classes, 0 to 2");
    assert_eq!(refusal(255_u8), "the label of row 0 is 255, but the scores have 3 classes, 0 to 2");
    assert_eq!(refusal(i64::MIN), format!("the label of row 0 is {}, but the scores have 3 classes, 0 to 2", i64::MIN));
    assert_eq!(refusal(u128::MAX), "the label of row 0 is too large: the scores have 3 classes, 0 to 2");
    assert_eq!(refusal(1_u64 << 32), "the label of row 0 is 4294967296, but the scores have 3 classes, 0 to 2");
}
