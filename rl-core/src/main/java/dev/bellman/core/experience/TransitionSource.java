package dev.bellman.core.experience;

/** Where an off-policy learner has its batches from: a {@link Replay}, a dataset, a model. */
@FunctionalInterface
public interface TransitionSource {

  /**
   * Writes a batch.
   *
   * @param rows how many transitions, ≥ 1
   * @param out the first {@code rows} rows of each region are written
   */
  void write(int rows, Transitions out);

  /**
   * Told how wrong the values of the last batch were, so that it may prefer what surprises.
   *
   * @param errors δ = Q(s, a) − y of row i at element {@code at + i}; not written
   * @param rows as many as were asked for last
   */
  default void learned(float[] errors, int at, int rows) {}
}
