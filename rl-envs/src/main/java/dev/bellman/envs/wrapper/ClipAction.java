package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;
import java.util.Optional;

/**
 * Clips actions to the bounds of the environment before it sees them.
 *
 * <pre>{@code
 * a = min(max(x, low), high)    component by component
 * }</pre>
 *
 * <p>Its own action space has no bounds, since it takes any action. An environment that charges for
 * an action beyond its bounds, such as {@code MountainCarContinuous}, then charges for the clipped
 * one.
 */
public final class ClipAction implements Environment<Box> {
  private final Environment<Box> environment;
  private final Box bounds;
  private final Box actionSpace;
  private final float[] clipped;

  /** Clips the actions of {@code environment}. */
  public ClipAction(Environment<Box> environment) {
    this.environment = environment;
    bounds = environment.actionSpace();
    clipped = new float[bounds.size()];
    actionSpace = Box.uniform(clipped.length, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
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
    clip(action, actionAt, clipped);
    return environment.step(clipped, 0, observation, at);
  }

  private float[] clip(float[] action, int at, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.clamp(action[at + i], bounds.low(i), bounds.high(i));
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
                    world, (action, at) -> clip(action, at, new float[bounds.size()])));
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
