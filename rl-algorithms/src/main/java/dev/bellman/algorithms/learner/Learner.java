package dev.bellman.algorithms.learner;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.policy.Policy;
import java.util.Map;

/** What every deep learner has besides its updates. */
public interface Learner extends Stateful {

  /** The policy to evaluate. */
  Policy greedy();

  /** What it reports of its updates. */
  Figures figures();

  /** What its future depends on. */
  Parts parts();

  /** Gradient updates so far. */
  default long updates() {
    return figures().updates();
  }

  /** Figures of the last update, in an order that never changes. */
  default Map<String, Double> metrics() {
    return figures().read();
  }

  /** The networks. */
  default Map<String, Parameters> parameters() {
    return parts().networks();
  }

  @Override
  default void save(StateWriter out) {
    parts().save(out);
    out.put("figures", figures());
  }

  @Override
  default void load(StateReader in) {
    parts().load(in);
    in.get("figures", figures());
  }
}
