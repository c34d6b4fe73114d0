package dev.bellman.envs.lqr;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.random.Pcg64;
import dev.bellman.core.space.Box;
import java.util.Optional;

/**
 * A {@link LinearQuadratic} to act in.
 *
 * <pre>{@code
 * r  = −(xᵀQx + uᵀRu)                  of the state before the step
 * x′ = A·x + B·u + w
 * }</pre>
 *
 * <p>The observation is the state, which is kept in double precision and seen in single. The bounds
 * of the action space say where sensible actions are; an action beyond them is taken as it is. It
 * never terminates. The discount plays no part in the dynamics.
 */
public final class LinearQuadraticEnvironment implements Environment<Box> {
  private final LinearQuadratic problem;
  private final double[][] a;
  private final double[][] b;
  private final double[][] q;
  private final double[][] r;
  private final Box observationSpace;
  private final Box actionSpace;
  private final Pcg64 random = Pcg64.of(0);
  private final double[] state;
  private final double[] next;

  /**
   * An environment that has yet to be reset.
   *
   * @param bound of the action space, ±bound in each component, finite, &gt; 0
   * @throws IllegalArgumentException if the bound is not positive or not finite
   */
  public LinearQuadraticEnvironment(LinearQuadratic problem, double bound) {
    if (!(bound > 0 && bound <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "LinearQuadraticEnvironment: bound must be > 0 and finite, but is " + bound);
    }
    this.problem = problem;
    a = problem.a();
    b = problem.b();
    q = problem.q();
    r = problem.r();
    observationSpace =
        Box.uniform(problem.states(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    actionSpace = Box.uniform(problem.actions(), (float) -bound, (float) bound);
    state = new double[problem.states()];
    next = new double[problem.states()];
  }

  /** What is acted in. */
  public LinearQuadratic problem() {
    return problem;
  }

  @Override
  public Box observationSpace() {
    return observationSpace;
  }

  @Override
  public Box actionSpace() {
    return actionSpace;
  }

  @Override
  public void reset(long seed, float[] observation, int at) {
    random.seed(seed);
    reset(observation, at);
  }

  @Override
  public void reset(float[] observation, int at) {
    problem.start().draw(random, state);
    write(observation, at);
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double cost = plusQuadratic(Matrices.quadratic(q, state), r, action, actionAt);
    for (int i = 0; i < next.length; i++) {
      double sum = problem.noise() == 0 ? 0 : problem.noise() * random.nextGaussian();
      for (int j = 0; j < state.length; j++) {
        sum += a[i][j] * state[j];
      }
      next[i] = plusProduct(sum, b[i], action, actionAt);
    }
    System.arraycopy(next, 0, state, 0, state.length);
    write(observation, at);
    return -cost;
  }

  /** {@code sum + xᵀ·m·x}. */
  private static double plusQuadratic(double sum, double[][] m, float[] x, int at) {
    double result = sum;
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m.length; j++) {
        result += (double) x[at + i] * m[i][j] * x[at + j];
      }
    }
    return result;
  }

  /** {@code sum + row·x}. */
  private static double plusProduct(double sum, double[] row, float[] x, int at) {
    double result = sum;
    for (int j = 0; j < row.length; j++) {
      result += row[j] * x[at + j];
    }
    return result;
  }

  /** What is observed moves as the state does. */
  private final class Observed implements Equations {

    @Override
    public void next(float[] s, int sAt, float[] u, int uAt, float[] out, int at) {
      for (int i = 0; i < a.length; i++) {
        out[at + i] = (float) plusProduct(plusProduct(0, a[i], s, sAt), b[i], u, uAt);
      }
    }

    @Override
    public double reward(float[] s, int sAt, float[] u, int uAt, float[] s2, int s2At) {
      return -plusQuadratic(plusQuadratic(0, q, s, sAt), r, u, uAt);
    }

    @Override
    public boolean terminates(float[] s2, int at) {
      return false;
    }
  }

  /** Only without noise. */
  @Override
  public Optional<Equations> equations() {
    return problem.noise() == 0 ? Optional.of(new Observed()) : Optional.empty();
  }

  private void write(float[] observation, int at) {
    for (int i = 0; i < state.length; i++) {
      observation[at + i] = (float) state[i];
    }
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
    out.put("state", state);
    out.put("random", random);
  }

  @Override
  public void load(StateReader in) {
    in.get("state", state);
    in.get("random", random);
  }
}
