//! The two implementations, written out.

use crate::element::{find, is_about};
use crate::field::Part;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Error, Fields, GenericParam, Generics, Ident, Result, Token, parse_quote};

/// `Parameters` and `ParametersMut` for a struct. The expansion for `struct Line<E: Element> { a: Scalar<E>, b: Scalar<E> }`,
/// with shorter names:
///
/// ```ignore
/// impl<E: Float> Parameters for Line<E> {
///     type Number = E;
///     type With<F: Element> = Line<F>;
///     const LEAVES: usize = 0 + <Scalar<E> as Parameters>::LEAVES + <Scalar<E> as Parameters>::LEAVES;
///     fn zip_tensors<F: Element, Z: TensorZip<F, Number = E>>(&self, other: &Self, zip: &mut Z) -> Line<F> {
///         Line {
///             a: <Scalar<E> as Parameters>::zip_tensors(&self.a, &other.a, zip),
///             b: <Scalar<E> as Parameters>::zip_tensors(&self.b, &other.b, zip),
///         }
///     }
///     fn leaf(&self, index: usize) -> &[E] {
///         let rest = index;
///         let leaves = <Scalar<E> as Parameters>::LEAVES;
///         if rest < leaves { return <Scalar<E> as Parameters>::leaf(&self.a, rest); }
///         let rest = rest - leaves;
///         // and so on for b; then
///         panic!("there is no leaf {index}: the structure holds {} tensors", Self::LEAVES)
///     }
/// }
/// // and `ParametersMut` with `leaf_mut` in the same way
/// ```
pub(crate) fn implement(input: &DeriveInput) -> Result<TokenStream> {
    let fields = fields(input)?;
    let element = find(input)?;
    let parts = parts(fields, &element)?;
    let parameters: Vec<_> = parts.iter().filter(|part| !part.skipped).collect();
    let types: Vec<_> = parameters.iter().map(|part| part.ty).collect();

    let name = &input.ident;
    let generics = over_numbers(&input.generics, &element);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // Long names, so that no parameter of the structure has the same.
    let other = format_ident!("WengertElement");
    let with_other = with(&input.generics, &element, &other);
    let zipped = parts.iter().map(zip);
    let leaf = find_leaf(&parameters, &format_ident!("leaf"), &quote!(::wengert::Parameters), &quote!(&));
    let leaf_mut = find_leaf(&parameters, &format_ident!("leaf_mut"), &quote!(::wengert::ParametersMut), &quote!(&mut));

    Ok(quote! {
        #[automatically_derived]
        impl #impl_generics ::wengert::Parameters for #name #ty_generics #where_clause {
            type Number = #element;
            type With<#other: ::wengert::Element> = #name<#with_other>;
            const LEAVES: usize = 0 #(+ <#types as ::wengert::Parameters>::LEAVES)*;
            #[inline]
            fn zip_tensors<#other: ::wengert::Element, WengertZip: ::wengert::TensorZip<#other, Number = #element>>(
                &self,
                other: &Self,
                zip: &mut WengertZip,
            ) -> #name<#with_other> {
                #name { #(#zipped),* }
            }
            #[inline]
            fn leaf(&self, index: usize) -> &[#element] { #leaf }
        }
        #[automatically_derived]
        impl #impl_generics ::wengert::ParametersMut for #name #ty_generics #where_clause {
            #[inline]
            fn leaf_mut(&mut self, index: usize) -> &mut [#element] { #leaf_mut }
        }
    })
}

fn fields(input: &DeriveInput) -> Result<&Fields> {
    match &input.data {
        Data::Struct(data) => Ok(&data.fields),
        Data::Enum(data) => Err(Error::new(
            data.enum_token.span,
            "an enum is no structure of parameters: what it holds depends on its variant, and an optimiser needs the \
             same tensors at every step. A struct with a field for each of them is one",
        )),
        Data::Union(data) => Err(Error::new(
            data.union_token.span,
            "a union is no structure of parameters: nobody knows which of its fields is there. A struct is one",
        )),
    }
}

/// Every field, or the errors of all of them.
fn parts<'a>(fields: &'a Fields, element: &Ident) -> Result<Vec<Part<'a>>> {
    let mut parts = Vec::new();
    let mut errors: Option<Error> = None;
    for (place, field) in fields.iter().enumerate() {
        match (Part::new(place, field, element), &mut errors) {
            (Ok(part), _) => parts.push(part),
            (Err(error), Some(errors)) => errors.combine(error),
            (Err(error), none) => *none = Some(error),
        }
    }
    errors.map_or(Ok(parts), Err)
}

/// The parameters of the structure, its element a number: `E: Element` becomes `E: Float`.
fn over_numbers(generics: &Generics, element: &Ident) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut().filter(|parameter| parameter.ident == *element) {
        parameter.bounds = parse_quote!(::wengert::Float);
    }
    if let Some(clause) = &mut generics.where_clause {
        let kept = clause.predicates.iter().filter(|predicate| !is_about(predicate, element)).cloned();
        clause.predicates = kept.collect::<Punctuated<_, Token![,]>>();
    }
    generics
}

/// The arguments that make the same structure of another element.
fn with(generics: &Generics, element: &Ident, other: &Ident) -> TokenStream {
    let arguments = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Type(parameter) if parameter.ident == *element => quote!(#other),
        GenericParam::Type(parameter) => {
            let name = &parameter.ident;
            quote!(#name)
        }
        GenericParam::Const(parameter) => {
            let name = &parameter.ident;
            quote!(#name)
        }
        GenericParam::Lifetime(parameter) => {
            let name = &parameter.lifetime;
            quote!(#name)
        }
    });
    quote!(#(#arguments),*)
}

/// A field of the third structure from the same field of two.
fn zip(part: &Part<'_>) -> TokenStream {
    let Part { member, ty, skipped } = part;
    if *skipped {
        quote!(#member: <#ty as ::core::clone::Clone>::clone(&self.#member))
    } else {
        quote!(#member: <#ty as ::wengert::Parameters>::zip_tensors(&self.#member, &other.#member, zip))
    }
}

/// The body of `leaf` and of `leaf_mut`: which field has the leaf.
fn find_leaf(parts: &[&Part<'_>], leaf: &Ident, of: &TokenStream, borrow: &TokenStream) -> TokenStream {
    let steps = parts.iter().map(|Part { member, ty, .. }| {
        quote! {
            let leaves = <#ty as ::wengert::Parameters>::LEAVES;
            if rest < leaves {
                return <#ty as #of>::#leaf(#borrow self.#member, rest);
            }
            let rest = rest - leaves;
        }
    });
    quote! {
        let rest = index;
        #(#steps)*
        let _ = rest;
        ::core::panic!(
            "there is no leaf {}: the structure holds {} tensors",
            index,
            <Self as ::wengert::Parameters>::LEAVES,
        )
    }
}
