package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.CacheLine.FIRST;
import static dev.bellman.tensor.kernel.simd.Tiles.LANES;
import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;
import static dev.bellman.tensor.kernel.simd.Tiles.TALL;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.bellman.tensor.kernel.Epilogue;
import jdk.incubator.vector.FloatVector;

/**
 * Products whose left factor has many zeros, as have activations and gradients behind ReLU: what is
 * multiplied by zero is left out. The sums keep their order and have the bits of the tiles' sums,
 * with two exceptions. An infinity or NaN of B counts only where it is multiplied by a number other
 * than 0; and a negative sum too small for a float stays −0, which adding zeros would make +0.
 *
 * <p>A block of B stays in the first-level cache while the rows of A pass, whose numbers other than
 * 0 are the bits of a mask. A row of a panel meets eight sums, which are as many as a multiply-add
 * takes to be ready. A multiply-add needs a load of its own here, while a tile uses a vector of B
 * for twelve: where some two thirds and more are other than 0, tiles are faster.
 */
final class NonzeroTerms {

  /** Rows of a panel in a block, which is 32 KB: the bits of a mask. */
  static final int DEPTH = Long.SIZE;

  /** Rows of A below which tiles are as fast. */
  private static final int FEWEST_ROWS = 16;

  /** Rows of A below which copying a block of B takes longer than what is gained. */
  private static final int FEWEST_ROWS_FOR_A_COPY = 48;

  /** The greatest share of numbers other than 0 with which this is faster. */
  private static final float MOST = 0.6f;

  /** What transposing the result costs, in that share. */
  private static final float TRANSPOSITION = 0.12f;

  /** Rows of A that are looked at to decide. */
  private static final int SAMPLE = 16;

  /** Rows of C after which the epilogue follows, while the cache has them. */
  private static final int GROUP = 16;

  private static final float[] ZEROS = new float[PANEL];

  private NonzeroTerms() {}

  /**
   * Does {@code C = epilogue(A·B)} if that is faster so than by tiles, and says whether it did. The
   * parameters are those of {@code Kernels.gemmPacked}.
   */
  static boolean packed(
      Scratch scratch,
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
      int ldc) {
    if (!fits(FEWEST_ROWS, m, n, k) || k % LANES != 0 || share(m, k, a, aAt, lda) > MOST) {
      return false;
    }
    long[] masks = masks(scratch, m, k, a, aAt, lda);
    for (int j = 0; j < n; j += PANEL) {
      int panel = packedAt + j * k;
      int other = xAt + j;
      int to = cAt + j;
      for (int l = 0; l < k; l += DEPTH) {
        int block = panel + l * PANEL;
        int mask = l / DEPTH * m;
        for (int i = 0; i < m; i += GROUP) {
          int rows = Math.min(GROUP, m - i);
          int from = aAt + i * lda + l;
          int row = to + i * ldc;
          rows(rows, masks, mask + i, a, from, lda, packed, block, l > 0, c, row, ldc);
          if (l + DEPTH >= k) {
            int y = epilogue.isBias() ? other : other + i * ldx;
            Epilogues.apply(epilogue, rows, PANEL, x, y, ldx, c, row, ldc);
          }
        }
      }
    }
    return true;
  }

