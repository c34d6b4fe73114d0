package dev.bellman.autograd.op;

import dev.bellman.tensor.kernel.Epilogue;
import dev.bellman.tensor.kernel.Kernels;
import java.util.List;

/**
 * The matrix products of a layer of E networks as one operation. What flows through the members
 * lies side by side, {@code X = [X₁ … X_E]}; their weights lie below each other.
 *
 * <pre>{@code
 * FORWARD:   Y_e = X_e·W_e      X [B, E·in], W [E·in, out]  → Y [B, E·out]
 * BACKWARD:  X_e = Y_e·W_eᵀ     Y [B, E·out], W [E·in, out] → X [B, E·in]
 * WEIGHT:    W_e = X_eᵀ·Y_e     X [B, E·in], Y [B, E·out]   → W [E·in, out]
 * }</pre>
 *
 * The derivatives of each are the other two.
 *
 * @param members E ≥ 1
 * @param shared whether all members have one X, [B, in]; BACKWARD then sums over the members
 * @param form which product
 */
public record EnsembleProduct(int members, boolean shared, Form form) implements Op, Divisible {

  /** Which factor is the unknown of {@code Y = X·W}. */
  public enum Form {
    /** Y of X and W. */
    FORWARD,
    /** X of Y and W. */
    BACKWARD,
    /** W of X and Y. */
    WEIGHT
  }

  @Override
  public String name() {
    return "Product" + (members == 1 ? "" : members) + "." + form;
  }

  @Override
  public Extent extent(List<Var> inputs) {
    Extent a = inputs.get(0).extent();
    Extent b = inputs.get(1).extent();
    int flows = shared ? 1 : members; // how many X there are
    return switch (form) {
      case FORWARD -> {
        require(b.rows() % members == 0 && !b.batched(), a, b);
        require(a.columns() == b.rows() / members * flows, a, b);
        yield new Extent(a.rows(), a.batched(), members * b.columns());
      }
      case BACKWARD -> {
        require(b.rows() % members == 0 && !b.batched(), a, b);
        require(a.columns() == members * b.columns(), a, b);
        yield new Extent(a.rows(), a.batched(), b.rows() / members * flows);
      }
      case WEIGHT -> {
        require(a.sameRows(b) && a.columns() % flows == 0 && b.columns() % members == 0, a, b);
        yield Extent.of(a.columns() / flows * members, b.columns() / members);
      }
    };
  }

  private void require(boolean fit, Extent a, Extent b) {
    if (!fit) {
      throw new IllegalArgumentException(
          name() + ": the extents " + a + " and " + b + " do not fit");
    }
  }

  @Override
  public void run(Region[] in, Region out) {
    switch (form) {
      case FORWARD -> forward(members, shared, in[0], in[1], Epilogue.NONE, null, out);
      case BACKWARD -> backward(in[0], in[1], Epilogue.NONE, null, out);
      case WEIGHT -> weightRows(in[0], in[1], out, 0, out.rows());
    }
  }

  /** FORWARD, and what follows it. */
  static void forward(
      int members, boolean shared, Region x, Region w, Epilogue epilogue, Region bias, Region y) {
    int in = w.rows() / members;
    int out = w.columns();
    for (int e = 0; e < members; e++) {
      int xAt = x.at() + (shared ? 0 : e * in);
      int biasAt = bias == null ? 0 : bias.at() + e * out;
      float[] b = bias == null ? null : bias.array();
      int yAt = y.at() + e * out;
      if (w.isPacked()) {
        Kernels.active()
            .gemmPacked(
                y.rows(),
                out,
                in,
                x.array(),
                xAt,
                x.columns(),
                w.array(),
                w.at() + e * Kernels.active().packedSize(in, out),
                epilogue,
                b,
                biasAt,
                0,
                y.array(),
                yAt,
                y.columns());
      } else {
        Kernels.active()
            .gemm(
                false,
                false,
                y.rows(),
                out,
                in,
                x.array(),
                xAt,
                x.columns(),
                w.array(),
                w.at(e * in),
                out,
                false,
                y.array(),
                yAt,
                y.columns());
        epilogue.apply(Kernels.active(), y.rows(), out, b, biasAt, 0, y.array(), yAt, y.columns());
      }
    }
  }

  /**
   * BACKWARD, and on through the activation whose results are the inputs of the layer: {@code
   * (Y_e·W_eᵀ)·f′}, with the bits of the two.
   *
   * @param before f
   * @param inputs what f gave, of the extent of {@code out}
   */
  public void backwardThrough(Activation before, Region y, Region w, Region inputs, Region out) {
    backward(y, w, before.atGradient(), inputs, out);
  }

  private void backward(Region y, Region w, Epilogue epilogue, Region other, Region x) {
    int in = w.rows() / members;
    int out = w.columns();
    if (!w.isPacked()) {
      backwardUnpacked(y, w, epilogue, other, x);
      return;
    }
    int products = shared ? 1 : members;
    int inner = shared ? members * out : out; // one product sums over the members
    for (int e = 0; e < products; e++) {
      Kernels.active()
          .gemmPacked(
              x.rows(),
              in,
              inner,
              y.array(),
              y.at() + e * out,
              y.columns(),
              w.array(),
              w.at() + e * Kernels.active().packedSize(inner, in),
              epilogue,
              other == null ? null : other.array(),
              other == null ? 0 : other.at() + e * in,
              x.columns(),
              x.array(),
              x.at() + e * in,
              x.columns());
    }
  }

