package dev.bellman.envs.classic;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import java.util.Optional;

/**
 * A car in a valley, too weak to drive up the right hill at once: it has to gain height on the left
 * one first. Push left (0), not at all (1) or right (2).
 *
 * <pre>{@code
 * v′ = clip(v + 0.001·(a − 1) − 0.0025·cos 3x, ±0.07)
 * x′ = clip(x + v′, −1.2, 0.6)
 * }</pre>
 *
 * <p>The wall on the left, at −1.2, stops the car. The observation is (x, v). The episode
 * terminates when x ≥ 0.5 and v is at least the goal's velocity; the reward is −1 a step.
 *
 * <p>Andrew Moore, "Efficient Memory-Based Learning for Robot Control" (1990).
 */
public final class MountainCar implements Environment<Discrete> {
  static final double LEFT_WALL = -1.2;
  static final double RIGHT_END = 0.6;
  static final double LARGEST_SPEED = 0.07;
  static final double GRAVITY = 0.0025;
  static final double LEFTMOST_START = -0.6;
  static final double RIGHTMOST_START = -0.4;

  static final Box OBSERVATIONS =
      new Box(
          new float[] {(float) LEFT_WALL, (float) -LARGEST_SPEED},
          new float[] {(float) RIGHT_END, (float) LARGEST_SPEED});

  private static final double FORCE = 0.001;
  private static final double GOAL = 0.5;
  private static final double REWARD = -1;
  private static final Discrete ACTIONS = new Discrete(3);

  private final double goalVelocity;
  private final Pcg64 random = Pcg64.of(0);
  private double position;
  private double velocity;

  /**
   * A car that has yet to be reset.
   *
   * @param goalVelocity how fast the car must be at the goal; Gymnasium's default is 0
   */
  public MountainCar(double goalVelocity) {
    this.goalVelocity = goalVelocity;
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
    position = random.uniform(LEFTMOST_START, RIGHTMOST_START);
    velocity = 0;
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    velocity = pushed(position, velocity, action[actionAt]);
    position = driven(position, velocity);
    velocity = stopped(position, velocity);
    write(observation, at);
    return REWARD;
  }

  /** v′, before the wall. */
  private static double pushed(double position, double velocity, float action) {
    double push = (action - 1) * FORCE + Math.cos(3 * position) * -GRAVITY;
    return Math.clamp(velocity + push, -LARGEST_SPEED, LARGEST_SPEED);
  }

  /** x′, of the new velocity. */
  private static double driven(double position, double velocity) {
    return Math.clamp(position + velocity, LEFT_WALL, RIGHT_END);
  }

  /** v′, of the new position: the wall on the left stops the car. */
  private static double stopped(double position, double velocity) {
    return position == LEFT_WALL && velocity < 0 ? 0 : velocity;
  }

  private static boolean isGoal(double position, double velocity, double goalVelocity) {
    return position >= GOAL && velocity >= goalVelocity;
  }

  private void write(float[] observation, int at) {
    observation[at] = (float) position;
    observation[at + 1] = (float) velocity;
  }

  /** What is observed moves as the car does. */
  private record Observed(double goalVelocity) implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] a, int aAt, float[] out, int at) {
      double velocity = pushed(s[sAt], s[sAt + 1], a[aAt]);
      double position = driven(s[sAt], velocity);
      out[at] = (float) position;
      out[at + 1] = (float) stopped(position, velocity);
    }

    @Override
    public double reward(float[] s, int sAt, float[] a, int aAt, float[] s2, int s2At) {
      return REWARD;
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
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    position = in.getDouble("position");
    velocity = in.getDouble("velocity");
    in.get("random", random);
  }
}
