package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.training.Schedule;

/** What {@link Reinforce} subtracts from the return of a state, whatever the action. */
public sealed interface Baseline {

  /** Nothing: {@code b(s) = 0}. */
  record None() implements Baseline {}

  /**
   * A value network V_ψ, which is regressed to the returns.
   *
   * @param learningRate η_V
   * @param iterations steps of the regression for each rollout, ≥ 1
   */
  record Value(Schedule learningRate, int iterations) implements Baseline {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Value {
      new Ranges("baseline")
          .learningRate("learningRate", learningRate)
          .atLeast("iterations", 1, iterations);
    }

    /** Spinning Up's {@code vpg.py}. */
    public static Value defaults() {
      return new Value(Schedule.constant(1e-3), 80);
    }
  }
}
