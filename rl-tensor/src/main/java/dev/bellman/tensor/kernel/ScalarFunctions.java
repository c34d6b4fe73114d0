package dev.bellman.tensor.kernel;

/**
 * exp, log and their kin from polynomials of our own.
 *
 * <p>Only operations that IEEE 754 rounds exactly occur here (and comparisons, selections, integers
 * and bits), without a branch that changes the order of them, so that the SIMD twin, which does the
 * same operations in the same order, has the same bits. The coefficients are minimax fits of the
 * relative error, each rounded to float before the next was fitted.
 */
public final class ScalarFunctions {

  /** 1.5·2²³: adding it to a small float rounds that to an integer, kept in the low bits. */
  public static final float ROUNDER = 12582912f;

  /** The bits of {@link #ROUNDER}. */
  public static final int ROUNDER_BITS = 0x4B400000;

  /** ln 2 as a float; with {@link #LN2_LOW} it is good to 48 bits. */
  public static final float LN2 = 0.6931472f;

  /** ln 2 less {@link #LN2}. */
  public static final float LN2_LOW = -1.9046542e-9f;

  /** 1 / ln 2. */
  public static final float LOG2_E = 1.442695f;

  /** Below this eˣ is 0, and −∞ may be treated like it. */
  public static final float EXP_LOWEST = -104f;

  /** Above this eˣ is ∞, and ∞ may be treated like it. */
  public static final float EXP_HIGHEST = 89f;

  /** The bits of 2/3: the mantissa of a logarithm is taken from [2/3, 4/3). */
  public static final int TWO_THIRDS_BITS = 0x3F2AAAAB;

  /** 2²³, which lifts a subnormal number to a normal one. */
  public static final float LIFT = 8388608f;

  /** From here on tanh is 1 as a float. */
  public static final float TANH_HIGHEST = 9.02f;

  /** Below this silu is −0 as a float, and −∞ may be treated like it. */
  public static final float SILU_LOWEST = -110f;

  /** Below this e⁻ˣ is taken of x + {@link #SILU_SHIFT}, because it overflows further down. */
  public static final float SILU_DEEP = -64f;

  /** How far {@link #SILU_DEEP} and what is below it are moved. */
  public static final float SILU_SHIFT = 44f;

  /** e⁻⁴⁴. */
  public static final float SILU_SHIFT_FACTOR = 7.781132e-20f;

  /** From here on 1 + e⁻ˣ is 1 as a float. */
  public static final float SILU_HIGHEST = 64f;

  /** Below this the slope of silu, −1.4e-36 here, is taken for constant; e⁻ˣ does not overflow. */
  public static final float SLOPE_LOWEST = -87f;

  /** The bits of 1f. */
  public static final int ONE_BITS = 0x3f800000;

  /** 2/π. */
  public static final float TWO_OVER_PI = 0.63661975f;

  /** π/2 as a float; with the next two it is good to 72 bits. */
  public static final float HALF_PI = 1.5707964f;

  /** The second part of π/2. */
  public static final float HALF_PI_LOW = -4.371139e-8f;

  /** The third part of π/2. */
  public static final float HALF_PI_LOWEST = -1.7151245e-15f;

  private ScalarFunctions() {}

