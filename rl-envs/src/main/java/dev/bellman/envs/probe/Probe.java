package dev.bellman.envs.probe;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;

/**
 * A tiny world in which one thing can go wrong.
 *
 * <pre>{@code
 * Environment<Discrete> probe = Probe.discrete(World.TWO_STEPS);
 * double expected = World.TWO_STEPS.value(0, 0.9);
 * }</pre>
 *
 * @param <A> the action space: {@code Discrete(2)}, or a box of one number in [−1, 1]
 */
public final class Probe<A extends Space> implements Environment<A> {
  private static final Box OBSERVATIONS = Box.uniform(1, -1, 2);

  private final World world;
  private final A actionSpace;
  private final Pcg64 random = Pcg64.of(0);
  private int time;
  private float coin;
  private float current;

  private Probe(World world, A actionSpace) {
    this.world = world;
    this.actionSpace = actionSpace;
  }

  /** A probe with the actions 0 and 1, which stand for −1 and +1. */
  public static Probe<Discrete> discrete(World world) {
    return new Probe<>(world, new Discrete(2));
  }

  /** A probe with actions from −1 to +1; those beyond are clipped. */
  public static Probe<Box> box(World world) {
    return new Probe<>(world, Box.uniform(1, -1, 1));
  }

  @Override
  public Box observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public A actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    time = 0;
    coin = 2 * random.integers(2) - 1;
    current = world.observation(0, coin, 0);
    observation[at] = current;
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    float chosen =
        actionSpace instanceof Discrete
            ? 2 * action[actionAt] - 1
            : Math.clamp(action[actionAt], -1f, 1f);
    double reward = world.reward(time, current, chosen);
    time++;
    current = world.observation(time, coin, chosen);
    observation[at] = current;
    return reward;
  }

  @Override
  public boolean terminated() {
    return world.terminates() && time >= world.length();
  }

  @Override
  public boolean truncated() {
    return !world.terminates() && time >= world.length();
  }

  @Override
  public void save(StateWriter out) {
    out.put("time", (long) time);
    out.put("coin", coin);
    out.put("current", current);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    float[] value = new float[1];
    time = (int) in.getLong("time");
    in.get("coin", value);
    coin = value[0];
    in.get("current", value);
    current = value[0];
    in.get("random", random);
  }
}
