package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Lanes.COUNT;
import static dev.bellman.tensor.kernel.simd.Lanes.FLOATS;
import static dev.bellman.tensor.kernel.simd.Lanes.INTS;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.SQRT;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.bellman.tensor.kernel.ScalarNoise;
import dev.bellman.tensor.random.CounterRandom;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Noise, a vector of blocks at a time.
 *
 * <p>16 blocks make 64 numbers, the first word of every block first: so each of the four words of a
 * vector of blocks is stored as it is.
 */
final class SimdNoise {

  private static final int BLOCKS = 16;
  private static final int TILE = 4 * BLOCKS;

  /** Pairs of numbers that are turned at a time. */
  private static final int PIECE = 512;

  private SimdNoise() {}

  static void uniform(int n, long key, long counter, float[] out, int outAt) {
    int whole = n & -TILE;
    for (int i = 0; i < whole; i += TILE) {
      for (int block = 0; block < BLOCKS; block += COUNT) {
        uniform(key, counter, i / 4 + block, out, outAt + i + block);
      }
    }
    for (int i = whole; i < n; i++) {
      out[outAt + i] = ScalarNoise.uniform(key, counter, i);
    }
  }

  static void normal(int n, long key, long counter, float[] out, int outAt) {
    int whole = n & -TILE;
    uniform(whole, key, counter, out, outAt);
    float[] scratch = Scratch.ofThread().transposed(3 * PIECE);
    for (int i = 0; i < whole; i += 2 * PIECE) {
      rotate(Math.min(2 * PIECE, whole - i), out, outAt + i, scratch);
    }
    for (int i = whole; i < n; i++) {
      out[outAt + i] = ScalarNoise.normal(key, counter, i);
    }
  }

  /**
   * Box and Muller: 16 uniform numbers u and the 16 after them become ρ·cos φ and ρ·sin φ, with ρ =
   * √(−2·ln u).
   */
  private static void rotate(int n, float[] out, int at, float[] scratch) {
    int angles = PIECE;
    int cosines = 2 * PIECE;
    int half = n / 2;
    for (int i = 0; i < half; i += COUNT) {
      int place = at + 2 * (i & -BLOCKS) + (i & BLOCKS - 1);
      FloatVector u = FloatVector.fromArray(FLOATS, out, place);
      u.add(ScalarNoise.UNIT).intoArray(scratch, i);
      FloatVector turn = FloatVector.fromArray(FLOATS, out, place + BLOCKS);
      turn.mul(ScalarNoise.TWO_PI).intoArray(scratch, angles + i);
    }
    SimdFunctions.log(half, scratch, 0, scratch, 0);
    SimdFunctions.cosine(half, scratch, angles, scratch, cosines);
    SimdFunctions.sine(half, scratch, angles, scratch, angles);
    for (int i = 0; i < half; i += COUNT) {
      int place = at + 2 * (i & -BLOCKS) + (i & BLOCKS - 1);
      FloatVector radius = FloatVector.fromArray(FLOATS, scratch, i).mul(-2f).lanewise(SQRT);
      FloatVector cosine = FloatVector.fromArray(FLOATS, scratch, cosines + i);
      FloatVector sine = FloatVector.fromArray(FLOATS, scratch, angles + i);
      radius.mul(cosine).intoArray(out, place);
      radius.mul(sine).intoArray(out, place + BLOCKS);
    }
  }

  /** The blocks from {@code block} on: {@link CounterRandom}, a block a lane. */
  private static void uniform(long key, long counter, int block, float[] out, int at) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int k2 = 0;
    int k3 = 0;
    int k4 = CounterRandom.PARITY ^ k0 ^ k1;
    IntVector x0 = IntVector.zero(INTS).addIndex(1).add(block + k0);
    IntVector x1 = IntVector.broadcast(INTS, k1);
    IntVector x2 = IntVector.broadcast(INTS, (int) counter);
    IntVector x3 = IntVector.broadcast(INTS, (int) (counter >>> 32));
    for (int injection = 1; injection <= CounterRandom.ROUNDS / 4; injection++) {
      boolean odd = (injection & 1) == 1;
      x0 = x0.add(x1);
      x1 = x1.lanewise(ROL, odd ? 10 : 6).lanewise(XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(ROL, odd ? 26 : 20).lanewise(XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(ROL, odd ? 11 : 17).lanewise(XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(ROL, odd ? 21 : 11).lanewise(XOR, x2);
      x0 = x0.add(x1);
      x1 = x1.lanewise(ROL, odd ? 13 : 25).lanewise(XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(ROL, odd ? 27 : 10).lanewise(XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(ROL, odd ? 23 : 18).lanewise(XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(ROL, odd ? 5 : 20).lanewise(XOR, x2);
      int first = k0;
      k0 = k1;
      k1 = k2;
      k2 = k3;
      k3 = k4;
      k4 = first;
      x0 = x0.add(k0);
      x1 = x1.add(k1);
      x2 = x2.add(k2);
      x3 = x3.add(k3 + injection);
    }
    FloatVector u0 = (FloatVector) x0.lanewise(LSHR, 8).convert(I2F, 0);
    u0.mul(ScalarNoise.UNIT).intoArray(out, at);
    FloatVector u1 = (FloatVector) x1.lanewise(LSHR, 8).convert(I2F, 0);
    u1.mul(ScalarNoise.UNIT).intoArray(out, at + BLOCKS);
    FloatVector u2 = (FloatVector) x2.lanewise(LSHR, 8).convert(I2F, 0);
    u2.mul(ScalarNoise.UNIT).intoArray(out, at + 2 * BLOCKS);
    FloatVector u3 = (FloatVector) x3.lanewise(LSHR, 8).convert(I2F, 0);
    u3.mul(ScalarNoise.UNIT).intoArray(out, at + 3 * BLOCKS);
  }
}