  /** eˣ = 2ⁿ·eʳ, n the integer nearest to x / ln 2; 2ⁿ in two factors, for subnormal results. */
  public static float exp(float x) {
    float t = x < EXP_LOWEST ? EXP_LOWEST : x;
    t = t > EXP_HIGHEST ? EXP_HIGHEST : t;
    float shifted = Math.fma(t, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2, t));
    float p = Math.fma(r, 0.0013818296f, 0.008368532f);
    p = Math.fma(p, r, 0.041668292f);
    p = Math.fma(p, r, 0.16666523f);
    p = Math.fma(p, r, 0.49999994f);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    int exponent = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = exponent >> 1;
    return p * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /** ln x = n·ln 2 + ln(1 + f), x = 2ⁿ·(1 + f) with 1 + f in [2/3, 4/3). */
  public static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * LIFT : x);
    int exponent = (bits - TWO_THIRDS_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
    float n = Float.intBitsToFloat(exponent + ROUNDER_BITS) - (tiny ? ROUNDER + 23f : ROUNDER);
    float value = log(n, f);
    value = x < Float.POSITIVE_INFINITY ? value : x;
    value = x < 0f ? Float.NaN : value;
    return x == 0f ? Float.NEGATIVE_INFINITY : value;
  }

  /**
   * tanh x = m / (m + 2), m = e²ˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1), n the integer nearest to 2x / ln 2;
   * of |x|, with the sign of x.
   */
  public static float tanh(float x) {
    float a = Math.abs(x);
    a = a > TANH_HIGHEST ? TANH_HIGHEST : a;
    float shifted = Math.fma(a, 2 * LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2, a + a));
    float p = Math.fma(r, 0.0013818296f, 0.008368532f);
    p = Math.fma(p, r, 0.041668292f);
    p = Math.fma(p, r, 0.16666523f);
    p = Math.fma(p, r, 0.49999994f);
    float q = Math.fma(r * r, p, r);
    float scale = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE_BITS);
    float m = Math.fma(q, scale, scale - 1f);
    float value = m / (m + 2f);
    int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) | sign);
  }

  /** 1 / (1 + e⁻ˣ), from e^−|x| so that nothing overflows. */
  public static float sigmoid(float x) {
    float z = exp(-Math.abs(x));
    return (x < 0f ? z : 1f) / (1f + z);
  }

  /** x / (1 + e⁻ˣ); deep below 0, where the 1 is lost, x·e⁻⁴⁴ / e^−(x + 44). */
  public static float silu(float x) {
    float a = x < SILU_LOWEST ? SILU_LOWEST : x;
    boolean deep = a < SILU_DEEP;
    float top = deep ? a * SILU_SHIFT_FACTOR : a;
    float t = deep ? a + SILU_SHIFT : a;
    t = t > SILU_HIGHEST ? SILU_HIGHEST : t;
    return top / (1f + decay(t));
  }

  /**
   * t·f′(x) of f = silu: f′ = s + z·s·x·s with z = e⁻ˣ, s = 1 / (1 + z). Adding +0 takes the sign
   * from a 0.
   */
  public static float siluGradient(float t, float x) {
    float a = x < SLOPE_LOWEST ? SLOPE_LOWEST : x;
    a = a > SILU_HIGHEST ? SILU_HIGHEST : a;
    float z = decay(a);
    float s = 1f / (1f + z);
    return Math.fma(t, Math.fma(z * s * a, s, s), 0f);
  }

  /** ln(1 + eˣ) = max(x, 0) + ln(1 + z), z = e^−|x|; beyond 1/3, 1 + z = 2·(1 + (z − 1)/2). */
  public static float softplus(float x) {
    float z = exp(-Math.abs(x));
    boolean large = z > 1f / 3f;
    float f = large ? (z - 1f) * 0.5f : z;
    float n = large ? 1f : 0f;
    return (x > 0f ? x : 0f) + log(n, f);
  }

  /** sin x = ±sin r or ±cos r, r = x − n·π/2, n the integer nearest to 2x/π. */
  public static float sine(float x) {
    return circular(x, 0);
  }

  /** cos x = sin(x + π/2), by way of n + 1. */
  public static float cosine(float x) {
    return circular(x, 1);
  }

  static void exp(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = exp(a[aAt + i]);
    }
  }

  static void log(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = log(a[aAt + i]);
    }
  }

  static void tanh(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = tanh(a[aAt + i]);
    }
  }

  static void sigmoid(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = sigmoid(a[aAt + i]);
    }
  }

  static void silu(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = silu(a[aAt + i]);
    }
  }

  static void siluGradient(int n, float[] t, int tAt, float[] x, int xAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = siluGradient(t[tAt + i], x[xAt + i]);
    }
  }

  static void softplus(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = softplus(a[aAt + i]);
    }
  }

  static void sine(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = sine(a[aAt + i]);
    }
  }

  static void cosine(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = cosine(a[aAt + i]);
    }
  }

  /** e⁻ˣ for |x| ≤ 87, where it is a normal number: {@link #exp}'s polynomial of −r. */
  private static float decay(float x) {
    float shifted = Math.fma(x, -LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2, x));
    float p = Math.fma(r, 0.0013818296f, -0.008368532f);
    p = Math.fma(p, r, 0.041668292f);
    p = Math.fma(p, r, -0.16666523f);
    p = Math.fma(p, r, 0.49999994f);
    p = Math.fma(p, r, -1f);
    p = Math.fma(p, r, 1f);
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE_BITS);
  }

  private static float circular(float x, int ahead) {
    float shifted = Math.fma(x, TWO_OVER_PI, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -HALF_PI_LOW, Math.fma(n, -HALF_PI, x));
    r = Math.fma(n, -HALF_PI_LOWEST, r);
    float s = r * r;
    float p = Math.fma(s, -0.00019518283f, 0.008332189f);
    p = Math.fma(p, s, -0.16666655f);
    float sine = Math.fma(r * s, p, r);
    float q = Math.fma(s, 2.4430668e-5f, -0.0013887301f);
    q = Math.fma(q, s, 0.041666646f);
    float cosine = Math.fma(s * s, q, Math.fma(s, -0.5f, 1f));
    int quadrant = Float.floatToRawIntBits(shifted) + ahead;
    float value = (quadrant & 1) == 0 ? sine : cosine;
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ ((quadrant & 2) << 30));
  }

  /** n·ln 2 + ln(1 + f) for |f| ≤ 1/3, the small terms first. */
  private static float log(float n, float f) {
    float p = Math.fma(f, 0.119551465f, -0.12833545f);
    p = Math.fma(p, f, 0.10770543f);
    p = Math.fma(p, f, -0.12198612f);
    p = Math.fma(p, f, 0.14302622f);
    p = Math.fma(p, f, -0.16679357f);
    p = Math.fma(p, f, 0.19999684f);
    p = Math.fma(p, f, -0.24999826f);
    p = Math.fma(p, f, 0.33333334f);
    p = Math.fma(p, f, -0.5f);
    float low = Math.fma(n, LN2_LOW, p * (f * f));
    return Math.fma(n, LN2, low + f);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }
}
