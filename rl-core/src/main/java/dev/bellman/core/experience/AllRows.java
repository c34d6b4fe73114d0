package dev.bellman.core.experience;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;

/**
 * Every row, once, as they lie in the buffer. Of a buffer as large as a rollout that is what the
 * current policy did and nothing else: experience for learners that are on-policy.
 */
public final class AllRows implements Indices {

  /** All rows. */
  public AllRows() {}

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are not just {@code count} rows
   */
  @Override
  public void draw(ReplayBuffer buffer, int count, int[] out) {
    if (count != buffer.size()) {
      throw new IllegalArgumentException(
          "AllRows: a batch of " + count + " is not all of " + buffer.size() + " rows");
    }
    for (int i = 0; i < count; i++) {
      out[i] = i;
    }
  }

  /** There is nothing to save. */
  @Override
  public void save(StateWriter out) {}

  /** There is nothing to restore. */
  @Override
  public void load(StateReader in) {}
}
