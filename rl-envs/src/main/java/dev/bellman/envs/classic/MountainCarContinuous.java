package dev.bellman.envs.classic;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import java.util.Optional;

/**
 * {@link MountainCar} with a motor that takes any force.
 *
 * <pre>{@code
 * v′ = clip(v + 0.0015·clip(a, ±1) − 0.0025·cos 3x, ±0.07)
 * x′ = clip(x + v′, −1.2, 0.6)
 * r  = 100·terminated − 0.1·a²
 * }</pre>
 *
 * <p>The motor clips the action a to ±1, but the reward charges for all of it. The observation is
 * (x, v). The episode terminates when x ≥ 0.45 and v is at least the goal's velocity.
 *
 * <p>As in Gymnasium, an episode starts from a double, and what a step leads to is kept in single
 * precision and computed in it from then on.
 */
public final class MountainCarContinuous implements Environment<Box> {
  private static final float LEFT_WALL = (float) MountainCar.LEFT_WALL;
  private static final float RIGHT_END = (float) MountainCar.RIGHT_END;
  private static final float LARGEST_SPEED = (float) MountainCar.LARGEST_SPEED;
  private static final float GOAL = 0.45f;
  private static final double POWER = 0.0015;

  private static final Box ACTIONS = Box.uniform(1, -1, 1);

  private final double goalVelocity;
  private final Pcg64 random = Pcg64.of(0);

  /** Floats, but for the position at the start of an episode. */
  private double position;

  private double velocity;
  private boolean atStart;

  /**
   * A car that has yet to be reset.
   *
   * @param goalVelocity how fast the car must be at the goal; Gymnasium's default is 0
   */
  public MountainCarContinuous(double goalVelocity) {
    this.goalVelocity = goalVelocity;
  }

  @Override
  public Box observationSpace() {
    return MountainCar.OBSERVATIONS;
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
    position = random.uniform(MountainCar.LEFTMOST_START, MountainCar.RIGHTMOST_START);
    velocity = 0;
    atStart = true;
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    velocity = pushed(position, velocity, action[actionAt], atStart);
    position = driven(position, velocity, atStart);
    velocity = stopped(position, velocity);
    atStart = false;
    write(observation, at);
    return reward(action[actionAt], terminated());
  }

  /** r. */
  private static double reward(double action, boolean terminated) {
    return (terminated ? 100 : 0) - action * action * 0.1;
  }

  /** v′, before the wall and perhaps not yet a float. */
  private static double pushed(double position, double velocity, float action, boolean atStart) {
    double drift = MountainCar.GRAVITY * Math.cos(rounded(3 * position, atStart));
    double push = rounded(push(action, drift), atStart);
    return Math.clamp(rounded(velocity + push, atStart), -LARGEST_SPEED, LARGEST_SPEED);
  }

  /** x′, of the new velocity. */
  private static float driven(double position, double velocity, boolean atStart) {
    return (float) Math.clamp(rounded(position + velocity, atStart), LEFT_WALL, RIGHT_END);
  }

  /** v′, of the new position: the wall on the left stops the car. */
  private static float stopped(double position, double velocity) {
    return position == LEFT_WALL && velocity < 0 ? 0 : (float) velocity;
  }

  private static boolean isGoal(double position, double velocity, double goalVelocity) {
    return position >= GOAL && velocity >= goalVelocity;
  }

  /** A force within the bounds is a float, and NumPy keeps what is made of it a float. */
  private static double push(float force, double drift) {
    if (Math.abs(force) > 1) {
      return Math.signum(force) * POWER - drift;
    }
    return force * (float) POWER - (float) drift;
  }

  /** What NumPy makes of a result: a float, unless the state is still the start's double. */
  private static double rounded(double x, boolean atStart) {
    return atStart ? x : (float) x;
  }

  private void write(float[] observation, int at) {
    observation[at] = (float) position;
    observation[at + 1] = (float) velocity;
  }

  /** What is observed moves as the car does, to the bit but for the first step of an episode. */
  private record Observed(double goalVelocity) implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
      double velocity = pushed(s[sAt], s[sAt + 1], a[aAt], false);
      float position = driven(s[sAt], velocity, false);
      out[at] = position;
      out[at + 1] = stopped(position, velocity);
    }

    @Override
    public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
      return MountainCarContinuous.reward(a[aAt], terminates(s2, s2At));
    }

    @Override
    public boolean terminates(float[] s2, int at) {
      return isGoal(s2[at], s2[at + 1], goalVelocity);
    }
  }

  @Override
  public Optional<Equations> equations() {
    return Optional.of(new Observed(goalVelocity));
  }

  @Override
  public boolean terminated() {
    return isGoal(position, velocity, goalVelocity);
  }

  @Override
  public boolean truncated() {
    return false;
  }

  @Override
  public void save(StateWriter out) {
    out.put("position", position);
    out.put("velocity", velocity);
    out.put("atStart", atStart ? 1L : 0L);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    position = in.getDouble("position");
    velocity = in.getDouble("velocity");
    atStart = in.getLong("atStart") != 0;
    in.get("random", random);
  }
}
