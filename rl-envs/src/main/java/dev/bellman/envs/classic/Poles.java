package dev.bellman.envs.classic;

import dev.bellman.core.environment.Lockstep;
import dev.bellman.core.random.Pcg64;
import java.util.Arrays;

/**
 * The states of N poles on carts, side by side, and how they move: {@link CartPole}'s equations.
 *
 * <p>There are many short loops because C2 makes SIMD of a loop only where it sees that no write
 * changes what the next pole reads; one loop with all of it would take four times as long. Sine and
 * cosine are calls and stand apart. The bits of plain double arithmetic are the same either way.
 */
final class Poles implements Lockstep {
  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = 0.1;
  private static final double TOTAL_MASS = POLE_MASS + 1.0;
  private static final double HALF_LENGTH = 0.5;
  private static final double POLE_MASS_LENGTH = POLE_MASS * HALF_LENGTH;
  private static final double FORCE = 10.0;
  private static final double SECONDS = 0.02;
  private static final double START = 0.05;

  static final double LARGEST_X = 2.4;
  static final double LARGEST_ANGLE = 12 * 2 * Math.PI / 360;

  private final int n;
  private final boolean suttonBartoReward;
  private final double[] x;
  private final double[] speed;
  private final double[] angle;
  private final double[] spin;

  private final double[] force;
  private final double[] sin;
  private final double[] cos;
  private final double[] speeding;
  private final double[] spinning;

  Poles(int n, boolean suttonBartoReward) {
    this.n = n;
    this.suttonBartoReward = suttonBartoReward;
    x = new double[n];
    speed = new double[n];
    angle = new double[n];
    spin = new double[n];
    force = new double[n];
    sin = new double[n];
    cos = new double[n];
    speeding = new double[n];
    spinning = new double[n];
  }

  /** N. */
  int size() {
    return n;
  }

  /** Acts on pole {@code i} alone. */
  void step(int i, float action) {
    double s = Math.sin(angle[i]);
    double c = Math.cos(angle[i]);
    double push = push(force(action), spin[i], s);
    double spinning = spinning(push, s, c);
    double speeding = speeding(push, spinning, c);
    x[i] = after(x[i], speed[i]);
    speed[i] = after(speed[i], speeding);
    angle[i] = after(angle[i], spin[i]);
    spin[i] = after(spin[i], spinning);
  }

  /** Writes what is observed after an action in a state that is observed. */
  static void next(float[] s, int sAt, float action, float[] out, int at) {
    double sin = Math.sin(s[sAt + 2]);
    double cos = Math.cos(s[sAt + 2]);
    double push = push(force(action), s[sAt + 3], sin);
    double spinning = spinning(push, sin, cos);
    out[at] = (float) after(s[sAt], s[sAt + 1]);
    out[at + 1] = (float) after(s[sAt + 1], speeding(push, spinning, cos));
    out[at + 2] = (float) after(s[sAt + 2], s[sAt + 3]);
    out[at + 3] = (float) after(s[sAt + 3], spinning);
  }

  @Override
  public void step(
      float[] actions,
      float[] observations,
      double[] rewards,
      boolean[] terminated,
      boolean[] truncated) {
    for (int i = 0; i < n; i++) {
      sin[i] = Math.sin(angle[i]);
      cos[i] = Math.cos(angle[i]);
    }
    for (int i = 0; i < n; i++) {
      force[i] = force(actions[i]);
    }
    for (int i = 0; i < n; i++) {
      double push = push(force[i], spin[i], sin[i]);
      spinning[i] = spinning(push, sin[i], cos[i]);
      speeding[i] = speeding(push, spinning[i], cos[i]);
    }
    euler(x, speed);
    euler(speed, speeding);
    euler(angle, spin);
    euler(spin, spinning);
    for (int i = 0; i < n; i++) {
      terminated[i] = fell(i);
      rewards[i] = reward(i);
      write(i, observations, 4 * i);
    }
    Arrays.fill(truncated, 0, n, false);
  }

  /** One explicit Euler step of all poles. */
  private void euler(double[] of, double[] rate) {
    for (int i = 0; i < n; i++) {
      of[i] = after(of[i], rate[i]);
    }
  }

  /** One explicit Euler step: {@code of + τ · rate}. */
  private static double after(double of, double rate) {
    return of + SECONDS * rate;
  }

  /** F, of an action that is 0 or 1. */
  private static double force(float action) {
    return FORCE * (2 * action - 1);
  }

  /** k. */
  private static double push(double force, double spin, double sin) {
    return (force + POLE_MASS_LENGTH * (spin * spin) * sin) / TOTAL_MASS;
  }

  /** θ̈. */
  private static double spinning(double push, double sin, double cos) {
    return (GRAVITY * sin - cos * push)
        / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / TOTAL_MASS));
  }

  /** ẍ. */
  private static double speeding(double push, double spinning, double cos) {
    return push - POLE_MASS_LENGTH * spinning * cos / TOTAL_MASS;
  }

  /** Whether pole {@code i} has fallen over or its cart has left the track. */
  boolean fell(int i) {
    return fell(x[i], angle[i]);
  }

  /** Whether a pole at this angle has fallen over or its cart has left the track. */
  static boolean fell(double x, double angle) {
    return Math.abs(x) > LARGEST_X | Math.abs(angle) > LARGEST_ANGLE;
  }

  /** The reward of the step that pole {@code i} took. */
  double reward(int i) {
    return reward(suttonBartoReward, x[i], angle[i]);
  }

  /** The reward of a step that led to such a pole. */
  static double reward(boolean suttonBartoReward, double x, double angle) {
    if (suttonBartoReward) {
      return fell(x, angle) ? -1 : 0;
    }
    return 1;
  }

  /** Draws a new state for pole {@code i}. */
  void start(int i, Pcg64 random) {
    x[i] = random.uniform(-START, START);
    speed[i] = random.uniform(-START, START);
    angle[i] = random.uniform(-START, START);
    spin[i] = random.uniform(-START, START);
  }

  /** Writes the observation of pole {@code i}. */
  void write(int i, float[] observation, int at) {
    observation[at] = (float) x[i];
    observation[at + 1] = (float) speed[i];
    observation[at + 2] = (float) angle[i];
    observation[at + 3] = (float) spin[i];
  }

  /** The state of pole {@code i}. */
  double[] get(int i) {
    return new double[] {x[i], speed[i], angle[i], spin[i]};
  }

  /** Sets the state of pole {@code i}. */
  void set(int i, double[] state) {
    x[i] = state[0];
    speed[i] = state[1];
    angle[i] = state[2];
    spin[i] = state[3];
  }
}
