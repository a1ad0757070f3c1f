//! The type parameter that stands for the element.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, DeriveInput, Error, Generics, Ident, Path, Result, Type, TypeParamBound, WherePredicate};

/// Traits of elements and numbers that not every element has.
const NARROWER: [&str; 6] = ["Real", "Float", "Primitive", "Ring", "Stored", "Integer"];

/// Finds the element among the type parameters, and sees that nothing but `Element` is asked of it.
pub(crate) fn find(input: &DeriveInput) -> Result<Ident> {
    let named = named(&input.attrs)?;
    let element = match &named {
        Some(name) => name.clone(),
        None => bounded(&input.ident, &input.generics)?,
    };
    if !input.generics.type_params().any(|parameter| parameter.ident == element) {
        return Err(Error::new(element.span(), format!("`{}` has no type parameter `{element}`", input.ident)));
    }
    for bound in bounds(&input.generics, &element) {
        let Some(name) = last(bound) else { continue };
        if NARROWER.iter().any(|narrower| name == narrower) {
            return Err(too_narrow(&element, name, &input.ident));
        }
        // An `Element` of another name is known by the attribute only.
        if named.is_none() && !["Element", "Copy", "Clone"].iter().any(|wide| name == wide) {
            return Err(Error::new_spanned(
                bound,
                format!("`{element}` stands for every element here, so nothing but `Element` can be asked of it"),
            ));
        }
    }
    Ok(element)
}

/// What `#[parameters(element = E)]` names.
fn named(attributes: &[Attribute]) -> Result<Option<Ident>> {
    let mut named = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("parameters")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("element") {
                return Err(meta.error("a struct can have `#[parameters(element = E)]`, a field `#[parameters(skip)]`"));
            }
            named = Some(meta.value()?.parse()?);
            Ok(())
        })?;
    }
    Ok(named)
}

/// The one type parameter that is bounded by `Element`.
fn bounded(structure: &Ident, generics: &Generics) -> Result<Ident> {
    let with = |traits: &[&str]| {
        let parameters = generics.type_params().map(|parameter| &parameter.ident);
        let found = parameters.filter_map(|parameter| {
            let mut names = bounds(generics, parameter).into_iter().filter_map(last);
            names.find(|name| traits.iter().any(|wanted| name == wanted)).map(|name| (parameter, name))
        });
        found.collect::<Vec<_>>()
    };
    match with(&["Element"])[..] {
        [(element, _)] => Ok(element.clone()),
        [] => Err(match with(&NARROWER).first() {
            Some((parameter, name)) => too_narrow(parameter, name, structure),
            None => Error::new(
                structure.span(),
                format!(
                    "no type parameter of `{structure}` stands for its element: write `struct {structure}<E: Element>`, \
                     and `Tensor<E, …>` for its tensors"
                ),
            ),
        }),
        [(first, _), (second, _), ..] => Err(Error::new(
            second.span(),
            format!(
                "the tensors of a structure have one element, and `{first}` and `{second}` are both bounded by \
                 `Element`: say which it is by `#[parameters(element = {first})]`"
            ),
        )),
    }
}

fn too_narrow(element: &Ident, bound: &Ident, structure: &Ident) -> Error {
    Error::new(
        bound.span(),
        format!(
            "a structure of parameters exists for every element: write `{element}: Element` here, and `{element}: \
             {bound}` where its functions are, as in `impl<{element}: {bound}> {structure}<{element}>`"
        ),
    )
}

/// What is asked of a type parameter, in its place and in the where-clause.
fn bounds<'a>(generics: &'a Generics, parameter: &Ident) -> Vec<&'a TypeParamBound> {
    let in_place = generics.type_params().filter(|other| other.ident == *parameter).flat_map(|other| &other.bounds);
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let behind = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(of) if is(&of.bounded_ty, parameter) => Some(&of.bounds),
        _ => None,
    });
    in_place.chain(behind.flatten()).collect()
}

/// Whether a predicate of a where-clause speaks of this type parameter alone.
pub(crate) fn is_about(predicate: &WherePredicate, parameter: &Ident) -> bool {
    matches!(predicate, WherePredicate::Type(of) if is(&of.bounded_ty, parameter))
}

fn is(ty: &Type, parameter: &Ident) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(parameter))
}

/// The name of a trait without its path.
fn last(bound: &TypeParamBound) -> Option<&Ident> {
    match bound {
        TypeParamBound::Trait(bound) => {
            let path: &Path = &bound.path;
            path.segments.last().map(|segment| &segment.ident)
        }
        _ => None,
    }
}

/// Whether a name occurs in a type.
pub(crate) fn is_named_in(element: &Ident, tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == *element,
        TokenTree::Group(group) => is_named_in(element, group.stream()),
        _ => false,
    })
}
