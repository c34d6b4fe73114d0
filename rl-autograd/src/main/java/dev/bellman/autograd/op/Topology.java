package dev.bellman.autograd.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Orders expressions so that each comes after its inputs; without recursion: graphs are deep. */
final class Topology {
  private Topology() {}

  static List<Var> of(List<Var> results, Predicate<Var> known) {
    List<Var> order = new ArrayList<>();
    Set<Var> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Var> open = new ArrayDeque<>(results.reversed());
    while (!open.isEmpty()) {
      Var v = open.peek();
      if (done.contains(v) || known.test(v)) {
        open.pop();
        continue;
      }
      boolean ready = true;
      for (Var input : v.inputs().reversed()) {
        if (!done.contains(input) && !known.test(input)) {
          open.push(input);
          ready = false;
        }
      }
      if (ready) {
        done.add(v);
        order.add(open.pop());
      }
    }
    return order;
  }
}
