package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.TAIL;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
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
 * <p>A vector becomes an object when a function that takes it is not inlined. The compiler stops
 * inlining functions of ours once a method has grown to some 75 vector operations, constants
 * counted: so each function here calls at most one other, and that early; none calls a second. Nor
 * does it inline what is seldom called: so loops over whole vectors are methods of their own, which
 * are called when there is one.
 */
final class SimdFunctions {

  private SimdFunctions() {}

  static FloatVector exp(FloatVector x) {
    FloatVector t = x.blend(ScalarFunctions.EXP_LOWEST, x.compare(LT, ScalarFunctions.EXP_LOWEST));
    t = t.blend(ScalarFunctions.EXP_HIGHEST, t.compare(GT, ScalarFunctions.EXP_HIGHEST));
    FloatVector shifted = t.lanewise(FMA, ScalarFunctions.LOG2_E, ScalarFunctions.ROUNDER);
    FloatVector n = shifted.sub(ScalarFunctions.ROUNDER);
    FloatVector r = n.lanewise(FMA, -ScalarFunctions.LN2, t);
    r = n.lanewise(FMA, -ScalarFunctions.LN2_LOW, r);
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
    return p.mul(first).mul(second);
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(ScalarFunctions.LIFT), tiny).reinterpretAsInts();
    IntVector exponent = bits.sub(ScalarFunctions.TWO_THIRDS_BITS).lanewise(ASHR, 23);
    FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector offset =
        FloatVector.broadcast(FLOATS, ScalarFunctions.ROUNDER)
            .blend(ScalarFunctions.ROUNDER + 23f, tiny);
    FloatVector n = exponent.add(ScalarFunctions.ROUNDER_BITS).reinterpretAsFloats().sub(offset);
    FloatVector p = f.lanewise(FMA, 0.119551465f, -0.12833545f);
    p = p.lanewise(FMA, f, 0.10770543f);
    p = p.lanewise(FMA, f, -0.12198612f);
    p = p.lanewise(FMA, f, 0.14302622f);
    p = p.lanewise(FMA, f, -0.16679357f);
    p = p.lanewise(FMA, f, 0.19999684f);
    p = p.lanewise(FMA, f, -0.24999826f);
    p = p.lanewise(FMA, f, 0.33333334f);
    p = p.lanewise(FMA, f, -0.5f);
    FloatVector low = n.lanewise(FMA, ScalarFunctions.LN2_LOW, p.mul(f.mul(f)));
    FloatVector value = n.lanewise(FMA, ScalarFunctions.LN2, low.add(f));
    value = x.blend(value, x.compare(LT, Float.POSITIVE_INFINITY));
    value = value.blend(Float.NaN, x.compare(LT, 0f));
    return value.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(ScalarFunctions.TANH_HIGHEST, a.compare(GT, ScalarFunctions.TANH_HIGHEST));
    FloatVector shifted = a.lanewise(FMA, 2 * ScalarFunctions.LOG2_E, ScalarFunctions.ROUNDER);
    FloatVector n = shifted.sub(ScalarFunctions.ROUNDER);
    FloatVector r = n.lanewise(FMA, -ScalarFunctions.LN2, a.add(a));
    r = n.lanewise(FMA, -ScalarFunctions.LN2_LOW, r);
    FloatVector p = r.lanewise(FMA, 0.0013818296f, 0.008368532f);
    p = p.lanewise(FMA, r, 0.041668292f);
    p = p.lanewise(FMA, r, 0.16666523f);
    p = p.lanewise(FMA, r, 0.49999994f);
    FloatVector q = r.mul(r).lanewise(FMA, p, r);
    IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
    FloatVector scale = exponent.add(ScalarFunctions.ONE_BITS).reinterpretAsFloats();
    FloatVector m = q.lanewise(FMA, scale, scale.sub(1f));
    FloatVector value = m.div(m.add(2f));
    IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
    return value.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector z = exp(x.abs().neg());
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    return one.blend(z, x.compare(LT, 0f)).div(z.add(1f));
  }

  static FloatVector silu(FloatVector x) {
    FloatVector a =
        x.blend(ScalarFunctions.SILU_LOWEST, x.compare(LT, ScalarFunctions.SILU_LOWEST));
    VectorMask<Float> deep = a.compare(LT, ScalarFunctions.SILU_DEEP);
    FloatVector t = a.blend(a.add(ScalarFunctions.SILU_SHIFT), deep);
    t = t.blend(ScalarFunctions.SILU_HIGHEST, t.compare(GT, ScalarFunctions.SILU_HIGHEST));
    FloatVector z = decay(t);
    return a.blend(a.mul(ScalarFunctions.SILU_SHIFT_FACTOR), deep).div(z.add(1f));
  }

  static FloatVector siluGradient(FloatVector t, FloatVector x) {
    FloatVector a =
        x.blend(ScalarFunctions.SLOPE_LOWEST, x.compare(LT, ScalarFunctions.SLOPE_LOWEST));
    a = a.blend(ScalarFunctions.SILU_HIGHEST, a.compare(GT, ScalarFunctions.SILU_HIGHEST));
    FloatVector z = decay(a);
    FloatVector s = FloatVector.broadcast(FLOATS, 1f).div(z.add(1f));
    return t.lanewise(FMA, z.mul(s).mul(a).lanewise(FMA, s, s), 0f);
  }

  private static FloatVector decay(FloatVector x) {
    FloatVector shifted = x.lanewise(FMA, -ScalarFunctions.LOG2_E, ScalarFunctions.ROUNDER);
    FloatVector n = shifted.sub(ScalarFunctions.ROUNDER);
    FloatVector r = n.lanewise(FMA, ScalarFunctions.LN2, x);
    r = n.lanewise(FMA, ScalarFunctions.LN2_LOW, r);
    FloatVector p = r.lanewise(FMA, 0.0013818296f, -0.008368532f);
    p = p.lanewise(FMA, r, 0.041668292f);
    p = p.lanewise(FMA, r, -0.16666523f);
    p = p.lanewise(FMA, r, 0.49999994f);
    p = p.lanewise(FMA, r, -1f);
    p = p.lanewise(FMA, r, 1f);
    IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
    return p.mul(exponent.add(ScalarFunctions.ONE_BITS).reinterpretAsFloats());
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector z = exp(x.abs().neg());
    FloatVector zero = FloatVector.zero(FLOATS);
    VectorMask<Float> large = z.compare(GT, 1f / 3f);
    FloatVector f = z.blend(z.sub(1f).mul(0.5f), large);
    FloatVector n = zero.blend(1f, large);
    FloatVector p = f.lanewise(FMA, 0.119551465f, -0.12833545f);
    p = p.lanewise(FMA, f, 0.10770543f);
    p = p.lanewise(FMA, f, -0.12198612f);
    p = p.lanewise(FMA, f, 0.14302622f);
    p = p.lanewise(FMA, f, -0.16679357f);
    p = p.lanewise(FMA, f, 0.19999684f);
    p = p.lanewise(FMA, f, -0.24999826f);
    p = p.lanewise(FMA, f, 0.33333334f);
    p = p.lanewise(FMA, f, -0.5f);
    FloatVector low = n.lanewise(FMA, ScalarFunctions.LN2_LOW, p.mul(f.mul(f)));
    FloatVector value = n.lanewise(FMA, ScalarFunctions.LN2, low.add(f));
    return zero.blend(x, x.compare(GT, 0f)).add(value);
  }

  static FloatVector sine(FloatVector x) {
    return circular(x, 0);
  }

  static FloatVector cosine(FloatVector x) {
    return circular(x, 1);
  }

  static void exp(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeExp(whole, a, aAt, out, outAt);
    }
    TAIL.exp(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeExp(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      exp(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  static void log(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeLog(whole, a, aAt, out, outAt);
    }
    TAIL.log(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeLog(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      log(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  static void tanh(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeTanh(whole, a, aAt, out, outAt);
    }
    TAIL.tanh(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeTanh(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      tanh(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  static void sigmoid(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeSigmoid(whole, a, aAt, out, outAt);
    }
    TAIL.sigmoid(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeSigmoid(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      sigmoid(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  static void silu(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeSilu(whole, a, aAt, out, outAt);
    }
    TAIL.silu(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeSilu(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      silu(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  /** The end of a row goes first, as in {@link Epilogues}. */
  static void siluGradient(int n, float[] t, int tAt, float[] x, int xAt, float[] out, int outAt) {
    if (n < COUNT) {
      TAIL.siluGradient(n, t, tAt, x, xAt, out, outAt);
      return;
    }
    int whole = FLOATS.loopBound(n);
    for (int i = whole < n ? -COUNT : 0; i < whole; i += COUNT) {
      int at = i < 0 ? n - COUNT : i;
      FloatVector to = FloatVector.fromArray(FLOATS, t, tAt + at);
      FloatVector slope = siluGradient(to, FloatVector.fromArray(FLOATS, x, xAt + at));
      FloatVector done = FloatVector.fromArray(FLOATS, out, outAt + at);
      done.blend(slope, Lanes.from(i < 0 ? whole - at : 0)).intoArray(out, outAt + at);
    }
  }

  static void softplus(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeSoftplus(whole, a, aAt, out, outAt);
    }
    TAIL.softplus(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeSoftplus(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      softplus(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  static void sine(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeSine(whole, a, aAt, out, outAt);
    }
    TAIL.sine(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeSine(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      sine(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  static void cosine(int n, float[] a, int aAt, float[] out, int outAt) {
    int whole = FLOATS.loopBound(n);
    if (whole > 0) {
      wholeCosine(whole, a, aAt, out, outAt);
    }
    TAIL.cosine(n - whole, a, aAt + whole, out, outAt + whole);
  }

  private static void wholeCosine(int n, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < n; i += COUNT) {
      cosine(FloatVector.fromArray(FLOATS, a, aAt + i)).intoArray(out, outAt + i);
    }
  }

  private static FloatVector circular(FloatVector x, int ahead) {
    FloatVector shifted = x.lanewise(FMA, ScalarFunctions.TWO_OVER_PI, ScalarFunctions.ROUNDER);
    FloatVector n = shifted.sub(ScalarFunctions.ROUNDER);
    FloatVector r = n.lanewise(FMA, -ScalarFunctions.HALF_PI, x);
    r = n.lanewise(FMA, -ScalarFunctions.HALF_PI_LOW, r);
    r = n.lanewise(FMA, -ScalarFunctions.HALF_PI_LOWEST, r);
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
    return value.lanewise(XOR, quadrant.and(2).lanewise(LSHL, 30)).reinterpretAsFloats();
  }
}
