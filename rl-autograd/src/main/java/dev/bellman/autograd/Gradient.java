package dev.bellman.autograd;

import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse mode as a transformation of expressions: the gradient of a number is again expressions.
 *
 * <pre>{@code
 * x̄ = Σ over the uses y = f(…, x, …) of  ȳ·∂f/∂x,   starting at  l̄ = 1
 * }</pre>
 *
 * Only what lies between the loss and the variables asked for is differentiated: the weights of a
 * critic get no gradient in its actor's loss.
 */
public final class Gradient {
  private Gradient() {}

  /** The derivative of {@code loss} with respect to {@code x}, of the extent of {@code x}. */
  public static Var of(Var loss, Var x) {
    return of(loss, List.of(x)).get(0);
  }

  /**
   * The derivatives of {@code loss} with respect to each of {@code xs}; zeros where it does not
   * depend on one.
   *
   * @param loss {@code [1, 1]}
   * @throws IllegalArgumentException if the loss is not a single number
   */
  public static List<Var> of(Var loss, List<Var> xs) {
    if (!loss.extent().equals(Extent.SCALAR)) {
      throw new IllegalArgumentException(
          "Gradient: the loss must be one number [1, 1], but is " + loss.extent());
    }
    return vjp(loss, Var.constant(1), xs);
  }

  /**
   * The vector–Jacobian product {@code Jᵀv} of {@code y} with respect to each of {@code xs}.
   *
   * @param v of the extent of {@code y}
   */
  public static List<Var> vjp(Var y, Var v, List<Var> xs) {
    if (!v.extent().equals(y.extent())) {
      throw new IllegalArgumentException(
          "Gradient: a vector " + v.extent() + " for an expression " + y.extent());
    }
    List<Var> order = Var.topological(List.of(y));
    Set<Var> active = activeFrom(order, xs);
    Map<Var, Var> gradients = new IdentityHashMap<>();
    gradients.put(y, v);
    for (Var node : order.reversed()) {
      Var gradient = gradients.get(node);
      if (gradient != null && active.contains(node) && !node.inputs().isEmpty()) {
        push(node, gradient, active, gradients);
      }
    }
    List<Var> result = new ArrayList<>();
    for (Var x : xs) {
      Var gradient = active.contains(y) ? gradients.get(x) : null;
      result.add(gradient != null ? gradient : Var.constant(0).broadcastTo(x.extent()));
    }
    return result;
  }

  private static void push(Var node, Var gradient, Set<Var> active, Map<Var, Var> gradients) {
    List<Var> shares = node.op().vjp(node, gradient);
    for (int i = 0; i < shares.size(); i++) {
      Var input = node.input(i);
      if (shares.get(i) != null && active.contains(input)) {
        gradients.merge(input, shares.get(i), Var::plus);
      }
    }
  }

  /** What depends on one of {@code xs}, these included. */
  static Set<Var> activeFrom(List<Var> order, List<Var> xs) {
    Set<Var> active = new HashSet<>(xs);
    for (Var node : order) {
      if (node.inputs().stream().anyMatch(active::contains)) {
        active.add(node);
      }
    }
    return active;
  }
}
