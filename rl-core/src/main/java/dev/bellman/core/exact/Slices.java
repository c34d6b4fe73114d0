package dev.bellman.core.exact;

import dev.bellman.tensor.kernel.Kernels;
import dev.bellman.tensor.kernel.SparseKernels;

/**
 * p(s′ | s, a) and r(s, a) as sweeps read them: block by block of states, in a block action by
 * action, and of an action the states in slices, whose outcomes lie side by side.
 */
final class Slices {
  private static final int SLICE = SparseKernels.SLICE;

  private final FiniteMdp mdp;
  private final int[] starts;
  private final int[] next;
  private final double[] probability;
  private final double[] rewards;

  Slices(FiniteMdp mdp) {
    this.mdp = mdp;
    int slices = (mdp.states() + SLICE - 1) / SLICE * mdp.actions();
    starts = new int[slices + 1];
    rewards = new double[SLICE * slices];
    for (int q = 0; q < slices; q++) {
      starts[q + 1] = starts[q] + longest(q);
    }
    next = new int[SLICE * starts[slices]];
    probability = new double[SLICE * starts[slices]];
    for (int q = 0; q < slices; q++) {
      for (int i = 0; i < SLICE; i++) {
        fill(q, i);
      }
    }
  }

  /** The state in lane i of a slice, which may be beyond the last. */
  private int state(int slice, int i) {
    int block = slice / (FiniteMdp.BLOCK / SLICE * mdp.actions());
    int inBlock = slice - block * (FiniteMdp.BLOCK / SLICE) * mdp.actions();
    return block * FiniteMdp.BLOCK + inBlock % slicesAnAction(block) * SLICE + i;
  }

  private int action(int slice) {
    int block = slice / (FiniteMdp.BLOCK / SLICE * mdp.actions());
    int inBlock = slice - block * (FiniteMdp.BLOCK / SLICE) * mdp.actions();
    return inBlock / slicesAnAction(block);
  }

  private int slicesAnAction(int block) {
    return (mdp.lastOf(block) - mdp.firstOf(block) + SLICE - 1) / SLICE;
  }

  private int longest(int slice) {
    int longest = 0;
    for (int i = 0; i < SLICE && state(slice, i) < mdp.states(); i++) {
      int row = state(slice, i) * mdp.actions() + action(slice);
      longest = Math.max(longest, mdp.outcomes().first(row + 1) - mdp.outcomes().first(row));
    }
    return longest;
  }

  private void fill(int slice, int i) {
    int s = state(slice, i);
    if (s < mdp.states()) {
      Outcomes outcomes = mdp.outcomes();
      int row = s * mdp.actions() + action(slice);
      rewards[SLICE * slice + i] = mdp.reward(s, action(slice));
      int to = SLICE * starts[slice] + i;
      for (int from = outcomes.first(row); from < outcomes.first(row + 1); from++) {
        next[to] = outcomes.next(from);
        probability[to] = outcomes.probability(from);
        to += SLICE;
      }
    }
  }

  /** How many numbers an action takes in {@link #backups}. */
  int stride(int block) {
    return SLICE * slicesAnAction(block);
  }

  /** {@code q[a·stride + i] = E[r + γ·V(s′) | s, a]} for the i-th state s of a block. */
  void backups(int block, double[] v, double[] q) {
    int from = block * (FiniteMdp.BLOCK / SLICE) * mdp.actions();
    int to = from + slicesAnAction(block) * mdp.actions();
    Kernels.active()
        .sparse()
        .slices(from, to, starts, next, probability, v, mdp.gamma(), rewards, q);
  }
}
