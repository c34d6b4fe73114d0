package dev.bellman.tensor.kernel.simd;

import dev.bellman.tensor.kernel.Epilogue;
import dev.bellman.tensor.kernel.ScalarGemm;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random products of awkward sizes, each computed three ways; the bits must agree. */
final class GemmCases {

  private static final int[] SIZES = {
    0, 1, 2, 3, 5, 6, 7, 8, 9, 12, 13, 16, 17, 24, 31, 33, 48, 65, 130
  };

  private GemmCases() {}

  /** Run in a virtual machine of its own, with its own number of lanes: {@code cases largest}. */
  public static void main(String[] arguments) {
    int lanes = Integer.getInteger("bellman.lanes");
    if (Tiles.LANES != lanes) {
      throw new AssertionError("asked for " + lanes + " lanes, got " + Tiles.LANES);
    }
    check(lanes, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    SplittableRandom random = new SplittableRandom(lanes);
    check(random, 70, 130, 40);
    check(random, 13, 35, 600);
    PackedCases.check(lanes, Integer.parseInt(arguments[0]) / 3, Integer.parseInt(arguments[1]));
    PackedCases.check(random, 13, 35, 600);
    PackedCases.check(random, 40, 3, 600);
    NonzeroTermsCases.checkTransposed(random, 48, 128, 80, 0.4, 1);
    NonzeroTermsCases.checkTransposed(random, 128, 48, 80, 0.5, 0.3);
    NonzeroTermsCases.checkPacked(random, Epilogue.BIAS_RELU, 49, 128, 80, 0.4);
  }

  static void check(long seed, int cases, int largest) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] sizes = Arrays.stream(SIZES).filter(size -> size <= largest).toArray();
    for (int i = 0; i < cases; i++) {
      check(
          random,
          sizes[random.nextInt(sizes.length)],
          sizes[random.nextInt(sizes.length)],
          sizes[random.nextInt(sizes.length)]);
    }
  }

  /** All transposes of one size, replacing and accumulating, with random distances and offsets. */
  static void check(SplittableRandom random, int m, int n, int k) {
    for (int mode = 0; mode < 8; mode++) {
      check(random, (mode & 1) != 0, (mode & 2) != 0, (mode & 4) != 0, m, n, k);
    }
  }

  private static void check(
      SplittableRandom random,
      boolean transposeA,
      boolean transposeB,
      boolean accumulate,
      int m,
      int n,
      int k) {
    int lda = (transposeA ? m : k) + random.nextInt(4);
    int ldb = (transposeB ? k : n) + random.nextInt(4);
    int ldc = n + random.nextInt(4);
    int aAt = random.nextInt(4);
    int bAt = random.nextInt(4);
    int cAt = random.nextInt(4);
    // the arrays end with the matrices, so that a read beyond them fails
    float[] a = random(random, aAt + span(transposeA ? k : m, transposeA ? m : k, lda));
    float[] b = random(random, bAt + span(transposeB ? n : k, transposeB ? k : n, ldb));
    float[] c = random(random, cAt + span(m, n, ldc) + random.nextInt(20));
    float[] naive = c.clone();
    naive(transposeA, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, accumulate, naive, cAt, ldc);
    float[] scalar = c.clone();
    ScalarGemm.gemm(
        transposeA, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, accumulate, scalar, cAt, ldc);
    float[] simd = c.clone();
    SimdGemm.gemm(
        transposeA, transposeB, m, n, k, a, aAt, lda, b, bAt, ldb, accumulate, simd, cAt, ldc);
    if (!sameBits(naive, scalar) || !sameBits(naive, simd)) {
      throw new AssertionError(
          String.format(
              "m=%d n=%d k=%d transposeA=%s transposeB=%s accumulate=%s lda=%d ldb=%d ldc=%d"
                  + " lanes=%d: scalar %s, simd %s",
              m,
              n,
              k,
              transposeA,
              transposeB,
              accumulate,
              lda,
              ldb,
              ldc,
              Tiles.LANES,
              difference(naive, scalar),
              difference(naive, simd)));
    }
  }

  static void naive(
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
      int ldc) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = accumulate ? c[cAt + i * ldc + j] : 0f;
        for (int l = 0; l < k; l++) {
          sum =
              Math.fma(
                  a[aAt + (transposeA ? l * lda + i : i * lda + l)],
                  b[bAt + (transposeB ? j * ldb + l : l * ldb + j)],
                  sum);
        }
        c[cAt + i * ldc + j] = sum;
      }
    }
  }

  static float[] random(SplittableRandom random, int size) {
    float[] x = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = random.nextInt(16) == 0 ? -0f : (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  static boolean sameBits(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      if (Float.floatToRawIntBits(x[i]) != Float.floatToRawIntBits(y[i])) {
        return false;
      }
    }
    return x.length == y.length;
  }

  static int span(int rows, int columns, int distance) {
    return rows == 0 || columns == 0 ? 0 : (rows - 1) * distance + columns;
  }

  static String difference(float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToRawIntBits(expected[i]) != Float.floatToRawIntBits(actual[i])) {
        return "c[" + i + "] = " + actual[i] + " instead of " + expected[i];
      }
    }
    return "right";
  }
}
