package dev.bellman.tensor.kernel.simd;

import static dev.bellman.tensor.kernel.simd.Tiles.PANEL;
import static dev.bellman.tensor.kernel.simd.Tiles.SPECIES;
import static dev.bellman.tensor.kernel.simd.Tiles.STRIDE;

import jdk.incubator.vector.FloatVector;

/** Twelve rows of C by one vector: for the last columns of C, at most a vector. */
final class Tile12x1 {

  private Tile12x1() {}

  /** One tile; the parameters are those of {@link TileRow#tiles}. */
  static void product(
      int rows,
      int k,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] from,
      int fromAt,
      int ldf,
      float[] c,
      int cAt,
      int ldc) {
    int end = aAt + k;
    int last = rows - 1;
    int r1 = Math.min(1, last);
    int r2 = Math.min(2, last);
    int r3 = Math.min(3, last);
    int r4 = Math.min(4, last);
    int r5 = Math.min(5, last);
    int r6 = Math.min(6, last);
    int r7 = Math.min(7, last);
    int r8 = Math.min(8, last);
    int r9 = Math.min(9, last);
    int r10 = Math.min(10, last);
    int r11 = Math.min(11, last);
    int c1 = r1 * ldc;
    int c2 = r2 * ldc;
    int c3 = r3 * ldc;
    int c4 = r4 * ldc;
    int c5 = r5 * ldc;
    int c6 = r6 * ldc;
    int c7 = r7 * ldc;
    int c8 = r8 * ldc;
    int c9 = r9 * ldc;
    int c10 = r10 * ldc;
    int c11 = r11 * ldc;
    int f1 = r1 * ldf;
    int f2 = r2 * ldf;
    int f3 = r3 * ldf;
    int f4 = r4 * ldf;
    int f5 = r5 * ldf;
    int f6 = r6 * ldf;
    int f7 = r7 * ldf;
    int f8 = r8 * ldf;
    int f9 = r9 * ldf;
    int f10 = r10 * ldf;
    int f11 = r11 * ldf;
    FloatVector s0 = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, from, fromAt + f1);
    FloatVector s2 = FloatVector.fromArray(SPECIES, from, fromAt + f2);
    FloatVector s3 = FloatVector.fromArray(SPECIES, from, fromAt + f3);
    FloatVector s4 = FloatVector.fromArray(SPECIES, from, fromAt + f4);
    FloatVector s5 = FloatVector.fromArray(SPECIES, from, fromAt + f5);
    FloatVector s6 = FloatVector.fromArray(SPECIES, from, fromAt + f6);
    FloatVector s7 = FloatVector.fromArray(SPECIES, from, fromAt + f7);
    FloatVector s8 = FloatVector.fromArray(SPECIES, from, fromAt + f8);
    FloatVector s9 = FloatVector.fromArray(SPECIES, from, fromAt + f9);
    FloatVector s10 = FloatVector.fromArray(SPECIES, from, fromAt + f10);
    FloatVector s11 = FloatVector.fromArray(SPECIES, from, fromAt + f11);
    int first = bAt - aAt * PANEL;
    for (int p = aAt; p < end; p++) {
      int q = first + p * PANEL;
      FloatVector y = FloatVector.fromArray(SPECIES, b, q);
      FloatVector x = FloatVector.broadcast(SPECIES, a[p]);
      s0 = x.fma(y, s0);
      x = FloatVector.broadcast(SPECIES, a[p + STRIDE]);
      s1 = x.fma(y, s1);
      x = FloatVector.broadcast(SPECIES, a[p + 2 * STRIDE]);
      s2 = x.fma(y, s2);
      x = FloatVector.broadcast(SPECIES, a[p + 3 * STRIDE]);
      s3 = x.fma(y, s3);
      x = FloatVector.broadcast(SPECIES, a[p + 4 * STRIDE]);
      s4 = x.fma(y, s4);
      x = FloatVector.broadcast(SPECIES, a[p + 5 * STRIDE]);
      s5 = x.fma(y, s5);
      x = FloatVector.broadcast(SPECIES, a[p + 6 * STRIDE]);
      s6 = x.fma(y, s6);
      x = FloatVector.broadcast(SPECIES, a[p + 7 * STRIDE]);
      s7 = x.fma(y, s7);
      x = FloatVector.broadcast(SPECIES, a[p + 8 * STRIDE]);
      s8 = x.fma(y, s8);
      x = FloatVector.broadcast(SPECIES, a[p + 9 * STRIDE]);
      s9 = x.fma(y, s9);
      x = FloatVector.broadcast(SPECIES, a[p + 10 * STRIDE]);
      s10 = x.fma(y, s10);
      x = FloatVector.broadcast(SPECIES, a[p + 11 * STRIDE]);
      s11 = x.fma(y, s11);
    }
    s11.intoArray(c, cAt + c11);
    s10.intoArray(c, cAt + c10);
    s9.intoArray(c, cAt + c9);
    s8.intoArray(c, cAt + c8);
    s7.intoArray(c, cAt + c7);
    s6.intoArray(c, cAt + c6);
    s5.intoArray(c, cAt + c5);
    s4.intoArray(c, cAt + c4);
    s3.intoArray(c, cAt + c3);
    s2.intoArray(c, cAt + c2);
    s1.intoArray(c, cAt + c1);
    s0.intoArray(c, cAt);
  }
}
