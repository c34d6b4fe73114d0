package dev.bellman.autograd;

import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward mode as a transformation of expressions: the directional derivative of an expression.
 *
 * <pre>{@code
 * ẏ = Σ over the inputs x of y = f(…) of  ∂f/∂x·ẋ
 * }</pre>
 *
 * With {@link Gradient} it gives Hessian-vector products, {@code Hv = d/dε ∇l(x + εv)}.
 */
public final class Jvp {
  private Jvp() {}

  /**
   * The derivative of {@code y} when each of {@code xs} moves along its tangent; zeros if it does
   * not depend on them.
   *
   * @param tangents one for each of {@code xs}, of its extent
   */
  public static Var of(Var y, List<Var> xs, List<Var> tangents) {
    if (xs.size() != tangents.size()) {
      throw new IllegalArgumentException(
          "Jvp: " + xs.size() + " variables, but " + tangents.size() + " tangents");
    }
    Map<Var, Var> tangentOf = new IdentityHashMap<>();
    for (int i = 0; i < xs.size(); i++) {
      if (!xs.get(i).extent().equals(tangents.get(i).extent())) {
        throw new IllegalArgumentException(
            "Jvp: tangent " + tangents.get(i).extent() + " of a variable " + xs.get(i).extent());
      }
      tangentOf.put(xs.get(i), tangents.get(i));
    }
    for (Var node : Var.topological(List.of(y))) {
      if (tangentOf.containsKey(node)) {
        continue;
      }
      List<Var> inputTangents = new ArrayList<>();
      boolean moves = false;
      for (Var input : node.inputs()) {
        Var t = tangentOf.get(input);
        inputTangents.add(t);
        moves |= t != null;
      }
      if (moves) {
        tangentOf.put(node, node.op().jvp(node, inputTangents));
      }
    }
    Var result = tangentOf.get(y);
    return result != null ? result : Var.constant(0).broadcastTo(y.extent());
  }
}