  /**
   * Does {@code C = Aᵀ·B} if that is faster so than by tiles, and says whether it did: as it is, or
   * as {@code Cᵀ = Bᵀ·A} if B has more zeros.
   *
   * @param a [k, m], row distance {@code lda}
   * @param b [k, n], row distance {@code ldb}
   */
  static boolean transposed(
      Scratch scratch,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc) {
    float ofA = fits(FEWEST_ROWS_FOR_A_COPY, m, n, k) ? share(k, m, a, aAt, lda) : 1;
    float ofB =
        fits(FEWEST_ROWS_FOR_A_COPY, n, m, k) ? share(k, n, b, bAt, ldb) + TRANSPOSITION : 1;
    if (Math.min(ofA, ofB) > MOST) {
      return false;
    }
    if (ofA <= ofB) {
      ofColumns(scratch, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
    } else {
      float[] t = scratch.transposed(FIRST + n * m);
      ofColumns(scratch, n, m, k, b, bAt, ldb, a, aAt, lda, t, FIRST, m);
      Transposition.transpose(n, m, t, FIRST, m, c, cAt, ldc);
    }
    return true;
  }

  /** {@code C = Aᵀ·B} by the zeros of A. */
  private static void ofColumns(
      Scratch scratch,
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc) {
    int ld = k + LANES;
    float[] rows = scratch.left(FIRST + m * ld);
    Transposition.transpose(k, m, a, aAt, lda, rows, FIRST, ld);
    long[] masks = masks(scratch, m, k, rows, FIRST, ld);
    float[] block = scratch.b(FIRST + DEPTH * PANEL);
    for (int j = 0; j < n; j += PANEL) {
      for (int l = 0; l < k; l += DEPTH) {
        int depth = Math.min(DEPTH, k - l);
        int from = bAt + l * ldb + j;
        Pack.b(false, PANEL, depth, b, from, ldb, block, FIRST);
        int mask = l / DEPTH * m;
        rows(m, masks, mask, rows, FIRST + l, ld, block, FIRST, l > 0, c, cAt + j, ldc);
      }
    }
  }

  private static boolean fits(int fewestRows, int m, int n, int k) {
    return TALL && m >= fewestRows && n % PANEL == 0 && k >= DEPTH;
  }

  /** The share of numbers other than 0, by a sample of the rows. */
  private static float share(int rows, int columns, float[] x, int at, int ld) {
    int nonzero = 0;
    int count = 0;
    for (int i = 0; i < rows; i += (rows + SAMPLE - 1) / SAMPLE) {
      for (int j = 0; j <= columns - LANES; j += LANES) {
        nonzero += FloatVector.fromArray(SPECIES, x, at + i * ld + j).compare(NE, 0f).trueCount();
        count += LANES;
      }
    }
    return (float) nonzero / count;
  }

  /**
   * A mask for each row in each block of terms, block by block. Rows are read by whole vectors, but
   * what lies behind the k-th term counts as zero.
   */
  private static long[] masks(Scratch scratch, int m, int k, float[] a, int aAt, int lda) {
    long[] masks = scratch.masks((k + DEPTH - 1) / DEPTH * m);
    int out = 0;
    for (int l = 0; l < k; l += DEPTH) {
      int depth = Math.min(DEPTH, k - l);
      long terms = -1L >>> DEPTH - depth;
      for (int i = 0; i < m; i++) {
        int at = aAt + i * lda + l;
        long mask = 0;
        for (int t = 0; t < depth; t += LANES) {
          mask |= FloatVector.fromArray(SPECIES, a, at + t).compare(NE, 0f).toLong() << t;
        }
        masks[out++] = mask & terms;
      }
    }
    return masks;
  }

  /**
   * Rows of C.
   *
   * @param lda the distance between the rows of A
   */
  private static void rows(
      int m,
      long[] masks,
      int maskAt,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      boolean accumulate,
      float[] c,
      int cAt,
      int ldc) {
    for (int i = 0; i < m; i++) {
      long mask = masks[maskAt + i];
      int to = cAt + i * ldc;
      if (!accumulate) {
        row(mask, a, aAt + i * lda, b, bAt, ZEROS, 0, c, to);
      } else if (mask != 0) {
        row(mask, a, aAt + i * lda, b, bAt, c, to, c, to);
      }
    }
  }

  /** A row of C, which goes on from {@code from}. */
  private static void row(
      long mask,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] from,
      int fromAt,
      float[] c,
      int cAt) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, from, fromAt + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * LANES);
    FloatVector s4 = FloatVector.fromArray(SPECIES, from, fromAt + 4 * LANES);
    FloatVector s5 = FloatVector.fromArray(SPECIES, from, fromAt + 5 * LANES);
    FloatVector s6 = FloatVector.fromArray(SPECIES, from, fromAt + 6 * LANES);
    FloatVector s7 = FloatVector.fromArray(SPECIES, from, fromAt + 7 * LANES);
    // counted: a loop until the mask is empty would ask each time whether a safepoint waits
    for (int left = Long.bitCount(mask); left > 0; left--) {
      int l = Long.numberOfTrailingZeros(mask);
      mask &= mask - 1;
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + l]);
      int p = bAt + l * PANEL;
      s0 = x.fma(FloatVector.fromArray(SPECIES, b, p), s0);
      s1 = x.fma(FloatVector.fromArray(SPECIES, b, p + LANES), s1);
      s2 = x.fma(FloatVector.fromArray(SPECIES, b, p + 2 * LANES), s2);
      s3 = x.fma(FloatVector.fromArray(SPECIES, b, p + 3 * LANES), s3);
      s4 = x.fma(FloatVector.fromArray(SPECIES, b, p + 4 * LANES), s4);
      s5 = x.fma(FloatVector.fromArray(SPECIES, b, p + 5 * LANES), s5);
      s6 = x.fma(FloatVector.fromArray(SPECIES, b, p + 6 * LANES), s6);
      s7 = x.fma(FloatVector.fromArray(SPECIES, b, p + 7 * LANES), s7);
    }
    s0.intoArray(c, cAt);
    s1.intoArray(c, cAt + LANES);
    s2.intoArray(c, cAt + 2 * LANES);
    s3.intoArray(c, cAt + 3 * LANES);
    s4.intoArray(c, cAt + 4 * LANES);
    s5.intoArray(c, cAt + 5 * LANES);
    s6.intoArray(c, cAt + 6 * LANES);
    s7.intoArray(c, cAt + 7 * LANES);
  }
}
