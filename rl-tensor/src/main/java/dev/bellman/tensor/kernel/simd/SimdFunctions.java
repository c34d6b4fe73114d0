package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.LANE_NUMBERS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.bellman.tensor.kernel.ScalarFunctions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link ScalarFunctions}, the same operations in the same order on vectors.
 *
 * <p>What takes long and often gets rows of, say, 200 numbers ends a row that is no whole number of
 * vectors with a vector that begins earlier, and leaves the numbers alone that belong to the one
 * before it: number by number the end would take as long as the rest. That vector goes first, so
 * that none waits for what has just been stored.
 *
 * <p>No method takes or returns a vector: where the compiler does not inline it, and that is a
 * matter of chance, the vector becomes an object. So what functions share stands in each of them.
 */
final class SimdFunctions {

  /** Numbers of a pass over several loops: they stay in the nearest cache. */
  private static final int PIECE = 512;

  private SimdFunctions() {}

  static void exp(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector t =
          x.blend(ScalarFunctions.EXP_LOWEST, x.compare(LT, ScalarFunctions.EXP_LOWEST));
      t = t.blend(ScalarFunctions.EXP_HIGHEST, t.compare(GT, ScalarFunctions.EXP_HIGHEST));
      FloatVector shifted = t.lanewise(FMA, ScalarFunctions.LOG2_E, ScalarFunctions.ROUNDER);
      FloatVector k = shifted.sub(ScalarFunctions.ROUNDER);
      FloatVector r = k.lanewise(FMA, -ScalarFunctions.LN2, t);
      r = k.lanewise(FMA, -ScalarFunctions.LN2_LOW, r);
      FloatVector p = r.lanewise(FMA, 0.0013818296f, 0.008368532f);
      p = p.lanewise(FMA, r, 0.041668292f);
      p = p.lanewise(FMA, r, 0.16666523f);
      p = p.lanewise(FMA, r, 0.49999994f);
      p = p.lanewise(FMA, r, 1f);
      p = p.lanewise(FMA, r, 1f);
      IntVector exponent = shifted.reinterpretAsInts().sub(ScalarFunctions.ROUNDER_BITS);
      IntVector half = exponent.lanewise(ASHR, 1);
      FloatVector first = half.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector second = exponent.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      p.mul(first).mul(second).intoArray(out, outAt + i);
    }
    TAIL.exp(n - whole, a, aAt + whole, out, outAt + whole);
  }

  static void log(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    for (int i = 0; i < whole; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
      IntVector bits = x.blend(x.mul(ScalarFunctions.LIFT), tiny).reinterpretAsInts();
      IntVector exponent = bits.sub(ScalarFunctions.TWO_THIRDS_BITS).lanewise(ASHR, 23);
      FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector offset =
          FloatVector.broadcast(FLOATS, ScalarFunctions.ROUNDER)
              .blend(ScalarFunctions.ROUNDER + 23f, tiny);
      FloatVector k = exponent.add(ScalarFunctions.ROUNDER_BITS).reinterpretAsFloats().sub(offset);
      FloatVector p = f.lanewise(FMA, 0.119551465f, -0.12833545f);
      p = p.lanewise(FMA, f, 0.10770543f);
      p = p.lanewise(FMA, f, -0.12198612f);
      p = p.lanewise(FMA, f, 0.14302622f);
      p = p.lanewise(FMA, f, -0.16679357f);
      p = p.lanewise(FMA, f, 0.19999684f);
      p = p.lanewise(FMA, f, -0.24999826f);
      p = p.lanewise(FMA, f, 0.33333334f);
      p = p.lanewise(FMA, f, -0.5f);
      FloatVector low = k.lanewise(FMA, ScalarFunctions.LN2_LOW, p.mul(f.mul(f)));
      FloatVector value = k.lanewise(FMA, ScalarFunctions.LN2, low.add(f));
      value = x.blend(value, x.compare(LT, Float.POSITIVE_INFINITY));
      value = value.blend(Float.NaN, x.compare(LT, 0f));
      value = value.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
      value.intoArray(out, outAt + i);
    }
    TAIL.log(n - whole, a, aAt + whole, out, outAt + whole);
  }

  static void tanh(int n, float[] a, int aAt, float[] out, int outAt) {
    if (n < COUNT) {
      TAIL.tanh(n, a, aAt, out, outAt);
      return;
    }
    int whole = FLOATS.loopBound(n);
    for (int i = whole < n ? -COUNT : 0; i < whole; i += COUNT) {
      int at = i < 0 ? n - COUNT : i;
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + at);
      FloatVector y = x.abs();
      y = y.blend(ScalarFunctions.TANH_HIGHEST, y.compare(GT, ScalarFunctions.TANH_HIGHEST));
      FloatVector shifted = y.lanewise(FMA, 2 * ScalarFunctions.LOG2_E, ScalarFunctions.ROUNDER);
      FloatVector k = shifted.sub(ScalarFunctions.ROUNDER);
      FloatVector r = k.lanewise(FMA, -ScalarFunctions.LN2, y.add(y));
      r = k.lanewise(FMA, -ScalarFunctions.LN2_LOW, r);
      FloatVector p = r.lanewise(FMA, 0.0013818296f, 0.008368532f);
      p = p.lanewise(FMA, r, 0.041668292f);
      p = p.lanewise(FMA, r, 0.16666523f);
      p = p.lanewise(FMA, r, 0.49999994f);
      FloatVector q = r.mul(r).lanewise(FMA, p, r);
      IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
      FloatVector scale = exponent.add(ScalarFunctions.ONE_BITS).reinterpretAsFloats();
      FloatVector m = q.lanewise(FMA, scale, scale.sub(1f));
      FloatVector unsigned = m.div(m.add(2f));
      IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
      FloatVector value = unsigned.reinterpretAsInts().or(sign).reinterpretAsFloats();
      FloatVector done = FloatVector.fromArray(FLOATS, out, outAt + at);
      float first = i < 0 ? whole - at : 0;
      VectorMask<Float> own = FloatVector.fromArray(FLOATS, LANE_NUMBERS, 0).compare(GE, first);
      done.blend(value, own).intoArray(out, outAt + at);
    }
  }

  static void silu(int n, float[] a, int aAt, float[] out, int outAt) {
    if (n < COUNT) {
      TAIL.silu(n, a, aAt, out, outAt);
      return;
    }
    int whole = FLOATS.loopBound(n);
    for (int i = whole < n ? -COUNT : 0; i < whole; i += COUNT) {
      int at = i < 0 ? n - COUNT : i;
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + at);
      FloatVector y =
          x.blend(ScalarFunctions.SILU_LOWEST, x.compare(LT, ScalarFunctions.SILU_LOWEST));
      VectorMask<Float> deep = y.compare(LT, ScalarFunctions.SILU_DEEP);
      FloatVector t = y.blend(y.add(ScalarFunctions.SILU_SHIFT), deep);
      t = t.blend(ScalarFunctions.SILU_HIGHEST, t.compare(GT, ScalarFunctions.SILU_HIGHEST));
      FloatVector shifted = t.lanewise(FMA, -ScalarFunctions.LOG2_E, ScalarFunctions.ROUNDER);
      FloatVector k = shifted.sub(ScalarFunctions.ROUNDER);
      FloatVector r = k.lanewise(FMA, ScalarFunctions.LN2, t);
      r = k.lanewise(FMA, ScalarFunctions.LN2_LOW, r);
      FloatVector p = r.lanewise(FMA, 0.0013818296f, -0.008368532f);
      p = p.lanewise(FMA, r, 0.041668292f);
      p = p.lanewise(FMA, r, -0.16666523f);
      p = p.lanewise(FMA, r, 0.49999994f);
      p = p.lanewise(FMA, r, -1f);
      p = p.lanewise(FMA, r, 1f);
      IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
      FloatVector z = p.mul(exponent.add(ScalarFunctions.ONE_BITS).reinterpretAsFloats());
      FloatVector value = y.blend(y.mul(ScalarFunctions.SILU_SHIFT_FACTOR), deep).div(z.add(1f));
      FloatVector done = FloatVector.fromArray(FLOATS, out, outAt + at);
      float first = i < 0 ? whole - at : 0;
      VectorMask<Float> own = FloatVector.fromArray(FLOATS, LANE_NUMBERS, 0).compare(GE, first);
      done.blend(value, own).intoArray(out, outAt + at);
    }
  }

  static void siluGradient(int n, float[] t, int tAt, float[] x, int xAt, float[] out, int outAt) {
    if (n < COUNT) {
      TAIL.siluGradient(n, t, tAt, x, xAt, out, outAt);
      return;
    }
    int whole = FLOATS.loopBound(n);
    for (int i = whole < n ? -COUNT : 0; i < whole; i += COUNT) {
      int at = i < 0 ? n - COUNT : i;
      FloatVector to = FloatVector.fromArray(FLOATS, t, tAt + at);
      FloatVector input = FloatVector.fromArray(FLOATS, x, xAt + at);
      FloatVector y =
          input.blend(
              ScalarFunctions.SLOPE_LOWEST, input.compare(LT, ScalarFunctions.SLOPE_LOWEST));
      y = y.blend(ScalarFunctions.SILU_HIGHEST, y.compare(GT, ScalarFunctions.SILU_HIGHEST));
      FloatVector shifted = y.lanewise(FMA, -ScalarFunctions.LOG2_E, ScalarFunctions.ROUNDER);
      FloatVector k = shifted.sub(ScalarFunctions.ROUNDER);
      FloatVector r = k.lanewise(FMA, ScalarFunctions.LN2, y);
      r = k.lanewise(FMA, ScalarFunctions.LN2_LOW, r);
      FloatVector p = r.lanewise(FMA, 0.0013818296f, -0.008368532f);
      p = p.lanewise(FMA, r, 0.041668292f);
      p = p.lanewise(FMA, r, -0.16666523f);
      p = p.lanewise(FMA, r, 0.49999994f);
      p = p.lanewise(FMA, r, -1f);
      p = p.lanewise(FMA, r, 1f);
      IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
      FloatVector z = p.mul(exponent.add(ScalarFunctions.ONE_BITS).reinterpretAsFloats());
      FloatVector s = FloatVector.broadcast(FLOATS, 1f).div(z.add(1f));
      FloatVector value = to.lanewise(FMA, z.mul(s).mul(y).lanewise(FMA, s, s), 0f);
      FloatVector done = FloatVector.fromArray(FLOATS, out, outAt + at);
      float first = i < 0 ? whole - at : 0;
      VectorMask<Float> own = FloatVector.fromArray(FLOATS, LANE_NUMBERS, 0).compare(GE, first);
      done.blend(value, own).intoArray(out, outAt + at);
    }
  }

  static void sigmoid(int n, float[] a, int aAt, float[] out, int outAt) {
    float[] decays = Scratch.ofThread().transposed(PIECE);
    for (int from = 0; from < n; from += PIECE) {
      int count = Math.min(PIECE, n - from);
      int whole = FLOATS.loopBound(count);
      decay(whole, a, aAt + from, decays);
      FloatVector one = FloatVector.broadcast(FLOATS, 1f);
      for (int i = 0; i < whole; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + from + i);
        FloatVector z = FloatVector.fromArray(FLOATS, decays, i);
        one.blend(z, x.compare(LT, 0f)).div(z.add(1f)).intoArray(out, outAt + from + i);
      }
      TAIL.sigmoid(count - whole, a, aAt + from + whole, out, outAt + from + whole);
    }
  }

  static void softplus(int n, float[] a, int aAt, float[] out, int outAt) {
    float[] decays = Scratch.ofThread().transposed(PIECE);
    for (int from = 0; from < n; from += PIECE) {
      int count = Math.min(PIECE, n - from);
      int whole = FLOATS.loopBound(count);
      decay(whole, a, aAt + from, decays);
      FloatVector zero = FloatVector.zero(FLOATS);
      for (int i = 0; i < whole; i += COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + from + i);
        FloatVector z = FloatVector.fromArray(FLOATS, decays, i);
        VectorMask<Float> large = z.compare(GT, 1f / 3f);
        FloatVector f = z.blend(z.sub(1f).mul(0.5f), large);
        FloatVector k = zero.blend(1f, large);
        FloatVector p = f.lanewise(FMA, 0.119551465f, -0.12833545f);
        p = p.lanewise(FMA, f, 0.10770543f);
        p = p.lanewise(FMA, f, -0.12198612f);
        p = p.lanewise(FMA, f, 0.14302622f);
        p = p.lanewise(FMA, f, -0.16679357f);
        p = p.lanewise(FMA, f, 0.19999684f);
        p = p.lanewise(FMA, f, -0.24999826f);
        p = p.lanewise(FMA, f, 0.33333334f);
        p = p.lanewise(FMA, f, -0.5f);
        FloatVector low = k.lanewise(FMA, ScalarFunctions.LN2_LOW, p.mul(f.mul(f)));
        FloatVector value = k.lanewise(FMA, ScalarFunctions.LN2, low.add(f));
        zero.blend(x, x.compare(GT, 0f)).add(value).intoArray(out, outAt + from + i);
      }
      TAIL.softplus(count - whole, a, aAt + from + whole, out, outAt + from + whole);
    }
  }

  /** e^−|a| of whole vectors. */
  private static void decay(int n, float[] a, int aAt, float[] out) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector.fromArray(FLOATS, a, aAt + i).abs().neg().intoArray(out, i);
    }
    exp(n, out, 0, out, 0);
  }

  static void sine(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    circular(whole, a, aAt, 0, out, outAt);
    TAIL.sine(n - whole, a, aAt + whole, out, outAt + whole);
  }

  static void cosine(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    circular(whole, a, aAt, 1, out, outAt);
    TAIL.cosine(n - whole, a, aAt + whole, out, outAt + whole);
  }

  /** The sine of whole vectors, {@code ahead} quarters of a circle further. */
  private static void circular(int n, float[] a, int aAt, int ahead, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      FloatVector x = FloatVector.fromArray(FLOATS, a, aAt + i);
      FloatVector shifted = x.lanewise(FMA, ScalarFunctions.TWO_OVER_PI, ScalarFunctions.ROUNDER);
      FloatVector k = shifted.sub(ScalarFunctions.ROUNDER);
      FloatVector r = k.lanewise(FMA, -ScalarFunctions.HALF_PI, x);
      r = k.lanewise(FMA, -ScalarFunctions.HALF_PI_LOW, r);
      r = k.lanewise(FMA, -ScalarFunctions.HALF_PI_LOWEST, r);
      FloatVector s = r.mul(r);
      FloatVector p = s.lanewise(FMA, -0.00019518283f, 0.008332189f);
      p = p.lanewise(FMA, s, -0.16666655f);
      FloatVector sine = r.mul(s).lanewise(FMA, p, r);
      FloatVector q = s.lanewise(FMA, 2.4430668e-5f, -0.0013887301f);
      q = q.lanewise(FMA, s, 0.041666646f);
      FloatVector cosine = s.mul(s).lanewise(FMA, q, s.lanewise(FMA, -0.5f, 1f));
      IntVector quadrant = shifted.reinterpretAsInts().add(ahead);
      VectorMask<Float> odd = quadrant.and(1).compare(NE, 0).cast(FLOATS);
      IntVector value = sine.blend(cosine, odd).reinterpretAsInts();
      value = value.lanewise(XOR, quadrant.and(2).lanewise(LSHL, 30));
      value.reinterpretAsFloats().intoArray(out, outAt + i);
    }
  }
}
