package dev.bellman.envs.classic;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.environment.Lockstep;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.List;
import java.util.Optional;

/**
 * A pole on a cart: push left (0) or right (1) so that it does not fall over.
 *
 * <pre>{@code
 * k = (F + m·l·θ̇²·sin θ) / M
 * θ̈ = (g·sin θ − k·cos θ) / (l·(4/3 − m·cos²θ / M))
 * ẍ = k − m·l·θ̈·cos θ / M
 * }</pre>
 *
 * <p>with g = 9.8, pole m = 0.1 and half-length l = 0.5, pole and cart M = 1.1, F = ±10, and
 * explicit Euler steps of 0.02 s. The observation is (x, ẋ, θ, θ̇). The episode terminates when |x|
 * &gt; 2.4 or |θ| &gt; 12°; the reward is 1 a step, the last one included.
 *
 * <p>Andrew Barto, Richard Sutton and Charles Anderson, "Neuronlike Adaptive Elements That Can
 * Solve Difficult Learning Control Problems" (1983).
 */
public final class CartPole implements Environment<Discrete> {
  private static final Discrete ACTIONS = new Discrete(2);
  private static final Box OBSERVATIONS = observations();

  private final boolean suttonBartoReward;
  private final Pcg64 random = Pcg64.of(0);

  /** Those of all environments that step in lockstep, and which of them is this one's. */
  private Poles poles;

  private int slot;

  /**
   * A cart that has yet to be reset.
   *
   * @param suttonBartoReward whether the reward is 0 a step and −1 for the fall, as in the paper
   */
  public CartPole(boolean suttonBartoReward) {
    this.suttonBartoReward = suttonBartoReward;
    poles = new Poles(1, suttonBartoReward);
  }

  private static Box observations() {
    float x = (float) (2 * Poles.LARGEST_X);
    float angle = (float) (2 * Poles.LARGEST_ANGLE);
    float any = Float.POSITIVE_INFINITY;
    return new Box(new float[] {-x, -any, -angle, -any}, new float[] {x, any, angle, any});
  }

  @Override
  public Box observationSpace() {
    return OBSERVATIONS;
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
    poles.start(slot, random);
    poles.write(slot, observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    poles.step(slot, action[actionAt]);
    poles.write(slot, observation, at);
    return poles.reward(slot);
  }

  /** What is observed moves as the pole does. */
  private record Observed(boolean suttonBartoReward) implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
      Poles.next(s, sAt, a[aAt], out, at);
    }

    @Override
    public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
      return Poles.reward(suttonBartoReward, s2[s2At], s2[s2At + 2]);
    }

    @Override
    public boolean terminates(float[] s2, int at) {
      return Poles.fell(s2[at], s2[at + 2]);
    }
  }

  @Override
  public Optional<Equations> equations() {
    return Optional.of(new Observed(suttonBartoReward));
  }

  @Override
  public Optional<Lockstep> lockstep(List<? extends Environment<Discrete>> environments) {
    if (environments.size() == 1
        || environments.stream().distinct().count() < environments.size()
        || !environments.stream().allMatch(this::canJoin)) {
      return Optional.empty();
    }
    Poles all = new Poles(environments.size(), suttonBartoReward);
    for (int i = 0; i < environments.size(); i++) {
      CartPole one = (CartPole) environments.get(i);
      all.set(i, one.poles.get(one.slot));
      one.poles = all;
      one.slot = i;
    }
    return Optional.of(all);
  }

  /** Whoever has joined others already stays with them. */
  private boolean canJoin(Environment<Discrete> other) {
    return other instanceof CartPole pole
        && pole.suttonBartoReward == suttonBartoReward
        && pole.poles.size() == 1;
  }

  @Override
  public boolean terminated() {
    return poles.fell(slot);
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("state", poles.get(slot));
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    double[] state = new double[4];
    in.get("state", state);
    poles.set(slot, state);
    in.get("random", random);
  }
}
