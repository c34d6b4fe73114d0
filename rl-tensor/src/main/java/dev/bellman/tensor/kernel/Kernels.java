package dev.bellman.tensor.kernel;

/**
 * The arithmetic of the library over raw row-major {@code float[]} ranges.
 *
 * <p>An argument {@code xAt} is the index of the first element of {@code x}; {@code ldx} is the
 * distance between the starts of two rows. What is written comes last. Arguments are checked by
 * callers; kernels only {@code assert}. Unless a method says otherwise, {@code out} may be exactly
 * one of the inputs (same array, same offset) but must not overlap one partially.
 *
 * <p><b>Same bits, always.</b> {@link ScalarKernels} is the specification. An implementation
 * returns the same bits for every lane count, in the interpreter and in compiled code: every method
 * says in which order it sums, multiply-adds are fused where the method says so, and there are no
 * library transcendentals.
 */
public interface Kernels {

  /**
   * The kernels of this process, chosen once: SIMD if the module {@code jdk.incubator.vector} is on
   * the command line and the machine has at least four lanes, else scalar. {@code
   * -Dbellman.kernels=scalar|simd} decides instead.
   *
   * @throws IllegalArgumentException if that property is neither, or asks for what is not there
   */
  static Kernels active() {
    return ActiveKernels.get();
  }

  /** The name by which {@code -Dbellman.kernels} chooses this: {@code scalar} or {@code simd}. */
  String name();

  /** Floats handled at a time; 1 for the scalar kernels. */
  int lanes();

  // matrix products

  /**
   * A matrix product, added to what {@code c} holds or replacing it.
   *
   * <pre>{@code
   * C[i, j] ← C₀[i, j] + Σ_l A[i, l]·B[l, j],   A is [m, k], B is [k, n], C is [m, n]
   * }</pre>
   *
   * Each element is one chain of fused multiply-adds in ascending {@code l}, starting at C₀, which
   * is {@code c} when {@code accumulate} and 0 otherwise: the bits do not depend on tiles, lanes or
   * threads. {@code c} must not overlap {@code a} or {@code b}. With {@code k = 0} the result is
   * C₀.
   *
   * <p>An implementation may leave out what is multiplied by a zero of A: then an infinity or NaN
   * of B counts only where A is not 0, and a negative sum too small for a float may stay −0.
   *
   * @param transposeA whether {@code a} holds Aᵀ, laid out [k, m] with row distance {@code lda}
   * @param transposeB whether {@code b} holds Bᵀ, laid out [n, k] with row distance {@code ldb}
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc);

  /** The floats of a packed copy of B, [k, n]. */
  int packedSize(int k, int n);

  /**
   * Copies B into the order in which {@link #gemmPacked} reads it.
   *
   * @param transposeB whether {@code b} holds Bᵀ, laid out [n, k] with row distance {@code ldb}
   * @param out the packed copy, {@link #packedSize} floats from {@code outAt} on
   */
  void pack(boolean transposeB, int k, int n, float[] b, int bAt, int ldb, float[] out, int outAt);

  /**
   * A matrix product with a packed B, and what follows it: the bits of {@link #gemm} and of the
   * kernels that the epilogue names. B is finite: what is multiplied by zero may be left out.
   *
   * @param a [m, k], row distance {@code lda}
   * @param packed B, [k, n], as {@link #pack} left it
   * @param x the epilogue's second operand, row distance {@code ldx} unless it is a bias; may be
   *     null for {@link Epilogue#NONE}; must not overlap {@code c}
   * @param c [m, n], written; must not overlap {@code a} or {@code packed}
   */
  void gemmPacked(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      int packedAt,
      Epilogue epilogue,
      float[] x,
      int xAt,
      int ldx,
      float[] c,
      int cAt,
      int ldc);

  // element by element: two ranges

