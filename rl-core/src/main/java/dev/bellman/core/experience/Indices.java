package dev.bellman.core.experience;

import dev.bellman.autograd.op.Region;
import dev.bellman.core.checkpoint.Stateful;
import java.util.Arrays;

/** Which rows of a {@link ReplayBuffer} a batch is made of. */
public interface Indices extends Stateful {

  /**
   * Draws rows of a buffer that is not empty.
   *
   * @param count how many
   * @param out the first {@code count} elements are written
   */
  void draw(ReplayBuffer buffer, int count, int[] out);

  /** Sets whatever changes while a training goes on, from {@code remaining} = 1 down to 0. */
  default void schedule(double remaining) {}

  /**
   * Writes what the loss of each of the rows drawn last counts: 1, unless some rows are likelier
   * than others.
   *
   * @param out its rows {@code from … from + count − 1} are written
   */
  default void weigh(int from, int count, Region out) {
    Arrays.fill(out.array(), out.at(from), out.at(from + count), 1f);
  }

  /**
   * Told how wrong the values of the rows drawn last were.
   *
   * @param errors δ of the i-th of them at element {@code at + i}; not written
   */
  default void learned(float[] errors, int at, int count) {}
}
