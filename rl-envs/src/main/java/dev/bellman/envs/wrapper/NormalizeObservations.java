package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Space;

/**
 * Shows each component of an observation with mean 0 and variance 1, as far as seen so far.
 *
 * <pre>{@code
 * o′ = clip((o − μ) / √(σ² + ε), ±clip)
 * }</pre>
 *
 * <p>μ and σ² are those of all observations since construction, this one included, first ones and
 * final ones alike; as Gymnasium's {@code NormalizeObservation}, but in double precision. What they
 * are is part of the state: an evaluation loads it from the training's environment and calls {@link
 * #freeze}.
 *
 * <p>It is for learners that forget their rollouts: one that replays would keep observations as
 * older statistics showed them.
 *
 * @param <A> the action space
 */
public final class NormalizeObservations<A extends Space> implements Environment<A> {
  private static final double EPSILON = 1e-8;

  private final Environment<A> environment;
  private final double epsilon;
  private final double clip;
  private final Box observationSpace;
  private final float[] raw;
  private final RunningMoments moments;
  private boolean frozen;

  /** Normalizes with Gymnasium's ε = 10⁻⁸ and clips nothing. */
  public NormalizeObservations(Environment<A> environment) {
    this(environment, EPSILON, Double.POSITIVE_INFINITY);
  }

  /**
   * Normalizes the observations of {@code environment}.
   *
   * @param epsilon ε &gt; 0
   * @param clip the largest magnitude that is shown, &gt; 0; infinity clips nothing
   * @throws IllegalArgumentException if observations are not a box, or a number is out of range
   */
  public NormalizeObservations(Environment<A> environment, double epsilon, double clip) {
    if (!(environment.observationSpace() instanceof Box observations)) {
      throw new IllegalArgumentException(
          "NormalizeObservations: observations must be a Box, but are "
              + environment.observationSpace());
    }
    if (!(epsilon > 0 && clip > 0)) {
      throw new IllegalArgumentException(
          "NormalizeObservations: epsilon and clip must be > 0, but are " + epsilon + ", " + clip);
    }
    this.environment = environment;
    this.epsilon = epsilon;
    this.clip = clip;
    raw = new float[observations.size()];
    moments = new RunningMoments(raw.length);
    observationSpace = Box.uniform(raw.length, (float) -clip, (float) clip);
  }

  /** From now on observations are normalized by the moments as they are. */
  public void freeze() {
    frozen = true;
  }

  @Override
  public Box observationSpace() {
    return observationSpace;
  }

  @Override
  public A actionSpace() {
    return environment.actionSpace();
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    environment.reset(seed, raw, 0);
    show(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(raw, 0);
    show(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double reward = environment.step(action, actionAt, raw, 0);
    show(observation, at);
    return reward;
  }

  private void show(float[] observation, int at) {
    if (!frozen) {
      moments.add(raw, 0);
    }
    for (int i = 0; i < raw.length; i++) {
      double normal = (raw[i] - moments.mean(i)) / Math.sqrt(moments.variance(i) + epsilon);
      observation[at + i] = (float) Math.clamp(normal, -clip, clip);
    }
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
    out.put("frozen", frozen ? 1L : 0L);
    out.put("moments", moments);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    frozen = in.getLong("frozen") != 0;
    in.get("moments", moments);
    in.get("environment", environment);
  }
}
