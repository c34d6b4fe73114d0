package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import java.util.Arrays;

/**
 * Shows a discrete observation to a network: n floats, a 1 at the observation and 0 elsewhere.
 *
 * @param <A> the action space
 */
public final class OneHot<A extends Space> implements Environment<A> {
  private final Environment<A> environment;
  private final Finite observations;
  private final Box observationSpace;
  private final float[] seen;

  /**
   * Shows the observations of {@code environment} one-hot.
   *
   * @throws IllegalArgumentException if they are not discrete
   */
  public OneHot(Environment<A> environment) {
    if (!(environment.observationSpace() instanceof Finite finite)) {
      throw new IllegalArgumentException(
          "OneHot: observations must be finitely many, but are " + environment.observationSpace());
    }
    this.environment = environment;
    observations = finite;
    seen = new float[finite.size()];
    observationSpace = Box.uniform(finite.n(), 0, 1);
  }

  /**
   * The same dataset with one-hot observations.
   *
   * @throws IllegalArgumentException if its observations are not discrete
   */
  public static Dataset of(Dataset dataset) {
    if (!(dataset.origin().observationSpace() instanceof Finite finite)) {
      throw new IllegalArgumentException(
          "OneHot: observations must be finitely many, but are "
              + dataset.origin().observationSpace());
    }
    int n = finite.n();
    int rows = dataset.steps() + dataset.episodes();
    float[] observations = new float[Math.multiplyExact(rows, n)];
    for (int i = 0; i < rows; i++) {
      observations[i * n + finite.index(dataset.observations(), i * finite.size())] = 1;
    }
    int[] starts = new int[dataset.episodes() + 1];
    Arrays.setAll(starts, dataset::start);
    Dataset.Origin origin = dataset.origin();
    return new Dataset(
        new Dataset.Origin(
            origin.environment(), Box.uniform(n, 0, 1), origin.actionSpace(), origin.behaviour()),
        starts,
        observations,
        dataset.actions(),
        dataset.rewards(),
        dataset.terminated(),
        dataset.truncated());
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
    environment.reset(seed, seen, 0);
    write(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(seen, 0);
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double reward = environment.step(action, actionAt, seen, 0);
    write(observation, at);
    return reward;
  }

  private void write(float[] observation, int at) {
    Arrays.fill(observation, at, at + observations.n(), 0);
    observation[at + observations.index(seen, 0)] = 1;
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
  public Environment<?> unwrapped() {
    return environment.unwrapped();
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
