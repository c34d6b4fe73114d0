package dev.bellman.algorithms.offline;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FiniteMdpBuilder;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;

/**
 * A deterministic world whose states are seen one-hot, by networks without hidden layers: tables.
 * The only batch has every pair of a state and an action as often as the behaviour prefers it, so
 * that no chance is left.
 */
final class OneHotWorld {
  final int states;
  final int actions;
  final double gamma;
  private final int[] counts;
  private final int[] next;
  private final float[] reward;
  private final boolean[] last;

  /**
   * A random world.
   *
   * @param gamma 0 for a bandit in each state
   * @param counts how often a batch has each action, in every state
   */
  OneHotWorld(int states, double gamma, int... counts) {
    this.states = states;
    this.actions = counts.length;
    this.gamma = gamma;
    this.counts = counts;
    Pcg64 random = Seeds.of(8).stream("world");
    next = new int[states * actions];
    reward = new float[next.length];
    last = new boolean[next.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = random.integers(states);
      reward[i] = (float) random.uniform(-1, 1);
      last[i] = random.integers(6) == 0;
    }
  }

  /** The rows of the batch. */
  int rows() {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return states * sum;
  }

  /** r(s, a). */
  double reward(int s, int a) {
    return reward[s * actions + a];
  }

  /** s′. */
  int next(int s, int a) {
    return next[s * actions + a];
  }

  /** Whether it is the last. */
  boolean ends(int s, int a) {
    return last[s * actions + a];
  }

  /** b(a|s). */
  double behaviour(int a) {
    return (double) states * counts[a] / rows();
  }

  /** The batch. */
  TransitionSource batch() {
    return (rows, out) -> {
      int row = 0;
      for (int i = 0; i < next.length; i++) {
        for (int n = 0; n < counts[i % actions]; n++, row++) {
          for (int s = 0; s < states; s++) {
            out.observations().set(row, s, s == i / actions ? 1 : 0);
            out.nextObservations().set(row, s, s == next[i] ? 1 : 0);
          }
          out.actions().set(row, 0, i % actions);
          out.rewards().set(row, 0, reward[i]);
          out.discounts().set(row, 0, last[i] ? 0 : (float) gamma);
        }
      }
    };
  }

  FiniteMdp mdp() {
    FiniteMdpBuilder builder = FiniteMdp.builder(states, actions, gamma);
    for (int i = 0; i < next.length; i++) {
      if (last[i]) {
        builder.end(i / actions, i % actions, 1, reward[i]);
      } else {
        builder.outcome(i / actions, i % actions, 1, reward[i], next[i]);
      }
    }
    return builder.build();
  }

  /** r + γ·V(s′) of every pair. */
  double[] backup(double[] v) {
    double[] q = new double[next.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = reward[i] + (last[i] ? 0 : gamma * v[next[i]]);
    }
    return q;
  }

  /** What a network says of every pair, or of every state if it has one output. */
  double[] table(Parameters network, int outputs) {
    return table(network, outputs, 0, 1);
  }

  /** The same of one of several networks that are computed together. */
  double[] table(Parameters network, int outputs, int member, int members) {
    float[] weights = network.values(); // all weights, then all biases
    double[] out = new double[states * outputs];
    for (int i = 0; i < out.length; i++) {
      float bias = weights[members * out.length + member * outputs + i % outputs];
      out[i] = weights[member * out.length + i] + bias;
    }
    return out;
  }

  /** The probabilities of a softmax policy, of every pair. */
  double[] probabilities(Parameters policy) {
    double[] p = table(policy, actions);
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(p[i]);
    }
    return normalized(p);
  }

  /** Numbers of every pair, divided by their sum in a state. */
  double[] normalized(double[] weights) {
    double[] out = weights.clone();
    for (int s = 0; s < states; s++) {
      double sum = 0;
      for (int a = 0; a < actions; a++) {
        sum += weights[s * actions + a];
      }
      for (int a = 0; a < actions; a++) {
        out[s * actions + a] /= sum;
      }
    }
    return out;
  }

  /** b(a|s)·exp(q(s, a)/β), normalised. */
  double[] improved(double[] q, double temperature) {
    double[] out = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      out[i] = behaviour(i % actions) * Math.exp(q[i] / temperature);
    }
    return normalized(out);
  }

  /** Σ_a p(a|s)·q(s, a) of every state. */
  double[] expected(double[] p, double[] q) {
    double[] out = new double[states];
    for (int i = 0; i < q.length; i++) {
      out[i / actions] += p[i] * q[i];
    }
    return out;
  }
}
