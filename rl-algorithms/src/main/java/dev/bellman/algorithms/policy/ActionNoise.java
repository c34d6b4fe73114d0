package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Ranges;

/** What a behaviour policy adds to actions that lie in [−1, 1]. */
public sealed interface ActionNoise {

  /**
   * Independent normal numbers.
   *
   * @param deviation σ ≥ 0; 0 adds nothing
   */
  record Gaussian(double deviation) implements ActionNoise {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the deviation is out of it
     */
    public Gaussian {
      new Ranges("noise").notNegativeAndFinite("deviation", deviation);
    }

    /** σ = 0.1. */
    public static Gaussian defaults() {
      return new Gaussian(0.1);
    }
  }

  /**
   * Noise that wanders and is drawn back, {@code x ← x − θ·x·dt + σ·√dt·ε}, from 0 in each episode.
   * Uhlenbeck, Ornstein, "On the Theory of the Brownian Motion" (1930).
   *
   * @param theta θ ≥ 0
   * @param deviation σ ≥ 0
   * @param timeStep dt &gt; 0
   */
  record OrnsteinUhlenbeck(double theta, double deviation, double timeStep) implements ActionNoise {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public OrnsteinUhlenbeck {
      new Ranges("noise")
          .notNegativeAndFinite("theta", theta)
          .notNegativeAndFinite("deviation", deviation)
          .positiveAndFinite("timeStep", timeStep);
    }

    /** DDPG's θ = 0.15 and σ = 0.2, with the time step of its first implementations, 0.01. */
    public static OrnsteinUhlenbeck defaults() {
      return new OrnsteinUhlenbeck(0.15, 0.2, 0.01);
    }
  }
}
