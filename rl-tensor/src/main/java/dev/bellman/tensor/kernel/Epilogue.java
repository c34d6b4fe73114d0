package dev.bellman.tensor.kernel;

/**
 * What {@link Kernels#gemmPacked} does with a sum before it is stored. {@code x} is a second
 * operand: a bias, which is one row for all, or a matrix of the shape of the result.
 *
 * <p>The bits are those of the product followed by the kernels that are named here.
 */
public enum Epilogue {
  /** {@code c}; there is no {@code x}. */
  NONE,
  /** {@code c + x}, {@code x} one row: {@link Kernels#add}. */
  BIAS,
  /** {@code max(c + x, 0)}, {@code x} one row: then {@link Kernels#maximumScalar}. */
  BIAS_RELU,
  /** {@code tanh(c + x)}, {@code x} one row: then {@link Kernels#tanh}. */
  BIAS_TANH,
  /** {@code silu(c + x)}, {@code x} one row: then {@link Kernels#silu}. */
  BIAS_SILU,
  /** {@code c} where {@code x > 0}, else 0: {@link Kernels#reluGradient}. */
  RELU_GRADIENT,
  /** {@code c·(1 − x²)}: {@link Kernels#tanhGradient}. */
  TANH_GRADIENT,
  /** {@code c·f′(x)}, f = silu: {@link Kernels#siluGradient}. */
  SILU_GRADIENT;

  /** Whether {@code x} is one row for all rows of the result. */
  public boolean isBias() {
    return this == BIAS || this == BIAS_RELU || this == BIAS_TANH || this == BIAS_SILU;
  }

  /** Whether it is the gradient of an activation: of a {@code c} of 0 it makes +0. */
  public boolean isGradient() {
    return this == RELU_GRADIENT || this == TANH_GRADIENT || this == SILU_GRADIENT;
  }

  /**
   * Applies this to rows that hold the product: what an implementation may do, and what its result
   * must equal.
   *
   * @param c [m, n], read and written
   */
  public void apply(
      Kernels kernels, int m, int n, float[] x, int xAt, int ldx, float[] c, int cAt, int ldc) {
    for (int i = 0; i < m; i++) {
      int row = cAt + i * ldc;
      int other = isBias() ? xAt : xAt + i * ldx;
      switch (this) {
        case NONE -> {}
        case BIAS -> kernels.add(n, c, row, x, other, c, row);
        case BIAS_RELU -> {
          kernels.add(n, c, row, x, other, c, row);
          kernels.maximumScalar(n, c, row, 0f, c, row);
        }
        case BIAS_TANH -> {
          kernels.add(n, c, row, x, other, c, row);
          kernels.tanh(n, c, row, c, row);
        }
        case BIAS_SILU -> {
          kernels.add(n, c, row, x, other, c, row);
          kernels.silu(n, c, row, c, row);
        }
        case RELU_GRADIENT -> kernels.reluGradient(n, c, row, x, other, c, row);
        case TANH_GRADIENT -> kernels.tanhGradient(n, c, row, x, other, c, row);
        case SILU_GRADIENT -> kernels.siluGradient(n, c, row, x, other, c, row);
      }
    }
  }
}
