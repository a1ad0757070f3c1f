//! Operations, one file each: formula, rule, tensor method, documentation and test.
//!
//! The types here are the rules behind the methods of [`Tensor`](crate::Tensor); programs call the methods.
//! `docs/adding_an_operation.md` shows how a new one is added: one file, and one line below.

mod dual;
mod labels;
mod lane;
mod operator;
mod special;

#[cfg(test)]
pub(crate) mod check;

/// Declares the files of this room and exports the rules that they define. The expansion of `operations!(exp: Exp;)`:
///
/// ```ignore
/// mod exp;
/// pub use exp::Exp;
/// ```
macro_rules! operations {
    ($($file:ident: $($rule:ident)*;)*) => { $(
        mod $file;
        $(pub use $file::$rule;)*
    )* };
}

operations! {
    abs: Abs;
    acos: Acos;
    acosh: Acosh;
    add: Add;
    asin: Asin;
    asinh: Asinh;
    assign: ;
    atan: Atan;
    atan2: Atan2;
    atanh: Atanh;
    bce_with_logits: BceWithLogits;
    bitand: BitAnd;
    bitor: BitOr;
    bitxor: BitXor;
    bmm: BatchMatMul;
    broadcast_to: BroadcastTo;
    cat: Cat;
    cbrt: Cbrt;
    ceil: Ceil;
    clamp: ;
    compare: Comparand;
    copysign: CopySign;
    cos: Cos;
    cosh: Cosh;
    cross_entropy: CrossEntropy;
    div: Div;
    dot: Dot;
    elu: Elu;
    erf: Erf;
    exp: Exp;
    exp2: Exp2;
    exp_m1: ExpM1;
    flatten: ;
    floor: Floor;
    fract: Fract;
    gelu: Gelu;
    huber: Huber;
    hypot: Hypot;
    layer_norm: LayerNorm;
    leaky_relu: LeakyRelu;
    lerp: Lerped;
    lgamma: Lgamma;
    ln: Ln;
    ln_1p: Ln1p;
    log10: Log10;
    log2: Log2;
    log_sigmoid: LogSigmoid;
    log_softmax: LogSoftmax;
    logsumexp: LogSumExp LogSumExpAxis;
    mae: ;
    mask: Mask;
    max: Max MaxAxis;
    maximum: Maximum;
    mean: ;
    minimum: Minimum;
    mm: MatMul;
    mse: ;
    mul: Mul;
    mv: MatVec;
    neg: Neg;
    nll: NegativeLogLikelihood;
    not: Not;
    polygamma: Polygamma;
    pow: Pow;
    powf: ;
    powi: Powi;
    recip: Recip;
    relu: Relu;
    rem: Rem;
    round: Round;
    rsqrt: Rsqrt;
    scale: ;
    select: Select Selected;
    sigmoid: Sigmoid;
    signum: Signum;
    silu: Silu;
    sin: Sin;
    sinh: Sinh;
    softmax: Softmax;
    softplus: Softplus;
    sqrt: Sqrt;
    square: Square;
    stack: stack;
    sub: Sub;
    sum: Sum SumAxis;
    tan: Tan;
    tanh: Tanh;
    transpose: Transpose;
    trunc: Trunc;
}
