package dev.bellman.envs.dataset;

import dev.bellman.core.experience.Dataset;
import java.util.Arrays;

/**
 * What there is in a dataset, in figures. Standard deviations divide by the number of values.
 *
 * @param episodes how many
 * @param steps how many in all of them
 * @param returns sums of rewards without discount, [episodes]
 * @param terminated episodes that ended by themselves
 * @param truncated episodes that did not, and that a limit ended
 * @param cut the others: those that went on when their recording ended
 * @param lowestReward of all steps
 * @param highestReward of all steps
 * @param observationMean of all observations, the last of each episode included, [observation size]
 * @param observationStd of them, [observation size]
 */
public record DatasetStatistics(
    int episodes,
    int steps,
    double[] returns,
    int terminated,
    int truncated,
    int cut,
    double lowestReward,
    double highestReward,
    double[] observationMean,
    double[] observationStd) {

  /** The figures of a dataset. */
  public static DatasetStatistics of(Dataset dataset) {
    int episodes = dataset.episodes();
    double[] returns = new double[episodes];
    int terminated = 0;
    int truncated = 0;
    for (int e = 0; e < episodes; e++) {
      returns[e] = dataset.episodeReturn(e);
      int last = dataset.end(e) - 1;
      if (dataset.terminated()[last]) {
        terminated++;
      } else if (dataset.truncated()[last]) {
        truncated++;
      }
    }
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (float reward : dataset.rewards()) {
      lowest = Math.min(lowest, reward);
      highest = Math.max(highest, reward);
    }
    double[] mean = means(dataset);
    return new DatasetStatistics(
        episodes,
        dataset.steps(),
        returns,
        terminated,
        truncated,
        episodes - terminated - truncated,
        lowest,
        highest,
        mean,
        deviations(dataset, mean));
  }

  private static double[] means(Dataset dataset) {
    float[] rows = dataset.observations();
    int n = dataset.observationSize();
    double[] sum = new double[n];
    for (int at = 0; at < rows.length; at += n) {
      for (int i = 0; i < n; i++) {
        sum[i] += rows[at + i];
      }
    }
    return Arrays.stream(sum).map(x -> x / (rows.length / n)).toArray();
  }

  private static double[] deviations(Dataset dataset, double[] mean) {
    float[] rows = dataset.observations();
    int n = mean.length;
    double[] sum = new double[n];
    for (int at = 0; at < rows.length; at += n) {
      for (int i = 0; i < n; i++) {
        double away = rows[at + i] - mean[i];
        sum[i] += away * away;
      }
    }
    return Arrays.stream(sum).map(x -> Math.sqrt(x / (rows.length / n))).toArray();
  }

  /** The mean return of an episode. */
  public double returnMean() {
    return Arrays.stream(returns).average().orElseThrow();
  }

  /** The standard deviation of the returns. */
  public double returnStd() {
    double mean = returnMean();
    return Math.sqrt(
        Arrays.stream(returns).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  /** The lowest return of an episode. */
  public double lowestReturn() {
    return Arrays.stream(returns).min().orElseThrow();
  }

  /** The highest return of an episode. */
  public double highestReturn() {
    return Arrays.stream(returns).max().orElseThrow();
  }

  /** The mean length of an episode in steps. */
  public double lengthMean() {
    return (double) steps / episodes;
  }
}
