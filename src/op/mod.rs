//! Operations, one file each: formula, rule, tensor method, documentation and test.
//!
//! The types here are the rules behind the methods of [`Tensor`](crate::Tensor); programs call the methods.
//! `docs/adding_an_operation.md` shows how a new one is added: one file, and one line below.

mod by_type;
mod einsum; // not below, because a macro cannot declare a file that exports one
mod extreme;
mod indices;
mod labels;
mod lane;
mod numbers;
mod operator;
mod singular;
#[cfg(feature = "special")]
mod special;
mod window;

pub use singular::{NotPositiveDefinite, RankDeficient, Singular};

#[cfg(test)]
pub(crate) mod check;

pub use einsum::{Einsum, EinsumPair, WithAxes, letters};

/// Declares the files of this room and exports the rules that they define. The expansion of `operations!(exp: Exp;)`:
///
/// ```ignore
/// mod exp;
/// pub use exp::{Exp};
/// ```
macro_rules! operations {
    ($($(#[$attribute:meta])* $file:ident: $($rule:ident)*;)*) => { $(
        $(#[$attribute])*
        mod $file;
        $(#[$attribute])*
        #[allow(unused_imports, reason = "some files define methods only")]
        pub use $file::{$($rule),*};
    )* };
}

operations! {
    abs: Abs;
    acos: Acos;
    acosh: Acosh;
    add: Add;
    argmax: ;
    argmin: ;
    argsort: ;
    asin: Asin;
    asinh: Asinh;
    assign: ;
    atan: Atan;
    atan2: Atan2;
    atanh: Atanh;
    avg_pool1d: ;
    avg_pool2d: AvgPool;
    bce_with_logits: BceWithLogits;
    bitand: BitAnd;
    bitor: BitOr;
    bitxor: BitXor;
    bmm: BatchMatMul;
    broadcast_to: BroadcastTo;
    cast: Cast;
    cat: Cat;
    cbrt: Cbrt;
    ceil: Ceil;
    cholesky: Cholesky;
    cholesky_solve: ;
    chunk: ;
    clamp: ;
    compare: Comparand;
    conv1d: ;
    conv2d: Convolution;
    copysign: CopySign;
    cos: Cos;
    cosh: Cosh;
    cross_entropy: CrossEntropy;
    cumprod: Cumprod;
    cumsum: Cumsum;
    det: Det;
    diag: Diag;
    diagonal: Diagonal;
    div: Div;
    dot: Dot;
    eigh: Eigh;
    elu: Elu;
    #[cfg(feature = "special")]
    erf: Erf;
    exp: Exp;
    exp2: Exp2;
    exp_m1: ExpM1;
    flatten: ;
    flip: Flip;
    floor: Floor;
    fract: Fract;
    gather: Gather;
    #[cfg(feature = "special")]
    gelu: Gelu;
    huber: Huber;
    hypot: Hypot;
    index_add: IndexAdd;
    index_select: IndexSelect;
    inverse: Inverse;
    kron: Kron;
    layer_norm: LayerNorm;
    leaky_relu: LeakyRelu;
    lerp: Lerped;
    #[cfg(feature = "special")]
    lgamma: Lgamma;
    ln: Ln;
    ln_1p: Ln1p;
    log10: Log10;
    log2: Log2;
    log_sigmoid: LogSigmoid;
    log_softmax: LogSoftmax;
    logsumexp: LogSumExp;
    lstsq: LeastSquares;
    lu: Lu;
    mae: ;
    mask: Mask;
    matmul: BroadcastMatMul;
    max: Max;
    max_pool1d: ;
    max_pool2d: MaxPool;
    maximum: Maximum;
    mean: ;
    min: Min;
    minimum: Minimum;
    mm: MatMul;
    mse: ;
    mul: Mul;
    mv: MatVec;
    narrow: Narrow;
    neg: Neg;
    nll: NegativeLogLikelihood;
    norm: Norm;
    norm_inf: ;
    norm_l1: ;
    norm_p: NormP;
    not: Not;
    one_hot: ;
    outer: Outer;
    pad: Pad;
    pad_with: PadWith;
    permute: Permute;
    #[cfg(feature = "special")]
    polygamma: Polygamma;
    pow: Pow;
    powf: ;
    powi: Powi;
    prod: Prod;
    qr: Qr;
    recip: Recip;
    relu: Relu;
    rem: Rem;
    repeat: Repeat;
    roll: Roll;
    round: Round;
    rsqrt: Rsqrt;
    scale: ;
    scatter_add: ScatterAdd;
    select: ;
    select_by_mask: Select Selected select;
    sigmoid: Sigmoid;
    signum: Signum;
    silu: Silu;
    sin: Sin;
    sinh: Sinh;
    slogdet: SlogDet;
    softmax: Softmax;
    softplus: Softplus;
    solve: Solve;
    solve_triangular: SolveTriangular;
    sort: Sort;
    split: ;
    sqrt: Sqrt;
    square: Square;
    squeeze: ;
    stack: stack;
    stack_axis: StackAxis stack_axis;
    std: Std;
    sub: Sub;
    sum: Sum;
    tan: Tan;
    tanh: Tanh;
    tensordot: TensorDot;
    tile: Tile;
    topk: ;
    trace: Trace;
    transpose: Transpose;
    tril: Tril;
    triu: Triu;
    trunc: Trunc;
    unfold: Unfold;
    unsqueeze: ;
    var: Variance;
    vm: VecMat;
    vmap: ;
}
