package dev.bellman.core.training;

import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;

/**
 * Counts the episodes of one or more environments and keeps the returns and lengths of the latest.
 *
 * <p>A return here is the plain sum of an episode's rewards, without discount. Recording allocates
 * nothing.
 */
public final class EpisodeStatistics implements Stateful {
  private static final int WINDOW = 100;

  private final double[] runningReturns;
  private final long[] runningLengths;
  private final double[] returns = new double[WINDOW];
  private final long[] lengths = new long[WINDOW];
  private long count;

  /**
   * Nothing seen yet, in so many environments.
   *
   * @throws IllegalArgumentException if there are none
   */
  public EpisodeStatistics(int environments) {
    if (environments < 1) {
      throw new IllegalArgumentException(
          "EpisodeStatistics: environments must be ≥ 1, but is " + environments);
    }
    runningReturns = new double[environments];
    runningLengths = new long[environments];
  }

  /**
   * Records one step of every environment.
   *
   * @param rewards [N]
   * @param terminated [N]
   * @param truncated [N]
   */
  public void record(double[] rewards, boolean[] terminated, boolean[] truncated) {
    int n = runningReturns.length;
    for (int i = 0; i < n; i++) {
      runningReturns[i] += rewards[i];
      runningLengths[i]++;
    }
    for (int i = 0; i < n; i++) {
      if (terminated[i] | truncated[i]) {
        finish(i);
      }
    }
  }

  /** Records one step of environment {@code i}, and whether its episode ended with it. */
  public void record(int i, double reward, boolean ended) {
    runningReturns[i] += reward;
    runningLengths[i]++;
    if (ended) {
      finish(i);
    }
  }

  private void finish(int i) {
    int slot = (int) (count % WINDOW);
    returns[slot] = runningReturns[i];
    lengths[slot] = runningLengths[i];
    count++;
    runningReturns[i] = 0;
    runningLengths[i] = 0;
  }

  /** Episodes finished so far. */
  public long count() {
    return count;
  }

  /** The return of the episode that finished last; NaN before the first. */
  public double latestReturn() {
    return count == 0 ? Double.NaN : returns[(int) ((count - 1) % WINDOW)];
  }

  /** The mean return of the latest 100 episodes, or of all if there were fewer; NaN if none. */
  public double meanReturn() {
    double sum = 0;
    for (int i = 0; i < kept(); i++) {
      sum += returns[i];
    }
    return count == 0 ? Double.NaN : sum / kept();
  }

  /** The mean length, in steps, of the same episodes; NaN if there were none. */
  public double meanLength() {
    long sum = 0;
    for (int i = 0; i < kept(); i++) {
      sum += lengths[i];
    }
    return count == 0 ? Double.NaN : (double) sum / kept();
  }

  private int kept() {
    return (int) Math.min(count, WINDOW);
  }

  @Override
  public void save(StateWriter out) {
    out.put("count", count);
    out.put("returns", returns);
    out.put("lengths", lengths);
    out.put("runningReturns", runningReturns);
    out.put("runningLengths", runningLengths);
  }

  @Override
  public void load(StateReader in) {
    count = in.getLong("count");
    in.get("returns", returns);
    in.get("lengths", lengths);
    in.get("runningReturns", runningReturns);
    in.get("runningLengths", runningLengths);
  }
}
