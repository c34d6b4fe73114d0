package dev.bellman.tensor.kernel;

import java.util.SplittableRandom;

/** Arrays for one call of a kernel: three rows of n, at awkward offsets, amid sentinels. */
public final class Operands {

  static final int ROWS = 3;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-40f,
    -1e-31f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.8f,
    -103.5f,
    1f,
    -1f
  };

  final int n;
  final int ld;
  final int aAt;
  final int bAt;
  final int cAt;
  final int outAt;
  final float s;
  final float[] a;
  final float[] b;
  final float[] c;
  final float[] out;

  /** Room for a packed copy, of any kernels, of n by {@link #ROWS} numbers. */
  final float[] packed;

  /**
   * Random numbers of a seed.
   *
   * @param special whether an eighth of them are infinite, NaN, subnormal and the like
   * @param inPlace whether {@code out} is {@code a}
   */
  public Operands(int n, int offset, boolean special, boolean inPlace, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    this.n = n;
    ld = n + offset;
    aAt = offset;
    bAt = 2 * offset + 1;
    cAt = 3 * offset;
    outAt = inPlace ? aAt : offset + 2;
    s = special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextFloat() * 2 - 1;
    int length = ROWS * (n + offset) + 64;
    packed = new float[64 * (n + 64)];
    a = numbers(length, special, random);
    b = numbers(length, special, random);
    c = numbers(length, special, random);
    out = inPlace ? a : numbers(length, special, random);
  }

  private Operands(Operands other) {
    n = other.n;
    ld = other.ld;
    aAt = other.aAt;
    bAt = other.bAt;
    cAt = other.cAt;
    outAt = other.outAt;
    s = other.s;
    a = other.a.clone();
    b = other.b.clone();
    c = other.c.clone();
    out = other.out == other.a ? a : other.out.clone();
    packed = other.packed.clone();
  }

  /** The same numbers in arrays of their own, and {@code out} in place where it was. */
  public Operands copy() {
    return new Operands(this);
  }

  /** Where the arrays differ from others, or an empty text; all NaNs are equal. */
  public String difference(Operands other) {
    return difference("a", a, other.a)
        + difference("b", b, other.b)
        + difference("c", c, other.c)
        + difference("out", out, other.out);
  }

  private static String difference(String name, float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      if (Float.floatToIntBits(x[i]) != Float.floatToIntBits(y[i])) {
        return " " + name + "[" + i + "] is " + x[i] + " against " + y[i];
      }
    }
    return "";
  }

  private static float[] numbers(int length, boolean special, SplittableRandom random) {
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      float scale = random.nextInt(4) == 0 ? 30f : 2f;
      numbers[i] =
          special && random.nextInt(8) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (random.nextFloat() - 0.5f) * scale;
    }
    return numbers;
  }
}
