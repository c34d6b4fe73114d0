package dev.bellman.core.experience;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.random.Pcg64;

/** All rows equally likely, drawn with replacement. */
public final class UniformIndices implements Indices {
  private final Pcg64 random;

  /** Rows drawn from this generator, which belongs to it from now on. */
  public UniformIndices(Pcg64 random) {
    this.random = random;
  }

  @Override
  public void draw(ReplayBuffer buffer, int count, int[] out) {
    int size = buffer.size();
    for (int i = 0; i < count; i++) {
      out[i] = random.integers(size);
    }
  }

  @Override
  public void save(StateWriter out) {
    random.save(out);
  }

  @Override
  public void load(StateReader in) {
    random.load(in);
  }
}
