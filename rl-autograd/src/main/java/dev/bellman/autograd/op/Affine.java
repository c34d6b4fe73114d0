package dev.bellman.autograd.op;

import dev.bellman.autograd.op.EnsembleProduct.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of E networks as one operation.
 *
 * <pre>{@code
 * Y_e = f(X_e·W_e + b_e)
 * X [B, E·in] or, one for all, [B, in];  W [E·in, out];  b [1, E·out];  Y [B, E·out]
 * }</pre>
 *
 * <p>Its gradient is taken of Y where f allows it, so that what f is applied to need not be kept.
 * Where f does not, it reads {@link #map the map alone} of the same inputs: a program that needs
 * both computes f from that.
 *
 * @param members E ≥ 1; 1 is an ordinary layer
 * @param activation f
 */
public record Affine(int members, Activation activation) implements Op {

  /** {@code X_e·W_e + b_e} of these inputs. */
  public Affine map() {
    return new Affine(members, Activation.IDENTITY);
  }

  @Override
  public String name() {
    return "Affine" + (members == 1 ? "" : members) + "." + activation;
  }

  @Override
  public Extent extent(List<Var> inputs) {
    Extent x = inputs.get(0).extent();
    Extent w = inputs.get(1).extent();
    Extent b = inputs.get(2).extent();
    Extent y = product(Form.FORWARD, x, w).extent(inputs.subList(0, 2));
    if (!b.equals(Extent.of(1, y.columns()))) {
      throw new IllegalArgumentException(
          name() + ": the bias must be [1, " + y.columns() + "], but is " + b);
    }
    return y;
  }

  private EnsembleProduct product(Form form, Extent x, Extent w) {
    return new EnsembleProduct(members, members > 1 && x.columns() * members == w.rows(), form);
  }

  private Var product(Form form, Var result, Var a, Var b) {
    return Var.of(product(form, result.input(0).extent(), result.input(1).extent()), a, b);
  }

  @Override
  public void run(Region[] in, Region out) {
    boolean shared = members > 1 && in[0].columns() * members == in[1].rows();
    EnsembleProduct.forward(members, shared, in[0], in[1], activation.afterBias(), in[2], out);
  }

  @Override
  public void interpret(Matrix[] in, Matrix out) {
    boolean shared = members > 1 && in[0].columns() * members == in[1].rows();
    new EnsembleProduct(members, shared, Form.FORWARD).interpret(new Matrix[] {in[0], in[1]}, out);
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.columns(); j++) {
        out.set(i, j, activation.value(out.get(i, j) + in[2].get(0, j)));
      }
    }
  }

  @Override
  public List<Var> vjp(Var y, Var gradient) {
    Var z = activation.gradient(gradient, Var.of(map(), y.inputs()), y);
    return List.of(
        product(Form.BACKWARD, y, z, y.input(1)),
        product(Form.WEIGHT, y, y.input(0), z),
        z.sumTo(y.input(2).extent()));
  }

  @Override
  public Var jvp(Var y, List<Var> tangents) {
    List<Var> terms = new ArrayList<>();
    if (tangents.get(0) != null) {
      terms.add(product(Form.FORWARD, y, tangents.get(0), y.input(1)));
    }
    if (tangents.get(1) != null) {
      terms.add(product(Form.FORWARD, y, y.input(0), tangents.get(1)));
    }
    if (tangents.get(2) != null) {
      terms.add(tangents.get(2).broadcastTo(y.extent()));
    }
    Var x = Var.of(map(), y.inputs());
    return terms.stream().reduce(Var::plus).map(z -> activation.gradient(z, x, y)).orElse(null);
  }

  @Override
  public long flop(Region[] in, Region out) {
    return 2L * out.size() * in[1].rows() / members;
  }

  @Override
  public boolean rowwise() {
    return true;
  }
}