  /** {@code out = a + b}. */
  void add(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** {@code out = a − b}. */
  void subtract(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** {@code out = a·b}. */
  void multiply(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** {@code out = a / b}. */
  void divide(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** {@code out = min(a, b)}; NaN if either is NaN, −0 below +0, as {@link Math#min}. */
  void minimum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** {@code out = max(a, b)}; NaN if either is NaN, −0 below +0, as {@link Math#max}. */
  void maximum(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** {@code out = 1} where {@code a > b}, else 0. */
  void greater(int n, float[] a, int aAt, float[] b, int bAt, float[] out, int outAt);

  /** {@code out = a·b + c}, fused (one rounding). */
  void multiplyAdd(
      int n, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] out, int outAt);

  /** {@code out = a} where {@code mask ≠ 0}, else {@code b}. */
  void select(
      int n,
      float[] mask,
      int maskAt,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] out,
      int outAt);

  /** The gradient of relu, {@code out = t} where {@code y > 0}, else +0. */
  void reluGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt);

  /** The gradient of tanh, {@code out = t·(1 − y·y)}, each operation rounded. */
  void tanhGradient(int n, float[] t, int tAt, float[] y, int yAt, float[] out, int outAt);

  /**
   * The gradient of silu, of its input: {@code out = t·s·(1 + x·(1 − s))}, s = 1 / (1 + e⁻ˣ). The
   * factor of t is at most 4 ulp or 1e-7 from the true value, −1.4e-36 below −87; +0 where {@code t
   * = 0}.
   */
  void siluGradient(int n, float[] t, int tAt, float[] x, int xAt, float[] out, int outAt);

  // element by element: a range and a number

  /** {@code out = a + s}. */
  void addScalar(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = s − a}. */
  void subtractFromScalar(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = a·s}. */
  void multiplyScalar(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = a / s}. */
  default void divideByScalar(int n, float[] a, int aAt, float s, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] / s;
    }
  }

  /** {@code out = s / a}. */
  void divideIntoScalar(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = min(a, s)}, as {@link #minimum}. */
  void minimumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = max(a, s)}, as {@link #maximum}. */
  void maximumScalar(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = 1} where {@code a > s}, else 0. */
  void greaterScalar(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = out + s·a}, fused. */
  void addScaled(int n, float[] a, int aAt, float s, float[] out, int outAt);

  /** {@code out = s}. */
  void fill(int n, float s, float[] out, int outAt);

  // element by element: one range; own polynomials, at most 4 ulp from the true value

  /** {@code out = −a}. */
  void negate(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = |a|}. */
  void absolute(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = √a}, correctly rounded. */
  void squareRoot(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = eᵃ}; 0 below −103.98, ∞ above 88.72, NaN for NaN. */
  void exp(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = ln a}; −∞ at ±0, NaN below 0, ∞ at ∞; subnormal inputs are right too. */
  void log(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = tanh a}. */
  void tanh(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = 1 / (1 + e⁻ᵃ)}. */
  void sigmoid(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = a / (1 + e⁻ᵃ)}, without overflow; −0 far below 0, −∞ included. */
  void silu(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = ln(1 + eᵃ)}, without overflow. */
  void softplus(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = sin a} for |a| ≤ 10⁴ (at most 4 ulp or 1e-7 absolute); beyond, no meaning. */
  void sine(int n, float[] a, int aAt, float[] out, int outAt);

  /** {@code out = cos a} for |a| ≤ 10⁴ (at most 4 ulp or 1e-7 absolute); beyond, no meaning. */
  void cosine(int n, float[] a, int aAt, float[] out, int outAt);

  // reductions; "in 16 lanes" = over the whole blocks of 16, partial sums p_j of the elements ≡ j
  // mod 16, each in ascending order and starting at 0, added pairwise: p_j + p_{j+8}, then +4, +2,
  // +1; the last n mod 16 elements are added to that (or to 0) one after another. Where there is
  // one number a row or column, out must not overlap a

  /** Σ aᵢ in 16 lanes. */
  float sum(int n, float[] a, int aAt);

  /** Σ aᵢ² in 16 lanes of fused multiply-adds. */
  float sumOfFewSquares(int n, float[] a, int aAt);

  /**
   * Σ aᵢ² of any number and size: {@link #sumOfFewSquares} of each 2048 elements, added up in
   * double. Those whose sum is below 2⁻¹⁰⁰ or no finite float are squared and added in double, one
   * after another.
   */
  default double sumOfSquares(int n, float[] a, int aAt) {
    return ScalarReductions.sumOfSquares(this, n, a, aAt);
  }

  /** The sum of each row in 16 lanes: {@code out[i] = Σ_j a[i, j]}. */
  void sumColumns(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt);

  /** The sum of each column, in ascending row order from 0: {@code out[j] = Σ_i a[i, j]}. */
  void sumRows(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt);

  /** The kernels in doubles. */
  SparseKernels sparse();

  /**
   * The first index of the largest element of each row, as a float; n ≥ 1. NaN counts as largest.
   */
  void argMax(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt);

  /** Row by row {@code out = softmax(a) = e^(a−max) / Σ e^(a−max)} (Σ in 16 lanes); n ≥ 1. */
  void softmax(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout);

  /** Row by row {@code out = a − max − ln Σ e^(a−max)} (Σ in 16 lanes); n ≥ 1. */
  void logSoftmax(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt, int ldout);

  /** One number a row, {@code out[i] = max + ln Σ_j e^(a[i,j]−max)} (Σ in 16 lanes); n ≥ 1. */
  void logSumExp(int m, int n, float[] a, int aAt, int lda, float[] out, int outAt);

  // optimizer steps; 1 − β is taken in float; a state element of magnitude below 1e-30 is flushed
  // to 0, because denormal state would slow every later step

  /**
   * One Adam step with decoupled weight decay (AdamW; plain Adam when {@code decay} is 0).
   *
   * <pre>{@code
   * g ← scale·gradient
   * m ← m + (1 − β₁)·(g − m)
   * v ← β₂·v + (1 − β₂)·g²
   * θ ← θ − rate·decay·θ − (rate / c₁)·m / (√v / √c₂ + ε),   c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ
   * }</pre>
   *
   * @param stepSize {@code rate / c₁}
   * @param rootCorrection {@code √c₂}
   * @param shrink {@code rate·decay}
   * @param stateAt the index of the first element of {@code m} and of {@code v}
   */
  void adam(
      int n,
      float scale,
      float beta1,
      float beta2,
      float epsilon,
      float stepSize,
      float rootCorrection,
      float shrink,
      float[] gradient,
      int gradientAt,
      float[] m,
      float[] v,
      int stateAt,
      float[] theta,
      int thetaAt);

  /** SGD with momentum μ: {@code u ← μ·u + scale·gradient; θ ← θ − rate·u} (PyTorch's form). */
  void momentum(
      int n,
      float scale,
      float momentum,
      float rate,
      float[] gradient,
      int gradientAt,
      float[] velocity,
      int stateAt,
      float[] theta,
      int thetaAt);

  /** RMSProp: {@code v ← α·v + (1−α)·g²; θ ← θ − rate·g / (√v + ε)}, g = scale·gradient. */
  void rmsProp(
      int n,
      float scale,
      float alpha,
      float epsilon,
      float rate,
      float[] gradient,
      int gradientAt,
      float[] v,
      int stateAt,
      float[] theta,
      int thetaAt);

  /** Polyak averaging, {@code out = out + τ·(a − out)}, the product fused. */
  void blend(int n, float tau, float[] a, int aAt, float[] out, int outAt);

  // noise from the counter-based generator (dev.bellman.tensor.random.CounterRandom): element i
  // depends on key, counter and i alone

  /** Uniform numbers in [0, 1), multiples of 2⁻²⁴. */
  void uniform(int n, long key, long counter, float[] out, int outAt);

  /** Standard normal numbers by Box–Muller from the same stream. */
  void normal(int n, long key, long counter, float[] out, int outAt);
}
