package dev.bellman.core.exact;

import java.util.SplittableRandom;

/** Small MDPs drawn at random, for laws. */
final class RandomMdp {
  private RandomMdp() {}

  /** Every state can follow on every other: irreducible and aperiodic. */
  static FiniteMdp ergodic(long seed, int states, int actions, double gamma) {
    return build(new SplittableRandom(seed), states, actions, gamma, states, 0);
  }

  /** Each action has a few outcomes, one of which ends the episode. */
  static FiniteMdp episodic(long seed, int states, int actions, double gamma) {
    return build(new SplittableRandom(seed), states, actions, gamma, 3, 0.2);
  }

  private static FiniteMdp build(
      SplittableRandom random, int states, int actions, double gamma, int branches, double end) {
    FiniteMdpBuilder builder = FiniteMdp.builder(states, actions, gamma);
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < actions; a++) {
        double[] weight = new double[branches];
        double sum = 0;
        for (int i = 0; i < branches; i++) {
          weight[i] = 0.05 + random.nextDouble();
          sum += weight[i];
        }
        for (int i = 0; i < branches; i++) {
          int next = branches == states ? i : random.nextInt(states);
          builder.outcome(s, a, (1 - end) * weight[i] / sum, random.nextDouble(-1, 1), next);
        }
        if (end > 0) {
          builder.end(s, a, end, random.nextDouble(-1, 1));
        }
      }
    }
    return builder.build();
  }

  /** A policy that gives every action some probability. */
  static FinitePolicy policy(long seed, FiniteMdp mdp) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] logits = mdp.zeroActionValues();
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextDouble(-2, 2);
    }
    return SoftGreedy.ofActionValues(mdp.actions(), logits, 1);
  }

  static double[] values(long seed, int size) {
    return new SplittableRandom(seed).doubles(size, -10, 10).toArray();
  }
}
