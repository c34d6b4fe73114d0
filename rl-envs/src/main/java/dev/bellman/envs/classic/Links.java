package dev.bellman.envs.classic;

import dev.bellman.core.random.Pcg64;
import java.util.Arrays;

/** The state of two links and how they move: {@link Acrobot}'s equations. */
final class Links {
  private static final double GRAVITY = 9.8;
  private static final double SECONDS = 0.2;
  private static final double START = 0.1;
  private static final double HEIGHT = 1;

  static final double LARGEST_SPIN_1 = 4 * Math.PI;
  static final double LARGEST_SPIN_2 = 9 * Math.PI;

  /** (θ₁, θ₂, θ̇₁, θ̇₂). */
  private final double[] state = new double[4];

  /** Where Runge-Kutta looks next, the rates of change there, and their weighted sum so far. */
  private final double[] ahead = new double[4];

  private final double[] rates = new double[4];
  private final double[] sum = new double[4];

  /** The state itself. */
  double[] state() {
    return state;
  }

  /** Draws a new state. */
  void start(Pcg64 random) {
    for (int i = 0; i < state.length; i++) {
      // Gymnasium keeps the start, and nothing else, in single precision
      state[i] = (float) random.uniform(-START, START);
    }
  }

  /** Acts once. */
  void step(float action) {
    move(action - 1);
    state[0] = wrapped(state[0]);
    state[1] = wrapped(state[1]);
    state[2] = Math.clamp(state[2], -LARGEST_SPIN_1, LARGEST_SPIN_1);
    state[3] = Math.clamp(state[3], -LARGEST_SPIN_2, LARGEST_SPIN_2);
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

  /** Whether the tip is above the line. */
  boolean isUp() {
    return -Math.cos(state[0]) - Math.cos(state[1] + state[0]) > HEIGHT;
  }

  /** Writes the observation. */
  void write(float[] observation, int at) {
    observation[at] = (float) Math.cos(state[0]);
    observation[at + 1] = (float) Math.sin(state[0]);
    observation[at + 2] = (float) Math.cos(state[1]);
    observation[at + 3] = (float) Math.sin(state[1]);
    observation[at + 4] = (float) state[2];
    observation[at + 5] = (float) state[3];
  }

  /** The links of an observation. */
  static Links read(float[] observation, int at) {
    Links links = new Links();
    links.state[0] = Math.atan2(observation[at + 1], observation[at]);
    links.state[1] = Math.atan2(observation[at + 3], observation[at + 2]);
    links.state[2] = observation[at + 4];
    links.state[3] = observation[at + 5];
    return links;
  }
}
