package dev.bellman.core.experience;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;

/**
 * Batches of transitions out of a buffer, from its arrays straight into those of a program.
 *
 * <p>Its state is that of the buffer and of what draws the rows. Nothing is allocated once a batch
 * was as large as they get.
 */
public final class Replay implements TransitionSource, Stateful {
  private final ReplayBuffer buffer;
  private final Indices indices;
  private final TransitionRule rule;
  private int[] rows = new int[0];

  /**
   * Batches of this buffer.
   *
   * @param indices draws the rows
   * @param rule what a row becomes
   */
  public Replay(ReplayBuffer buffer, Indices indices, TransitionRule rule) {
    this.buffer = buffer;
    this.indices = indices;
    this.rule = rule;
  }

  /** The buffer. */
  public ReplayBuffer buffer() {
    return buffer;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the buffer is empty
   */
  @Override
  public void write(int count, Transitions out) {
    write(0, count, out);
  }

  /**
   * Writes a part of a batch.
   *
   * @param from the first row of each region that is written
   * @param count how many transitions, ≥ 1
   * @throws IllegalStateException if the buffer is empty
   */
  public void write(int from, int count, Transitions out) {
    if (buffer.size() == 0) {
      throw new IllegalStateException("Replay: there is nothing in the buffer yet");
    }
    if (rows.length < count) {
      rows = new int[count];
    }
    indices.draw(buffer, count, rows);
    for (int i = 0; i < count; i++) {
      rule.form(buffer, rows[i], out, from + i);
    }
    if (out.weights().isPresent()) {
      indices.weigh(from, count, out.weights().get());
    }
  }

  @Override
  public void learned(float[] errors, int at, int count) {
    indices.learned(errors, at, count);
  }

  /** Sets whatever changes while a training goes on, from {@code remaining} = 1 down to 0. */
  public void schedule(double remaining) {
    indices.schedule(remaining);
  }

  @Override
  public void save(StateWriter out) {
    out.put("buffer", buffer);
    out.put("indices", indices);
  }

  @Override
  public void load(StateReader in) {
    in.get("buffer", buffer);
    in.get("indices", indices);
  }
}
