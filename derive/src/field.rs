//! What a field is: parameters, or something that is carried along.

use crate::element::is_named_in;
use quote::ToTokens;
use syn::{Error, Field, Ident, Index, Member, Result, Type};

/// Containers that hold now more, now less.
const VARYING: [&str; 5] = ["Vec", "VecDeque", "Option", "HashMap", "BTreeMap"];

/// A field, by its name or its place.
pub(crate) struct Part<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    pub(crate) skipped: bool,
}

impl<'a> Part<'a> {
    /// Sees that a field of parameters is made of the element, and a skipped one is not.
    pub(crate) fn new(place: usize, field: &'a Field, element: &Ident) -> Result<Self> {
        let member = field.ident.clone().map_or_else(|| Index::from(place).into(), Member::Named);
        let (ty, skipped) = (&field.ty, is_skipped(field)?);
        if !skipped {
            made_of(element, ty)?;
        } else if is_named_in(element, ty.to_token_stream()) {
            return Err(Error::new_spanned(
                ty,
                format!("a skipped field goes into every mode as it is, so its type cannot depend on `{element}`"),
            ));
        }
        Ok(Part { member, ty, skipped })
    }
}

fn is_skipped(field: &Field) -> Result<bool> {
    let mut skipped = false;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("parameters")) {
        attribute.parse_nested_meta(|meta| {
            skipped = meta.path.is_ident("skip");
            if skipped { Ok(()) } else { Err(meta.error("a field can have `#[parameters(skip)]`")) }
        })?;
    }
    Ok(skipped)
}

/// Looks into tuples and arrays for what is not made of the element.
fn made_of(element: &Ident, ty: &Type) -> Result<()> {
    match ty {
        Type::Tuple(tuple) => tuple.elems.iter().try_for_each(|ty| made_of(element, ty)),
        Type::Array(array) => made_of(element, &array.elem),
        Type::Paren(inner) => made_of(element, &inner.elem),
        Type::Group(inner) => made_of(element, &inner.elem),
        Type::Reference(reference) => {
            Err(Error::new_spanned(reference, "a structure of parameters owns its tensors: write the type without `&`"))
        }
        _ if !is_named_in(element, ty.to_token_stream()) => Err(Error::new_spanned(
            ty,
            format!(
                "all numbers of a structure are of one type, that of the mode, and this field does not depend on \
                 `{element}`: write `Tensor<{element}, …>`, or mark it `#[parameters(skip)]` if it is no parameter"
            ),
        )),
        Type::Path(path)
            if path.path.segments.last().is_some_and(|last| VARYING.iter().any(|name| last.ident == name)) =>
        {
            Err(Error::new_spanned(
                ty,
                "a structure of parameters always holds the same tensors: write an array, `[…; N]`, or a field for each",
            ))
        }
        _ => Ok(()),
    }
}
