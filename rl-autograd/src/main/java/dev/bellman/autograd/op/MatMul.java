package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/**
 * The product of two matrices, {@code Y = A·B}, each of which may be given transposed. What is
 * summed over may be the batch (the gradient of a weight), what remains of B may not.
 *
 * @param transposeA whether the first input holds Aᵀ
 * @param transposeB whether the second input holds Bᵀ
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op, Divisible {
  @Override
  public String name() {
    return "MatMul" + (transposeA ? "T" : "N") + (transposeB ? "T" : "N");
  }

  @Override
  public Extent extent(List<Var> inputs) {
    Extent a = inputs.get(0).extent();
    Extent b = inputs.get(1).extent();
    Extent inner = transposeA ? a : Extent.of(a.columns(), 1);
    boolean fit = transposeB ? inner.sameRows(Extent.of(b.columns(), 1)) : inner.sameRows(b);
    boolean fixed = (!transposeB || !b.batched()) && !(transposeA && transposeB && a.batched());
    if (!fit || !fixed) {
      throw new IllegalArgumentException(
          name() + ": the extents " + a + " and " + b + " do not fit");
    }
    int columns = transposeB ? b.rows() : b.columns();
    return transposeA
        ? Extent.of(a.columns(), columns)
        : new Extent(a.rows(), a.batched(), columns);
  }

  @Override
  public void run(Region[] in, Region out) {
    runRows(in, out, 0, out.rows());
  }

  /** The rows {@code from … to − 1} of the result; each element is summed in one order. */
  private void runRows(Region[] in, Region out, int from, int to) {
    Region a = in[0];
    Region b = in[1];
    Kernels.active()
        .gemm(
            transposeA,
            transposeB,
            to - from,
            out.columns(),
            transposeA ? a.rows() : a.columns(),
            a.array(),
            transposeA ? a.at() + from : a.at(from),
            a.columns(),
            b.array(),
            b.at(),
            b.columns(),
            false,
            out.array(),
            out.at(from),
            out.columns());
  }

  @Override
  public void runPart(int round, int part, int parts, Region[] in, Region out) {
    int from = Divisible.cut(out.rows(), part, parts);
    runRows(in, out, from, Divisible.cut(out.rows(), part + 1, parts));
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    Matrix a = in[0];
    Matrix b = in[1];
    int inner = transposeA ? a.rows() : a.columns();
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < inner; l++) {
          sum +=
              (transposeA ? a.get(l, i) : a.get(i, l)) * (transposeB ? b.get(j, l) : b.get(l, j));
        }
        out.set(i, j, sum);
      }
    }
  }

  @Override
  public List<Var> vjp(Var result, Var g) {
    Var a = result.input(0);
    Var b = result.input(1);
    return List.of(
        transposeA ? b.matmul(transposeB, g, true) : g.matmul(false, b, !transposeB),
        transposeB ? g.matmul(true, a, transposeA) : a.matmul(!transposeA, g, false));
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    Var da = tangents.get(0);
    Var db = tangents.get(1);
    Var viaA = da == null ? null : da.matmul(transposeA, result.input(1), transposeB);
    Var viaB = db == null ? null : result.input(0).matmul(transposeA, db, transposeB);
    return viaA == null ? viaB : viaB == null ? viaA : viaA.plus(viaB);
  }

  @Override
  public long flop(Region[] in, Region out) {
    return 2L * out.size() * (transposeA ? in[0].rows() : in[0].columns());
  }

  @Override
  public boolean rowwise() {
    return !transposeA;
  }
}
