package dev.bellman.tensor.kernel.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes matrices, in registers where a vector has 16 lanes.
 *
 * <p>Interleaving rows i and i + 8 of a block of 16 turns the eight bits (row, column) of an
 * element's place by one; four times exchange row and column.
 */
final class Transposition {

  /** The side of a block. */
  private static final int SIDE = 16;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;

  /** The lanes of two vectors, taken in turn: of their first halves, of their second halves. */
  private static final int[] LOW = interleaved(0);

  private static final int[] HIGH = interleaved(SIDE / 2);

  private Transposition() {}

  /** {@code out[outAt + j·ldout + i] = x[at + i·ld + j]}, i < rows, j < columns. */
  static void transpose(
      int rows, int columns, float[] x, int at, int ld, float[] out, int outAt, int ldout) {
    if (Tiles.LANES != SIDE) {
      numbers(rows, columns, x, at, ld, out, outAt, ldout);
      return;
    }
    int high = rows - rows % SIDE;
    int wide = columns - columns % SIDE;
    for (int i = 0; i < high; i += SIDE) {
      blocks(wide / SIDE, x, at + i * ld, ld, out, outAt + i, ldout);
    }
    if (wide < columns) {
      numbers(high, columns - wide, x, at + wide, ld, out, outAt + wide * ldout, ldout);
    }
    if (high < rows) {
      numbers(rows - high, columns, x, at + high * ld, ld, out, outAt + high, ldout);
    }
  }

  /** Blocks side by side, which come to lie below each other. */
  private static void blocks(
      int count, float[] x, int at, int ld, float[] out, int outAt, int ldout) {
    for (int block = 0; block < count; block++) {
      block(x, at + block * SIDE, ld, out, outAt + block * SIDE * ldout, ldout);
    }
  }

  private static void block(float[] x, int at, int ld, float[] out, int outAt, int ldout) {
    IntVector low = IntVector.fromArray(INTS, LOW, 0);
    IntVector high = IntVector.fromArray(INTS, HIGH, 0);
    int p = at;
    IntVector r0 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r1 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r2 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r3 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r4 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r5 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r6 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r7 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r8 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r9 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r10 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r11 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r12 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r13 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r14 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    p += ld;
    IntVector r15 = FloatVector.fromArray(FLOATS, x, p).reinterpretAsInts();
    IntVector s0 = low.selectFrom(r0, r8);
    IntVector s1 = high.selectFrom(r0, r8);
    IntVector s2 = low.selectFrom(r1, r9);
    IntVector s3 = high.selectFrom(r1, r9);
    IntVector s4 = low.selectFrom(r2, r10);
    IntVector s5 = high.selectFrom(r2, r10);
    IntVector s6 = low.selectFrom(r3, r11);
    IntVector s7 = high.selectFrom(r3, r11);
    IntVector s8 = low.selectFrom(r4, r12);
    IntVector s9 = high.selectFrom(r4, r12);
    IntVector s10 = low.selectFrom(r5, r13);
    IntVector s11 = high.selectFrom(r5, r13);
    IntVector s12 = low.selectFrom(r6, r14);
    IntVector s13 = high.selectFrom(r6, r14);
    IntVector s14 = low.selectFrom(r7, r15);
    IntVector s15 = high.selectFrom(r7, r15);
    IntVector t0 = low.selectFrom(s0, s8);
    IntVector t1 = high.selectFrom(s0, s8);
    IntVector t2 = low.selectFrom(s1, s9);
    IntVector t3 = high.selectFrom(s1, s9);
    IntVector t4 = low.selectFrom(s2, s10);
    IntVector t5 = high.selectFrom(s2, s10);
    IntVector t6 = low.selectFrom(s3, s11);
    IntVector t7 = high.selectFrom(s3, s11);
    IntVector t8 = low.selectFrom(s4, s12);
    IntVector t9 = high.selectFrom(s4, s12);
    IntVector t10 = low.selectFrom(s5, s13);
    IntVector t11 = high.selectFrom(s5, s13);
    IntVector t12 = low.selectFrom(s6, s14);
    IntVector t13 = high.selectFrom(s6, s14);
    IntVector t14 = low.selectFrom(s7, s15);
    IntVector t15 = high.selectFrom(s7, s15);
    IntVector u0 = low.selectFrom(t0, t8);
    IntVector u1 = high.selectFrom(t0, t8);
    IntVector u2 = low.selectFrom(t1, t9);
    IntVector u3 = high.selectFrom(t1, t9);
    IntVector u4 = low.selectFrom(t2, t10);
    IntVector u5 = high.selectFrom(t2, t10);
    IntVector u6 = low.selectFrom(t3, t11);
    IntVector u7 = high.selectFrom(t3, t11);
    IntVector u8 = low.selectFrom(t4, t12);
    IntVector u9 = high.selectFrom(t4, t12);
    IntVector u10 = low.selectFrom(t5, t13);
    IntVector u11 = high.selectFrom(t5, t13);
    IntVector u12 = low.selectFrom(t6, t14);
    IntVector u13 = high.selectFrom(t6, t14);
    IntVector u14 = low.selectFrom(t7, t15);
    IntVector u15 = high.selectFrom(t7, t15);
    IntVector v0 = low.selectFrom(u0, u8);
    IntVector v1 = high.selectFrom(u0, u8);
    IntVector v2 = low.selectFrom(u1, u9);
    IntVector v3 = high.selectFrom(u1, u9);
    IntVector v4 = low.selectFrom(u2, u10);
    IntVector v5 = high.selectFrom(u2, u10);
    IntVector v6 = low.selectFrom(u3, u11);
    IntVector v7 = high.selectFrom(u3, u11);
    IntVector v8 = low.selectFrom(u4, u12);
    IntVector v9 = high.selectFrom(u4, u12);
    IntVector v10 = low.selectFrom(u5, u13);
    IntVector v11 = high.selectFrom(u5, u13);
    IntVector v12 = low.selectFrom(u6, u14);
    IntVector v13 = high.selectFrom(u6, u14);
    IntVector v14 = low.selectFrom(u7, u15);
    IntVector v15 = high.selectFrom(u7, u15);
    int q = outAt;
    v0.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v1.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v2.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v3.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v4.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v5.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v6.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v7.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v8.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v9.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v10.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v11.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v12.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v13.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v14.reinterpretAsFloats().intoArray(out, q);
    q += ldout;
    v15.reinterpretAsFloats().intoArray(out, q);
  }

  /** Four rows at a time, number by number. */
  private static void numbers(
      int rows, int columns, float[] x, int at, int ld, float[] out, int outAt, int ldout) {
    int i = 0;
    for (; i <= rows - 4; i += 4) {
      int x0 = at + i * ld;
      int x1 = x0 + ld;
      int x2 = x1 + ld;
      int x3 = x2 + ld;
      int to = outAt + i;
      for (int j = 0; j < columns; j++) {
        out[to] = x[x0 + j];
        out[to + 1] = x[x1 + j];
        out[to + 2] = x[x2 + j];
        out[to + 3] = x[x3 + j];
        to += ldout;
      }
    }
    for (; i < rows; i++) {
      int from = at + i * ld;
      int to = outAt + i;
      for (int j = 0; j < columns; j++) {
        out[to] = x[from + j];
        to += ldout;
      }
    }
  }

  private static int[] interleaved(int from) {
    int[] lanes = new int[SIDE];
    for (int i = 0; i < SIDE; i++) {
      lanes[i] = from + i / 2 + i % 2 * SIDE;
    }
    return lanes;
  }
}
