package dev.bellman.envs.wrapper;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.space.Space;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps the return and the length of every episode that has ended.
 *
 * <pre>{@code
 * return = Σ r    without discount
 * }</pre>
 *
 * <p>An episode that a reset cuts off is not among them. It has to stand outside of every wrapper
 * that ends episodes, or it would not see their ends. An episode takes 16 bytes, here and in the
 * saved state.
 *
 * @param <A> the action space
 */
public final class RecordEpisodes<A extends Space> implements Environment<A> {
  private static final int FIRST_CAPACITY = 16;

  private final Environment<A> environment;
  private double[] returns = new double[FIRST_CAPACITY];
  private long[] lengths = new long[FIRST_CAPACITY];
  private int count;
  private double runningReturn;
  private long runningLength;

  /** Records the episodes of {@code environment}. */
  public RecordEpisodes(Environment<A> environment) {
    this.environment = environment;
  }

  /** How many episodes have ended. */
  public int count() {
    return count;
  }

  /** The return of each of them, the first first. */
  public double[] returns() {
    return Arrays.copyOf(returns, count);
  }

  /** The length of each of them in steps, the first first. */
  public long[] lengths() {
    return Arrays.copyOf(lengths, count);
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
    begin();
  }

  @Override
  public void reset(float[] observation, int at) {
    environment.reset(observation, at);
    begin();
  }

  /** Makes room for the episode that begins, so that no step has to allocate it. */
  private void begin() {
    runningReturn = 0;
    runningLength = 0;
    reserve(count + 1);
  }

  private void reserve(int episodes) {
    if (episodes > returns.length) {
      int capacity = Math.max(episodes, 2 * returns.length);
      returns = Arrays.copyOf(returns, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
    }
  }

  @Override
  public double step(float[] action, int actionAt, float[] observation, int at) {
    double reward = environment.step(action, actionAt, observation, at);
    runningReturn += reward;
    runningLength++;
    if (environment.terminated() || environment.truncated()) {
      returns[count] = runningReturn;
      lengths[count] = runningLength;
      count++;
    }
    return reward;
  }

  @Override
  public Optional<Equations> equations() {
    return environment.equations();
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
    out.put("returns", returns());
    out.put("lengths", lengths());
    out.put("runningReturn", runningReturn);
    out.put("runningLength", runningLength);
    out.put("environment", environment);
  }

  @Override
  public void load(StateReader in) {
    count = in.length("returns");
    returns = new double[count];
    lengths = new long[count];
    in.get("returns", returns);
    in.get("lengths", lengths);
    reserve(count + 1);
    runningReturn = in.getDouble("runningReturn");
    runningLength = in.getLong("runningLength");
    in.get("environment", environment);
  }
}
