//! What is refused, and what is written. That it compiles and does what it should is tested in `tests/derive.rs` of
//! `wengert`, and what a user reads in its `ui-tests/`.

use crate::implement::implement;
use syn::{DeriveInput, parse_quote};

/// The sentence about a structure that is refused.
#[track_caller]
fn refused(input: &DeriveInput, sentence: &str) {
    let error = implement(input).expect_err("the structure must be refused").to_string();
    assert!(error.contains(sentence), "{error}");
}

#[test]
fn only_a_struct_is_a_structure() {
    refused(
        &parse_quote!(
            enum A<E: Element> {
                B(Scalar<E>),
            }
        ),
        "an enum is no structure of parameters",
    );
    refused(&parse_quote!(union A<E: Element> { b: Scalar<E> }), "a union is no structure of parameters");
}

#[test]
fn one_type_parameter_is_the_element() {
    refused(
        &parse_quote!(
            struct A(Scalar<f64>);
        ),
        "no type parameter of `A` stands for its element",
    );
    refused(
        &parse_quote!(
            struct A<E>(Scalar<E>);
        ),
        "write `struct A<E: Element>`",
    );
    let two: DeriveInput = parse_quote!(
        struct A<E: Element, F>(Scalar<E>, Scalar<F>)
        where
            F: Element;
    );
    refused(&two, "say which it is by `#[parameters(element = E)]`");
    refused(
        &parse_quote!(
            #[parameters(element = F)]
            struct A<E: Element>(Scalar<E>);
        ),
        "no type parameter `F`",
    );
    refused(
        &parse_quote!(
            #[parameters(elements = E)]
            struct A<E: Element>(Scalar<E>);
        ),
        "a struct can have",
    );
}

#[test]
fn nothing_but_element_is_asked_of_the_element() {
    for bound in ["Real", "wengert::Float", "Element + Real"] {
        let bound: syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]> =
            syn::parse::Parser::parse_str(syn::punctuated::Punctuated::parse_terminated, bound).unwrap();
        refused(&parse_quote!(struct A<E: #bound>(Scalar<E>);), "write `E: Element` here");
        refused(&parse_quote!(struct A<E>(Scalar<E>) where E: #bound;), "as in `impl<E: ");
    }
    refused(
        &parse_quote!(
            struct A<E: Element + Debug>(Scalar<E>);
        ),
        "nothing but `Element` can be asked of it",
    );
    implement(&parse_quote!(
        struct A<E: Copy + wengert::Element + Clone>(Scalar<E>);
    ))
    .unwrap();
    implement(&parse_quote!(
        #[parameters(element = E)]
        struct A<E: Elem>(Scalar<E>);
    ))
    .unwrap();
}

#[test]
fn fields_are_made_of_the_element() {
    let elsewhere = "this field does not depend on `E`";
    refused(
        &parse_quote!(
            struct A<E: Element>(Scalar<E>, usize);
        ),
        elsewhere,
    );
    refused(
        &parse_quote!(
            struct A<E: Element>((Scalar<E>, Scalar<f32>));
        ),
        elsewhere,
    );
    refused(
        &parse_quote!(
            struct A<E: Element>([(Scalar<E>, [Scalar<f32>; 2]); 3]);
        ),
        elsewhere,
    );
    refused(
        &parse_quote!(
            struct A<'a, E: Element>(&'a Scalar<E>);
        ),
        "owns its tensors",
    );
    refused(
        &parse_quote!(
            struct A<E: Element>(std::vec::Vec<Scalar<E>>);
        ),
        "always holds the same tensors",
    );
    refused(
        &parse_quote!(
            struct A<E: Element>(#[parameters(skip)] Scalar<E>);
        ),
        "cannot depend on `E`",
    );
    refused(
        &parse_quote!(
            struct A<E: Element>(#[parameters(skipped)] usize);
        ),
        "a field can have",
    );
}

#[test]
fn every_wrong_field_is_told() {
    let error = implement(&parse_quote!(
        struct A<E: Element>(usize, Scalar<E>, Scalar<f32>);
    ))
    .unwrap_err();
    assert_eq!(error.into_iter().count(), 2);
}

#[test]
fn what_is_written_names_nothing_of_the_user() {
    let written = implement(&parse_quote!(
        struct A<E: Element>(Scalar<E>);
    ))
    .unwrap()
    .to_string();
    for name in ["Parameters", "ParametersMut", "Element >", "Float >", "TensorZip"] {
        for (at, _) in written.match_indices(&format!(" {name}")) {
            assert!(written[..at].ends_with(":: wengert ::"), "{name} without its path: {written}");
        }
    }
}
