package dev.bellman.envs.classic;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import java.util.Optional;

/**
 * A pendulum that has to be swung up with a torque too weak to lift it at once.
 *
 * <pre>{@code
 * r  = −(θ² + 0.1·θ̇² + 0.001·u²)                   θ in [−π, π), 0 upright
 * θ̇′ = clip(θ̇ + (3g/(2l)·sin θ + 3/(m·l²)·u)·τ, ±8)
 * θ′ = θ + θ̇′·τ
 * }</pre>
 *
 * <p>with m = l = 1 and τ = 0.05 s. The action is the torque u, clipped to ±2; the observation is
 * (cos θ, sin θ, θ̇). The reward is that of the state before the step. It never terminates.
 */
public final class Pendulum implements Environment<Box> {
  private static final double LARGEST_SPIN = 8;
  private static final float LARGEST_TORQUE = 2;
  private static final double SECONDS = 0.05;
  private static final double START_ANGLE = Math.PI;
  private static final double START_SPIN = 1;

  private static final Box ACTIONS = Box.uniform(1, -LARGEST_TORQUE, LARGEST_TORQUE);
  private static final Box OBSERVATIONS =
      new Box(
          new float[] {-1, -1, (float) -LARGEST_SPIN}, new float[] {1, 1, (float) LARGEST_SPIN});

  private final double gravity;
  private final Pcg64 random = Pcg64.of(0);
  private double angle;
  private double spin;

  /** sin θ: observed after one step, needed in the next. */
  private double sin;

  /**
   * A pendulum that has yet to be reset.
   *
   * @param gravity in m/s²; Gymnasium's default is 10
   */
  public Pendulum(double gravity) {
    this.gravity = gravity;
  }

  @Override
  public Box observationSpace() {
    return OBSERVATIONS;
  }

  @Override
  public Box actionSpace() {
    return ACTIONS;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    angle = random.uniform(-START_ANGLE, START_ANGLE);
    spin = random.uniform(-START_SPIN, START_SPIN);
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    float torque = torque(action[actionAt]);
    double reward = reward(wrapped(angle), spin, torque);
    spin = spun(gravity, spin, sin, torque);
    angle = turned(angle, spin);
    write(observation, at);
    return reward;
  }

  /** u: a float, and NumPy keeps what is made of it and of constants a float. */
  private static float torque(float action) {
    return Math.clamp(action, -LARGEST_TORQUE, LARGEST_TORQUE);
  }

  /** r, of a θ within ±π. */
  private static double reward(double angle, double spin, float torque) {
    float effort = 0.001f * (torque * torque);
    return -(angle * angle + 0.1 * (spin * spin) + effort);
  }

  /** θ̇′. */
  private static double spun(double gravity, double spin, double sin, float torque) {
    float pull = 3 * torque;
    double spinning = 3 * gravity / 2 * sin + pull;
    return Math.clamp(spin + spinning * SECONDS, -LARGEST_SPIN, LARGEST_SPIN);
  }

  /** θ′, of the new spin. */
  private static double turned(double angle, double spin) {
    return angle + spin * SECONDS;
  }

  /** The angle within [−π, π). */
  private static double wrapped(double angle) {
    double turn = 2 * Math.PI;
    double fromBottom = angle + Math.PI;
    if (0 <= fromBottom && fromBottom < turn) {
      return fromBottom - Math.PI; // what follows would say the same, but a remainder takes long
    }
    double rest = fromBottom % turn;
    return (rest < 0 ? rest + turn : rest) - Math.PI;
  }

  private void write(float[] observation, int at) {
    sin = Math.sin(angle);
    write(Math.cos(angle), sin, spin, observation, at);
  }

  private static void write(double cos, double sin, double spin, float[] observation, int at) {
    observation[at] = (float) cos;
    observation[at + 1] = (float) sin;
    observation[at + 2] = (float) spin;
  }

  /** What is observed moves as the pendulum does. */
  private record Observed(double gravity) implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
      double spin = spun(gravity, s[sAt + 2], s[sAt + 1], torque(a[aAt]));
      double angle = turned(angle(s, sAt), spin);
      write(Math.cos(angle), Math.sin(angle), spin, out, at);
    }

    @Override
    public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
      return Pendulum.reward(angle(s, sAt), s[sAt + 2], torque(a[aAt]));
    }

    private static double angle(float[] s, int at) {
      return Math.atan2(s[at + 1], s[at]);
    }

    @Override
    public boolean terminates(float[] s2, int at) {
      return false;
    }
  }

  @Override
  public Optional<Equations> equations() {
    return Optional.of(new Observed(gravity));
  }

  @Override
  public boolean terminated() {
    return false;
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("angle", angle);
    out.put("spin", spin);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    angle = in.getDouble("angle");
    spin = in.getDouble("spin");
    sin = Math.sin(angle);
    in.get("random", random);
  }
}
