package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.Affine;
import dev.bellman.autograd.op.BatchSize;
import dev.bellman.autograd.op.Computation;
import dev.bellman.autograd.op.Constant;
import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.EnsembleProduct;
import dev.bellman.autograd.op.EnsembleProduct.Form;
import dev.bellman.autograd.op.Input;
import dev.bellman.autograd.op.PackedWeights;
import dev.bellman.autograd.op.Regroup;
import dev.bellman.autograd.op.StopGradient;
import dev.bellman.autograd.op.Store;
import dev.bellman.autograd.op.Stored;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.op.WeightLayout;
import dev.bellman.autograd.op.WeightLayout.Factor;
import dev.bellman.tensor.parallel.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what is computed when.
 *
 * <p>The results are evaluated in the order in which they are listed, each needed expression once:
 * equal operations on equal values share one step. After an effect, everything that was computed
 * from a store which it wrote is forgotten, so that later reads see the write; noise has no inputs
 * and is therefore drawn once a run.
 */
final class Compiler {

  /** An operation on values: what common subexpressions have in common. */
  private record Use(Computation computation, List<Value> inputs) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final Map<Var, Value> known = new IdentityHashMap<>();
  private final Map<Use, Value> shared = new HashMap<>();
  private final Set<Var> absorbed;
  private final Map<Var, Var> apart;

  private Compiler(Set<Var> absorbed, Map<Var, Var> apart) {
    this.absorbed = absorbed;
    this.apart = apart;
  }

  static Plan compile(List<Var> results, Workers workers, boolean always) {
    Compiler compiler = new Compiler(Fusion.absorbed(results), Fusion.apart(results));
    Map<Var, Value> reachable = new IdentityHashMap<>();
    for (Var result : results) {
      if (result.op() instanceof Effect && compiler.known.containsKey(result)) {
        throw new IllegalArgumentException(
            "Program: the effect " + result.op().name() + " is listed twice");
      }
      Value value = compiler.evaluate(result);
      if (value.var.op() instanceof Stored) { // a result is what it was then: later writes come
        value = compiler.evaluate(Var.of(new Regroup(result.extent()), result));
      }
      value.pinned = true;
      reachable.put(result, value);
      if (result.op() instanceof Effect effect) {
        compiler.forget(effect.writes());
      }
    }
    for (Value v : compiler.values) {
      if (v.var.op() instanceof Input) {
        reachable.put(v.var, v);
      }
    }
    List<Phase> phases = Scheduler.schedule(compiler.steps, workers.size(), always);
    return new Plan(phases, compiler.values, reachable, workers);
  }

  private Value evaluate(Var result) {
    for (Var v : Var.topological(List.of(result), known::containsKey)) {
      if (!absorbed.contains(v)) {
        known.put(v, valueOf(v, result));
      }
    }
    return known.get(result);
  }

  private Value valueOf(Var v, Var result) {
    if (v.op() instanceof StopGradient) {
      return known.get(v.input(0));
    }
    if (v.op() instanceof Effect && v != result) {
      throw new IllegalArgumentException(
          "Program: the effect " + v.op().name() + " must itself be listed before it is used");
    }
    Computation computation = v.op();
    List<Var> operands = v.inputs();
    if (!operands.isEmpty() && absorbed.contains(operands.getFirst())) {
      computation = Fusion.of(v);
      operands = Fusion.operands(v);
    }
    List<Value> inputs = operands.stream().map(known::get).toList();
    Var activated = apart.get(v);
    if (activated != null) {
      Var map = activated.input(0);
      return valueOf(v, activated.op(), List.of(valueOf(map, map.op(), inputs)));
    }
    return valueOf(v, computation, inputs);
  }

  private Value valueOf(Var v, Computation computation, List<Value> inputs) {
    Use use = new Use(computation, inputs);
    Value value = v.op() instanceof Effect ? null : shared.get(use);
    if (value == null) {
      value = place(v, computation, inputs);
      shared.put(use, value);
    }
    return value;
  }

  private Value place(Var v, Computation computation, List<Value> inputs) {
    Set<Store> stores = new HashSet<>();
    if (!(v.op() instanceof Effect)) { // the value of an effect is that of its one run
      inputs.forEach(i -> stores.addAll(i.stores));
    }
    Value value = new Value(v, stores);
    values.add(value);
    switch (v.op()) {
      case Stored stored -> {
        stores.add(stored.store());
        stored.store().freeze();
        value.region.place(stored.store().values(), stored.at());
      }
      case Input _, BatchSize _ -> value.pinned = true;
      case Constant _ -> value.pinned = true;
      default -> steps.add(new Step(computation, packed(computation, inputs), value));
    }
    if (v.op() instanceof Effect effect) {
      for (int i = 0; i < inputs.size(); i++) {
        inputs.get(i).moveTo(effect.home(i));
      }
    }
    return value;
  }

  /** The inputs, with weights of a layer in the order in which its product reads them. */
  private static List<Value> packed(Computation computation, List<Value> inputs) {
    if (inputs.size() < 2 || !(inputs.get(1).var.op() instanceof Stored stored)) {
      return inputs;
    }
    return switch (computation) {
      case Affine layer -> withPacked(inputs, stored, layer.members(), Factor.WEIGHT);
      case EnsembleProduct p when p.form() == Form.FORWARD ->
          withPacked(inputs, stored, p.members(), Factor.WEIGHT);
      case EnsembleProduct p when p.form() == Form.BACKWARD ->
          withPacked(inputs, stored, p.members(), p.shared() ? Factor.STACKED : Factor.TRANSPOSED);
      case BackwardThroughActivation b ->
          withPacked(inputs, stored, b.product().members(), Factor.TRANSPOSED);
      default -> inputs;
    };
  }

  private static List<Value> withPacked(
      List<Value> inputs, Stored stored, int members, Factor factor) {
    PackedWeights weights =
        stored.store().packed(new WeightLayout(stored.at(), stored.extent(), members, factor));
    List<Value> result = new ArrayList<>(inputs);
    result.set(1, new Value(inputs.get(1).var, stored.store(), weights));
    return result;
  }

  private void forget(List<Store> written) {
    known.values().removeIf(v -> isStale(v, written));
    shared.values().removeIf(v -> isStale(v, written));
  }

  private static boolean isStale(Value v, List<Store> written) {
    return written.stream().anyMatch(v.stores::contains);
  }
}
