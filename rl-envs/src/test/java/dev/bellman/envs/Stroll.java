package dev.bellman.envs;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;

/** Steps to the left (0) or right (1), some of which slip, until −4 or 4; the reward is where. */
final class Stroll implements Environment<Discrete> {
  private static final int END = 4;

  private final Pcg64 random = Pcg64.of(0);
  private long position;

  @Override
  public Box observationSpace() {
    return Box.uniform(1, -END, END);
  }

  @Override
  public Discrete actionSpace() {
    return new Discrete(2);
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    position = random.integers(3) - 1;
    observation[at] = position;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    boolean right = action[actionAt] == 1 ^ random.random() < 0.25;
    position += right ? 1 : -1;
    observation[at] = position;
    return position;
  }

  @Override
  public boolean terminated() {
    return Math.abs(position) == END;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("position", position);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    position = in.getLong("position");
    in.get("random", random);
  }
}
