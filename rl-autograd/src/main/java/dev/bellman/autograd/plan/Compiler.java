package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.BatchSize;
import dev.bellman.autograd.op.Constant;
import dev.bellman.autograd.op.Effect;
import dev.bellman.autograd.op.Input;
import dev.bellman.autograd.op.Op;
import dev.bellman.autograd.op.Regroup;
import dev.bellman.autograd.op.StopGradient;
import dev.bellman.autograd.op.Store;
import dev.bellman.autograd.op.Stored;
import dev.bellman.autograd.op.Var;
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
  private record Use(Op op, List<Value> inputs) {}

  private final List<Step> steps = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();
  private final Map<Var, Value> known = new IdentityHashMap<>();
  private final Map<Use, Value> shared = new HashMap<>();

  static Plan compile(List<Var> results, Workers workers, boolean always) {
    Compiler compiler = new Compiler();
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
      known.put(v, valueOf(v, result));
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
    List<Value> inputs = v.inputs().stream().map(known::get).toList();
    Use use = new Use(v.op(), inputs);
    Value value = v.op() instanceof Effect ? null : shared.get(use);
    if (value == null) {
      value = place(v, inputs);
      shared.put(use, value);
    }
    return value;
  }

  private Value place(Var v, List<Value> inputs) {
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
      default -> steps.add(new Step(v.op(), inputs, value));
    }
    return value;
  }

  private void forget(List<Store> written) {
    known.values().removeIf(v -> isStale(v, written));
    shared.values().removeIf(v -> isStale(v, written));
  }

  private static boolean isStale(Value v, List<Store> written) {
    return written.stream().anyMatch(v.stores::contains);
  }
}
