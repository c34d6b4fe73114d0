package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.space.Space;

/**
 * Divides rewards by the standard deviation of the discounted return, as far as seen so far; their
 * mean stays.
 *
 * <pre>{@code
 * G′ = γ·(1 − terminated)·G + r
 * r′ = clip(r / √(Var G′ + ε), ±clip)
 * }</pre>
 *
 * <p>G runs on through truncations, and a terminating step's reward is the first of the next
 * episode's G, exactly as in Gymnasium's {@code NormalizeReward}; frozen, G runs on but its
 * variance stays. All of it is part of the state: an evaluation loads it from the training's
 * environment and calls {@link #freeze}, or sees raw rewards.
 *
 * @param <A> the action space
 */
public final class NormalizeRewards<A extends Space> implements Environment<A> {
  private static final double EPSILON = 1e-8;

  private final Environment<A> environment;
  private final double gamma;
  private final double epsilon;
  private final double clip;
  private final RunningMoments moments = new RunningMoments(1);
  private double discountedReturn;
  private boolean frozen;

  /** Normalizes with Gymnasium's ε = 10⁻⁸ and clips nothing. */
  public NormalizeRewards(Environment<A> environment, double gamma) {
    this(environment, gamma, EPSILON, Double.POSITIVE_INFINITY);
  }

  /**
   * Normalizes the rewards of {@code environment}.
   *
   * @param gamma γ in [0, 1]
   * @param epsilon ε &gt; 0
   * @param clip the largest magnitude that is returned, &gt; 0; infinity clips nothing
   * @throws IllegalArgumentException if a number is out of range
   */
  public NormalizeRewards(Environment<A> environment, double gamma, double epsilon, double clip) {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException(
          "NormalizeRewards: gamma must be in [0, 1], but is " + gamma);
    }
    if (!(epsilon > 0 && clip > 0)) {
      throw new IllegalArgumentException(
          "NormalizeRewards: epsilon and clip must be > 0, but are " + epsilon + ", " + clip);
    }
    this.environment = environment;
    this.gamma = gamma;
    this.epsilon = epsilon;
    this.clip = clip;
  }

  /** From now on rewards are normalized by the variance as it is. */
  public void freeze() {
    frozen = true;
  }

  @Override
  public Space observationSpace() {
    return environment.observationSpace();
  }

  @Override
  public A actionSpace() {
    return environment.actionSpace();
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
    double reward = environment.step(action, actionAt, observation, at);
    discountedReturn = (environment.terminated() ? 0 : gamma * discountedReturn) + reward;
    if (!frozen) {
      moments.add(discountedReturn);
    }
    return Math.clamp(reward / Math.sqrt(moments.variance(0) + epsilon), -clip, clip);
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
    out.put("discountedReturn", discountedReturn);
    out.put("moments", moments);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    frozen = in.getLong("frozen") != 0;
    discountedReturn = in.getDouble("discountedReturn");
    in.get("moments", moments);
    in.get("environment", environment);
  }
}
