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
}
