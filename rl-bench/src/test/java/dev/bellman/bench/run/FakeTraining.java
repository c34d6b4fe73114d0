package dev.bellman.bench.run;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.EpisodeStatistics;
import dev.bellman.core.training.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Random search for a linear policy with two actions: small, deterministic, with every kind of
 * state.
 */
public final class FakeTraining implements Training {

  /** Its configuration. */
  public record Config(double noise, int rolloutSteps, long divergeAt, List<Integer> hidden) {
    public Config {
      if (rolloutSteps < 1) {
        throw new IllegalArgumentException("rolloutSteps must be ≥ 1, but is " + rolloutSteps);
      }
    }

    static Config defaults() {
      return new Config(0.1, 64, Long.MAX_VALUE, List.of(64, 64));
    }
  }

  /** The entry of the registry. */
  public static AlgorithmEntry<Config> entry() {
    return new AlgorithmEntry<>(
        "fake",
        "Random search, for tests.",
        Config.defaults(),
        FakeTraining::new,
        Discrete.class,
        AlgorithmEntry.Observations.ONE_HOT,
        Optional.of(sizes -> () -> Thread.onSpinWait()));
  }

  private final Config config;
  private final Environment<?> environment;
  private final Pcg64 random;
  private final EpisodeStatistics episodes = new EpisodeStatistics(1);
  private final float[] observation;
  private final float[] weights;
  private long steps;
  private long updates;
  private double change = Double.NaN;

  private FakeTraining(Config config, EnvironmentFactory environments, long seed, int threads) {
    this.config = config;
    environment = environments.make();
    random = Seeds.of(seed).stream("fake");
    observation = new float[environment.observationSpace().size()];
    weights = new float[observation.length];
    environment.reset(Seeds.of(seed).key("environment", 0) >>> 1, observation, 0);
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public boolean advance(long limit) {
    if (steps >= config.divergeAt()) {
      throw new DivergenceException("fake: the loss is NaN at step " + steps);
    }
    long end = Math.min(limit, steps + config.rolloutSteps());
    float[] action = new float[1];
    for (; steps < end; steps++) {
      choose(observation, 0, action, 0, random.uniform(-config.noise(), config.noise()));
      double reward = environment.step(action, 0, observation, 0);
      boolean ended = environment.terminated() || environment.truncated();
      episodes.record(0, reward, ended);
      if (ended) {
        environment.reset(observation, 0);
      }
    }
    change = 0;
    for (int i = 0; i < weights.length; i++) {
      float step = (float) (random.uniform(0, 1) * config.noise());
      weights[i] += step;
      change += step;
    }
    updates++;
    return true;
  }

  private void choose(float[] observations, int at, float[] actions, int actionAt, double bias) {
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * observations[at + i];
    }
    actions[actionAt] = sum > 0 ? 1 : 0;
  }

  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("change", change);
    metrics.put("weight", (double) weights[0]);
    return metrics;
  }

  @Override
  public EpisodeStatistics episodes() {
    return episodes;
  }

  @Override
  public Policy greedy() {
    return (observations, rows, actions) -> {
      for (int i = 0; i < rows; i++) {
        choose(observations, i * weights.length, actions, i, 0);
      }
    };
  }

  @Override
  public Map<String, Parameters> parameters() {
    return Map.of();
  }

  @Override
  public void save(StateWriter out) {
    out.put("counters", steps, updates);
    out.put("change", change);
    out.put("weights", weights);
    out.put("observation", observation);
    out.put("environment", environment);
    out.put("random", random);
    out.put("episodes", episodes);
  }

  @Override
  public void load(StateReader in) {
    long[] counters = new long[2];
    in.get("counters", counters);
    steps = counters[0];
    updates = counters[1];
    change = in.getDouble("change");
    in.get("weights", weights);
    in.get("observation", observation);
    in.get("environment", environment);
    in.get("random", random);
    in.get("episodes", episodes);
  }
}
