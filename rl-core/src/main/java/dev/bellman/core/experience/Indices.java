package dev.bellman.core.experience;

import dev.bellman.core.checkpoint.Stateful;

/** Which rows of a {@link ReplayBuffer} a batch is made of. */
public interface Indices extends Stateful {

  /**
   * Draws rows of a buffer that is not empty.
   *
   * @param count how many
   * @param out the first {@code count} elements are written
   */
  void draw(ReplayBuffer buffer, int count, int[] out);
}
