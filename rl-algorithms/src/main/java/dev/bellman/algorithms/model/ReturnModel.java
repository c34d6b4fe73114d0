package dev.bellman.algorithms.model;

/** Predicts what sequences of actions are worth from an observation. */
@FunctionalInterface
public interface ReturnModel {

  /**
   * Predicts returns: {@code E Σ_{t<H} γᵗ·r̂ₜ} of each sequence.
   *
   * @param observations not written; the observation begins at {@code at}
   * @param count how many sequences, ≥ 1
   * @param sequences [count, H · A], a sequence a row, the action to take now first; not written
   * @param out its first {@code count} elements are written; NaN counts as −∞
   */
  void returns(float[] observations, int at, int count, float[] sequences, double[] out);
}
