package dev.bellman.algorithms.guide;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Discrete;

/**
 * Cells 0 … n − 1 in a row: start at the left end, get to the right end. Action 0 goes left, 1 goes
 * right, and one step in ten slips the other way. Each step costs 1.
 */
final class Corridor implements Environment<Discrete> {
  private static final double SLIP = 0.1;
  private static final Discrete ACTIONS = new Discrete(2);

  private final Discrete cells;
  private final Pcg64 random = Pcg64.of(0);
  private long cell;

  Corridor(int length) {
    cells = new Discrete(length);
  }

  @Override
  public Discrete observationSpace() {
    return cells;
  }

  @Override
  public Discrete actionSpace() {
    return ACTIONS;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    cell = 0;
    observation[at] = cell;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    boolean right = action[actionAt] == 1 ^ random.nextDouble() < SLIP;
    cell = Math.clamp(cell + (right ? 1 : -1), 0, cells.n() - 1);
    observation[at] = cell;
    return -1;
  }

  @Override
  public boolean terminated() {
    return cell == cells.n() - 1;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("cell", cell);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    cell = in.getLong("cell");
    in.get("random", random);
  }
}
