package dev.bellman.core.training;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How a policy did in some episodes, each played to its end.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(training.greedy(), environments, 20, Seeds.of(42));
 * double mean = evaluation.mean();
 * }</pre>
 *
 * @param returns sums of rewards without discount, one an episode
 * @param lengths steps, one an episode
 */
public record Evaluation(double[] returns, long[] lengths) {
  private static final int ROWS = 16;

  /** Steps after which an episode is cut, in case nothing else ever ends it. */
  private static final long LONGEST = 10_000;

  /**
   * Plays episodes in fresh environments side by side, so that the policy answers for all at once.
   *
   * <p>Episode i starts from {@code seeds.key("evaluation", i)} and belongs to environment i mod N
   * from the start: which episodes count depends neither on N nor on how long they last, so that
   * short ones are not favoured. Environment i is row i of the policy, which is told whenever an
   * episode of it begins.
   *
   * @param policy usually greedy; its actions go to the environments as they are
   * @param environment makes one environment each time it is asked; an episode that does not end by
   *     itself is cut after 10 000 steps
   * @param episodes how many, ≥ 1
   * @throws IllegalArgumentException if there are none
   */
  public static Evaluation of(
      Policy policy, Supplier<? extends Environment<?>> environment, int episodes, Seeds seeds) {
    if (episodes < 1) {
      throw new IllegalArgumentException("Evaluation: episodes must be ≥ 1, but is " + episodes);
    }
    Environment<?>[] environments = new Environment<?>[Math.min(ROWS, episodes)];
    Arrays.setAll(environments, i -> environment.get());
    int n = environments.length;
    int observationSize = environments[0].observationSpace().size();
    int actionSize = environments[0].actionSpace().size();
    float[] observations = new float[n * observationSize];
    float[] actions = new float[n * actionSize];
    double[] returns = new double[episodes];
    long[] lengths = new long[episodes];
    int[] episode = new int[n];
    for (int i = 0; i < n; i++) {
      episode[i] = i;
      environments[i].reset(seeds.key("evaluation", i), observations, i * observationSize);
      policy.episodeEnded(i);
    }
    for (int left = episodes; left > 0; ) {
      policy.act(observations, n, actions);
      for (int i = 0; i < n; i++) {
        if (episode[i] >= episodes) {
          continue; // its share is done: its row is only carried along
        }
        int row = i * observationSize;
        returns[episode[i]] += environments[i].step(actions, i * actionSize, observations, row);
        lengths[episode[i]]++;
        if (environments[i].terminated()
            || environments[i].truncated()
            || lengths[episode[i]] == LONGEST) {
          left--;
          episode[i] += n;
          if (episode[i] < episodes) {
            environments[i].reset(seeds.key("evaluation", episode[i]), observations, row);
            policy.episodeEnded(i);
          }
        }
      }
    }
    return new Evaluation(returns, lengths);
  }

  /** The number of episodes. */
  public int episodes() {
    return returns.length;
  }

  /** The mean return. */
  public double mean() {
    return Arrays.stream(returns).average().orElseThrow();
  }

  /** The standard deviation of the returns about their mean, dividing by their number. */
  public double std() {
    double mean = mean();
    return Math.sqrt(
        Arrays.stream(returns).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }
}
