package dev.bellman.algorithms.tabular;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.training.Schedule;

/**
 * Mostly the best action of a table, one of several at random, and sometimes any.
 *
 * <pre>{@code
 * π(a|s) = ε/A + (1 − ε)·[a ∈ B]/|B|,   B = {a : Q(s, a) = max Q(s, ·)}
 * }</pre>
 */
final class EpsilonGreedy implements Stateful {
  private final Schedule schedule;
  private final Pcg64 random;
  private double epsilon;

  /** {@code random} belongs to it from now on. */
  EpsilonGreedy(Schedule epsilon, Pcg64 random) {
    this.schedule = epsilon;
    this.random = random;
    this.epsilon = epsilon.initial();
  }

  /** Sets ε. */
  void schedule(double remaining) {
    epsilon = schedule.at(remaining);
  }

  /** ε now. */
  double epsilon() {
    return epsilon;
  }

  /** An action drawn from π(·|s). */
  int draw(QTable q, int state) {
    return random.random() < epsilon ? uniform(q) : bestAtRandom(q, state);
  }

  /** Any action. */
  int uniform(QTable q) {
    return random.integers(q.actions());
  }

  private int bestAtRandom(QTable q, int state) {
    int best = q.best(state);
    int which = random.integers(ties(q, state, q.value(state, best)));
    int a = best;
    while (which > 0) {
      a++;
      which -= q.value(state, a) == q.value(state, best) ? 1 : 0;
    }
    return a;
  }

  private static int ties(QTable q, int state, double max) {
    int ties = 0;
    for (int a = 0; a < q.actions(); a++) {
      ties += q.value(state, a) == max ? 1 : 0;
    }
    return ties;
  }

  /** π(a|s). */
  double probability(QTable q, int state, int action) {
    double max = q.max(state);
    double greedy = q.value(state, action) == max ? 1.0 / ties(q, state, max) : 0;
    return epsilon / q.actions() + (1 - epsilon) * greedy;
  }

  /** {@code Σ_a π(a|s)·Q(s, a)}; best actions are worth the same, so no tie matters. */
  double expectation(QTable q, int state) {
    return epsilon * q.mean(state) + (1 - epsilon) * q.max(state);
  }

  @Override
  public void save(StateWriter out) {
    out.put("epsilon", epsilon);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    epsilon = in.getDouble("epsilon");
    in.get("random", random);
  }
}
