package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Affine;
import dev.bellman.autograd.op.EnsembleProduct;
import dev.bellman.autograd.op.EnsembleProduct.Form;
import dev.bellman.autograd.op.Op;
import dev.bellman.autograd.op.ReluGradient;
import dev.bellman.autograd.op.SiluGradient;
import dev.bellman.autograd.op.StopGradient;
import dev.bellman.autograd.op.TanhGradient;
import dev.bellman.autograd.op.Var;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what one step computes together, and what two steps compute that could be one.
 *
 * <p>A gradient goes backwards through a layer's weights and at once through the activation before
 * it. A layer whose affine map is read on its own too, by the gradient of its activation, is taken
 * apart: the map, and the activation of it.
 */
final class Fusion {

  /** An operation on expressions: equal ones have equal values, unless a write lies between. */
  private record Use(Op op, List<Var> inputs) {}

  private Fusion() {}

  /** The products that nobody reads but the gradient of one activation. */
  static Set<Var> absorbed(List<Var> results) {
    List<Var> all = Var.topological(results);
    Map<Var, Integer> uses = new IdentityHashMap<>();
    results.forEach(v -> uses.merge(v, 1, Integer::sum));
    all.forEach(v -> v.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    Set<Var> absorbed = new HashSet<>();
    for (Var v : all) {
      if (activation(v) != Activation.IDENTITY
          && isBackward(v.input(0))
          && uses.get(v.input(0)) == 1) {
        absorbed.add(v.input(0));
      }
    }
    return Collections.unmodifiableSet(absorbed);
  }

  /** The activation whose gradient it is. */
  private static Activation activation(Var v) {
    return switch (v.op()) {
      case ReluGradient _ -> Activation.RELU;
      case TanhGradient _ -> Activation.TANH;
      case SiluGradient _ -> Activation.SILU;
      default -> Activation.IDENTITY;
    };
  }

  private static boolean isBackward(Var v) {
    return v.op() instanceof EnsembleProduct p && p.form() == Form.BACKWARD && !p.shared();
  }

  /** What computes the gradient of an activation whose first input is absorbed. */
  static BackwardThroughActivation of(Var gradient) {
    return new BackwardThroughActivation(
        (EnsembleProduct) gradient.input(0).op(), activation(gradient));
  }

  /** What it reads: the gradient behind the layer, the weights, the layer's input. */
  static List<Var> operands(Var gradient) {
    Var product = gradient.input(0);
    return List.of(product.input(0), product.input(1), gradient.input(1));
  }

  /** The layers that are taken apart, each as the activation of its map. */
  static Map<Var, Var> apart(List<Var> results) {
    Map<Var, Var> firsts = new IdentityHashMap<>();
    Map<Use, Var> uses = new HashMap<>();
    for (Var v : Var.topological(results)) {
      List<Var> inputs = v.inputs().stream().map(firsts::get).toList();
      boolean same = v.op() instanceof StopGradient;
      Var first = same ? inputs.getFirst() : uses.computeIfAbsent(new Use(v.op(), inputs), _ -> v);
      firsts.put(v, first);
    }
    Map<Var, Var> apart = new IdentityHashMap<>();
    for (Var v : firsts.keySet()) {
      if (v.op() instanceof Affine layer && layer.activation() != Activation.IDENTITY) {
        Var map = uses.get(new Use(layer.map(), v.inputs().stream().map(firsts::get).toList()));
        if (map != null) {
          apart.put(v, layer.activation().apply(map));
        }
      }
    }
    return apart;
  }
}
