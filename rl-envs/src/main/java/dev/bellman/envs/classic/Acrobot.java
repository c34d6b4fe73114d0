package dev.bellman.envs.classic;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.Arrays;

/**
 * Two links that hang down, with a motor between them: swing the tip up, above a line one link
 * above the pivot.
 *
 * <pre>{@code
 * d₁  = 3.5 + cos θ₂,   d₂ = 1.25 + ½·cos θ₂                          with the numbers below
 * φ₂  = ½g·cos(θ₁ + θ₂ − π/2)
 * φ₁  = −½·θ̇₂²·sin θ₂ − θ̇₁·θ̇₂·sin θ₂ + 1.5g·cos(θ₁ − π/2) + φ₂
 * θ̈₂  = (u + d₂/d₁·φ₁ − ½·θ̇₁²·sin θ₂ − φ₂) / (1.25 − d₂²/d₁)
 * θ̈₁  = −(d₂·θ̈₂ + φ₁) / d₁
 * }</pre>
 *
 * <p>Lengths, masses and moments of inertia are 1, centres of mass are half-way, g = 9.8; one
 * Runge-Kutta step of fourth order takes 0.2 s. Actions 0, 1, 2 are the torques u = −1, 0, 1. θ₁ is
 * 0 when the first link hangs down, θ₂ when the second continues it; both are wrapped to ±π, and
 * |θ̇₁| ≤ 4π, |θ̇₂| ≤ 9π. The observation is (cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂). The
 * episode terminates when −cos θ₁ − cos(θ₁ + θ₂) &gt; 1; the reward is −1 a step, and 0 for the
 * last.
 *
 * <p>Richard Sutton, "Generalization in Reinforcement Learning: Successful Examples Using Sparse
 * Coarse Coding" (1996), in the form of Sutton and Barto's book.
 */
public final class Acrobot implements Environment<Discrete> {
  private static final double GRAVITY = 9.8;
  private static final double SECONDS = 0.2;
  private static final double START = 0.1;
  private static final double LARGEST_SPIN_1 = 4 * Math.PI;
  private static final double LARGEST_SPIN_2 = 9 * Math.PI;
  private static final double HEIGHT = 1;

  private static final Discrete ACTIONS = new Discrete(3);
  private static final Box OBSERVATIONS = observations();

  private final Pcg64 random = Pcg64.of(0);

  /** (θ₁, θ₂, θ̇₁, θ̇₂). */
  private final double[] state = new double[4];

  private boolean up;

  /** Where Runge-Kutta looks next, the rates of change there, and their weighted sum so far. */
  private final double[] ahead = new double[4];

  private final double[] rates = new double[4];
  private final double[] sum = new double[4];

  /** Links that have yet to be reset. */
  public Acrobot() {}

  private static Box observations() {
    float spin1 = (float) LARGEST_SPIN_1;
    float spin2 = (float) LARGEST_SPIN_2;
    return new Box(
        new float[] {-1, -1, -1, -1, -spin1, -spin2}, new float[] {1, 1, 1, 1, spin1, spin2});
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
      // Gymnasium keeps the start, and nothing else, in single precision
      state[i] = (float) random.uniform(-START, START);
    }
    up = isUp();
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    move(action[actionAt] - 1);
    state[0] = wrapped(state[0]);
    state[1] = wrapped(state[1]);
    state[2] = Math.clamp(state[2], -LARGEST_SPIN_1, LARGEST_SPIN_1);
    state[3] = Math.clamp(state[3], -LARGEST_SPIN_2, LARGEST_SPIN_2);
    up = isUp();
    write(observation, at);
    return up ? 0 : -1;
  }

  /** One step of Runge-Kutta's method of fourth order. */
  private void move(double torque) {
    Arrays.fill(sum, 0);
    rate(state, torque);
    look(1, SECONDS / 2);
    rate(ahead, torque);
    look(2, SECONDS / 2);
    rate(ahead, torque);
    look(2, SECONDS);
    rate(ahead, torque);
    for (int i = 0; i < state.length; i++) {
      state[i] += SECONDS / 6 * (sum[i] + rates[i]);
    }
  }

  /** Adds the rates to their sum and looks so many seconds ahead along them. */
  private void look(double weight, double seconds) {
    for (int i = 0; i < state.length; i++) {
      sum[i] += weight * rates[i];
      ahead[i] = state[i] + seconds * rates[i];
    }
  }

  /** Sets the rates to those of the state {@code s}. */
  private void rate(double[] s, double torque) {
    double sin2 = Math.sin(s[1]);
    double cos2 = Math.cos(s[1]);
    double d1 = 0.25 + (1.25 + cos2) + 1 + 1;
    double d2 = 0.25 + 0.5 * cos2 + 1;
    double phi2 = 0.5 * GRAVITY * Math.cos(s[0] + s[1] - Math.PI / 2);
    double phi1 =
        -0.5 * (s[3] * s[3]) * sin2
            - s[3] * s[2] * sin2
            + 1.5 * GRAVITY * Math.cos(s[0] - Math.PI / 2)
            + phi2;
    double spinning2 =
        (torque + d2 / d1 * phi1 - 0.5 * (s[2] * s[2]) * sin2 - phi2) / (1.25 - d2 * d2 / d1);
    rates[0] = s[2];
    rates[1] = s[3];
    rates[2] = -(d2 * spinning2 + phi1) / d1;
    rates[3] = spinning2;
  }

  /** The angle within [−π, π]. */
  private static double wrapped(double angle) {
    double within = angle;
    while (within > Math.PI) {
      within -= 2 * Math.PI;
    }
    while (within < -Math.PI) {
      within += 2 * Math.PI;
    }
    return within;
  }

  private boolean isUp() {
    return -Math.cos(state[0]) - Math.cos(state[1] + state[0]) > HEIGHT;
  }

  private void write(float[] observation, int at) {
    observation[at] = (float) Math.cos(state[0]);
    observation[at + 1] = (float) Math.sin(state[0]);
    observation[at + 2] = (float) Math.cos(state[1]);
    observation[at + 3] = (float) Math.sin(state[1]);
    observation[at + 4] = (float) state[2];
    observation[at + 5] = (float) state[3];
  }

  @Override
  public boolean terminated() {
    return up;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("state", state);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    in.get("state", state);
    in.get("random", random);
    up = isUp();
  }
}