  private void backwardUnpacked(Region y, Region w, Epilogue epilogue, Region other, Region x) {
    int in = w.rows() / members;
    int out = w.columns();
    for (int e = 0; e < members; e++) {
      Kernels.active()
          .gemm(
              false,
              true,
              x.rows(),
              in,
              out,
              y.array(),
              y.at() + e * out,
              y.columns(),
              w.array(),
              w.at(e * in),
              out,
              shared && e > 0,
              x.array(),
              x.at() + (shared ? 0 : e * in),
              x.columns());
    }
    epilogue.apply(
        Kernels.active(),
        x.rows(),
        x.columns(),
        other == null ? null : other.array(),
        other == null ? 0 : other.at(),
        x.columns(),
        x.array(),
        x.at(),
        x.columns());
  }

  /** WEIGHT, the rows {@code from … to − 1}; each element is summed in one order. */
  private void weightRows(Region x, Region y, Region w, int from, int to) {
    int in = w.rows() / members;
    for (int e = 0; e < members; e++) {
      int first = Math.max(from, e * in);
      int last = Math.min(to, (e + 1) * in);
      if (first < last) {
        Kernels.active()
            .gemm(
                true,
                false,
                last - first,
                w.columns(),
                x.rows(),
                x.array(),
                x.at() + (shared ? first - e * in : first),
                x.columns(),
                y.array(),
                y.at() + e * w.columns(),
                y.columns(),
                false,
                w.array(),
                w.at(first),
                w.columns());
      }
    }
  }

  @Override
  public void runPart(int round, int part, int parts, Region[] in, Region out) {
    int from = Divisible.cut(out.rows(), part, parts);
    weightRows(in[0], in[1], out, from, Divisible.cut(out.rows(), part + 1, parts));
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    int inner = form == Form.WEIGHT ? in[0].rows() : in[1].rows() / members;
    for (int e = 0; e < members; e++) {
      switch (form) {
        case FORWARD -> interpretForward(e, inner, in[0], in[1], out);
        case BACKWARD -> interpretBackward(e, inner, in[0], in[1], out);
        case WEIGHT -> interpretWeight(e, in[0], in[1], out);
      }
    }
  }

  private void interpretForward(int e, int in, Matrix x, Matrix w, Matrix y) {
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < w.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < in; l++) {
          sum += x.get(i, (shared ? 0 : e * in) + l) * w.get(e * in + l, j);
        }
        y.set(i, e * w.columns() + j, sum);
      }
    }
  }

  private void interpretBackward(int e, int in, Matrix y, Matrix w, Matrix x) {
    for (int i = 0; i < x.rows(); i++) {
      for (int l = 0; l < in; l++) {
        double sum = 0;
        for (int j = 0; j < w.columns(); j++) {
          sum += y.get(i, e * w.columns() + j) * w.get(e * in + l, j);
        }
        int column = (shared ? 0 : e * in) + l;
        x.set(i, column, x.get(i, column) + sum);
      }
    }
  }

  private void interpretWeight(int e, Matrix x, Matrix y, Matrix w) {
    int in = w.rows() / members;
    for (int l = 0; l < in; l++) {
      for (int j = 0; j < w.columns(); j++) {
        double sum = 0;
        for (int i = 0; i < x.rows(); i++) {
          sum += x.get(i, (shared ? 0 : e * in) + l) * y.get(i, e * w.columns() + j);
        }
        w.set(e * in + l, j, sum);
      }
    }
  }

  /** The product of this form with other factors. */
  private Var of(Form other, Var a, Var b) {
    return Var.of(new EnsembleProduct(members, shared, other), a, b);
  }

  @Override
  public List<Var> vjp(Var result, Var g) {
    Var a = result.input(0);
    Var b = result.input(1);
    return switch (form) {
      case FORWARD -> List.of(of(Form.BACKWARD, g, b), of(Form.WEIGHT, a, g));
      case BACKWARD -> List.of(of(Form.FORWARD, g, b), of(Form.WEIGHT, g, a));
      case WEIGHT -> List.of(of(Form.BACKWARD, b, g), of(Form.FORWARD, a, g));
    };
  }

  @Override
  public Var jvp(Var result, List<Var> tangents) {
    Var da = tangents.get(0);
    Var db = tangents.get(1);
    Var viaA = da == null ? null : of(form, da, result.input(1));
    Var viaB = db == null ? null : of(form, result.input(0), db);
    return viaA == null ? viaB : viaB == null ? viaA : viaA.plus(viaB);
  }

  @Override
  public long flop(Region[] in, Region out) {
    return switch (form) {
      case FORWARD -> 2L * out.size() * in[1].rows() / members;
      case BACKWARD -> 2L * in[0].size() * in[1].rows() / members;
      case WEIGHT -> 2L * out.size() * in[0].rows();
    };
  }

  @Override
  public boolean rowwise() {
    return form != Form.WEIGHT;
  }

  @Override
  public boolean sumsRows() {
    return form == Form.WEIGHT;
  }
}
