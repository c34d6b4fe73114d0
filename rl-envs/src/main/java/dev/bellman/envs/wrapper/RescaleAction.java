package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import java.util.Optional;

/**
 * Takes actions between two numbers and stretches them to the bounds of the environment.
 *
 * <pre>{@code
 * a = low + (high − low) · (x − from) / (to − from)    component by component
 * }</pre>
 *
 * <p>An action x beyond the two numbers becomes one beyond the bounds, and the environment says
 * what it makes of that.
 */
public final class RescaleAction implements Environment<Box> {
  private final Environment<Box> environment;
  private final Box bounds;
  private final double from;
  private final double to;
  private final Box actionSpace;
  private final float[] stretched;

  /**
   * Stretches actions in {@code [from, to]} to those of {@code environment}.
   *
   * @throws IllegalArgumentException if the two numbers or the bounds of a component are not finite
   *     or not in order
   */
  public RescaleAction(Environment<Box> environment, float from, float to) {
    this.environment = environment;
    this.from = from;
    this.to = to;
    bounds = environment.actionSpace();
    stretched = new float[bounds.size()];
    if (!isFinite(from, to)) {
      throw new IllegalArgumentException(
          "RescaleAction: from must be < to and both finite, but they are " + from + ", " + to);
    }
    for (int i = 0; i < stretched.length; i++) {
      if (!isFinite(bounds.low(i), bounds.high(i))) {
        throw new IllegalArgumentException(
            "RescaleAction: actions must have finite bounds that differ, but are in " + bounds);
      }
    }
    actionSpace = Box.uniform(stretched.length, from, to);
  }

  private static boolean isFinite(float low, float high) {
    return low < high && Float.isFinite(low) && Float.isFinite(high);
  }

  @Override
  public Space observationSpace() {
    return environment.observationSpace();
  }

  @Override
  public Box actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    environment.reset(seed, observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    stretch(action, actionAt, stretched);
    return environment.step(stretched, 0, observation, at);
  }

  private float[] stretch(float[] action, int at, float[] out) {
    for (int i = 0; i < out.length; i++) {
      double low = bounds.low(i);
      double part = (action[at + i] - from) / (to - from);
      out[i] = (float) (low + (bounds.high(i) - low) * part);
    }
    return out;
  }

  @Override
  public Optional<Equations> equations() {
    return environment
        .equations()
        .map(
            world ->
                new ActionEquations(
                    world, (action, at) -> stretch(action, at, new float[bounds.size()])));
  }

  @Override
  public Environment<?> unwrapped() {
    return environment.unwrapped();
  }

  @Override
  public boolean terminated() {
    return environment.terminated();
  }

  @Override
  public boolean truncated() {
    return environment.truncated();
  }

  @Override
  public void save(StateWriter out) {
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    in.get("environment", environment);
  }
}
