//! Operations, one file each: formula, rule, tensor method, documentation and test.
//!
//! The types here are the rules behind the methods of [`Tensor`](crate::Tensor); programs call the methods.
//! `docs/adding_an_operation.md` shows how a new one is added: one file, and one line below.

mod dual;
mod extreme;
mod indices;
mod lane;
mod operator;

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
    argmax: ;
    argmin: ;
    asin: Asin;
    asinh: Asinh;
    atan: Atan;
    atan2: Atan2;
    atanh: Atanh;
    bmm: BatchMatMul;
    broadcast_to: BroadcastTo;
    cast: ;
    cat: Cat;
    cbrt: Cbrt;
    ceil: Ceil;
    chunk: ;
    cos: Cos;
    cosh: Cosh;
    cross_entropy: CrossEntropy;
    cumprod: Cumprod;
    cumsum: Cumsum;
    diag: Diag;
    diagonal: Diagonal;
    div: Div;
    dot: Dot;
    exp: Exp;
    exp2: Exp2;
    exp_m1: ExpM1;
    flatten: ;
    flip: Flip;
    floor: Floor;
    fract: Fract;
    gather: Gather;
    hypot: Hypot;
    index_add: IndexAdd;
    index_select: IndexSelect;
    kron: Kron;
    ln: Ln;
    ln_1p: Ln1p;
    log10: Log10;
    log2: Log2;
    log_softmax: LogSoftmax;
    matmul: BroadcastMatMul;
    max: Max MaxAxis;
    maximum: Maximum;
    mean: ;
    min: Min;
    minimum: Minimum;
    mm: MatMul;
    mul: Mul;
    mv: MatVec;
    narrow: Narrow;
    neg: Neg;
    norm: Norm;
    norm_inf: ;
    norm_l1: ;
    norm_p: NormP;
    one_hot: ;
    outer: Outer;
    pad: Pad;
    permute: Permute;
    pow: Pow;
    powi: Powi;
    prod: Prod;
    recip: Recip;
    relu: Relu;
    repeat: Repeat;
    roll: Roll;
    round: Round;
    scale: ;
    scatter_add: ScatterAdd;
    select: ;
    sigmoid: Sigmoid;
    signum: Signum;
    sin: Sin;
    sinh: Sinh;
    softmax: Softmax;
    softplus: Softplus;
    split: ;
    sqrt: Sqrt;
    square: Square;
    squeeze: ;
    stack: ;
    std: Std;
    sub: Sub;
    sum: Sum SumAxis;
    tan: Tan;
    tanh: Tanh;
    tensordot: TensorDot;
    trace: Trace;
    transpose: Transpose;
    tril: Tril;
    triu: Triu;
    trunc: Trunc;
    unsqueeze: ;
    var: Variance;
    vm: VecMat;
}
