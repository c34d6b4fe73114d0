package dev.bellman.envs.classic;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;

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
  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double TOTAL_MASS = POLE_MASS + 1.0;
  private static final double HALF_LENGTH = 0.5;
  private static final double POLE_MASS_LENGTH = POLE_MASS * HALF_LENGTH;
  private static final double FORCE = 10.0;
  private static final double SECONDS = 0.02;
  private static final double LARGEST_X = 2.4;
  private static final double LARGEST_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double START = 0.05;

  private static final Discrete ACTIONS = new Discrete(2);
  private static final Box OBSERVATIONS = observations();

  private final boolean suttonBartoReward;
  private final Pcg64 random = Pcg64.of(0);
  private final double[] state = new double[4];
  private boolean terminated;

  /**
   * A cart that has yet to be reset.
   *
   * @param suttonBartoReward whether the reward is 0 a step and −1 for the fall, as in the paper
   */
  public CartPole(boolean suttonBartoReward) {
    this.suttonBartoReward = suttonBartoReward;
  }

  private static Box observations() {
    float x = (float) (2 * LARGEST_X);
    float angle = (float) (2 * LARGEST_ANGLE);
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
    for (int i = 0; i < state.length; i++) {
      state[i] = random.uniform(-START, START);
    }
    terminated = false;
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double x = state[0];
    double speed = state[1];
    double angle = state[2];
    double spin = state[3];
    double force = action[actionAt] == 1 ? FORCE : -FORCE;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);

    double push = (force + POLE_MASS_LENGTH * (spin * spin) * sin) / TOTAL_MASS;
    double spinning =
        (GRAVITY * sin - cos * push)
            / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / TOTAL_MASS));
    double speeding = push - POLE_MASS_LENGTH * spinning * cos / TOTAL_MASS;

    state[0] = x + SECONDS * speed;
    state[1] = speed + SECONDS * speeding;
    state[2] = angle + SECONDS * spin;
    state[3] = spin + SECONDS * spinning;
    terminated = Math.abs(state[0]) > LARGEST_X || Math.abs(state[2]) > LARGEST_ANGLE;
    write(observation, at);
    if (suttonBartoReward) {
      return terminated ? -1 : 0;
    }
    return 1;
  }

  private void write(float[] observation, int at) {
    for (int i = 0; i < state.length; i++) {
      observation[at + i] = (float) state[i];
    }
  }

  @Override
  public boolean terminated() {
    return terminated;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("state", state);
    out.put("terminated", terminated ? 1L : 0L);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    in.get("state", state);
    terminated = in.getLong("terminated") != 0;
    in.get("random", random);
  }
}
