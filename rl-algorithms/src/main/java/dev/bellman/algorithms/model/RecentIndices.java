package dev.bellman.algorithms.model;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.experience.Indices;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.random.Pcg64;

/** The latest rows alone, all equally likely, drawn with replacement. */
final class RecentIndices implements Indices {
  private final Pcg64 random;
  private long window = Long.MAX_VALUE;

  /** {@code random} belongs to it from now on. */
  RecentIndices(Pcg64 random) {
    this.random = random;
  }

  /** How many rows are recent. */
  void window(long rows) {
    window = rows;
  }

  @Override
  public void draw(ReplayBuffer buffer, int count, int[] out) {
    int recent = (int) Math.min(buffer.size(), window);
    for (int i = 0; i < count; i++) {
      int back = 1 + random.integers(recent);
      out[i] = Math.floorMod(buffer.next() - back, buffer.capacity());
    }
  }

  @Override
  public void save(StateWriter out) {
    out.put("random", random);
    out.put("window", window);
  }

  @Override
  public void load(StateReader in) {
    in.get("random", random);
    window = in.getLong("window");
  }
}
