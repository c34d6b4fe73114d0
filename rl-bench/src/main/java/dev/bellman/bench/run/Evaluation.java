package dev.bellman.bench.run;

import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import java.util.Arrays;

/**
 * The returns of some episodes of a policy, in environments of their own with seeds of their own.
 *
 * @param returns undiscounted, one an episode
 */
public record Evaluation(double[] returns) {
  private static final int ROWS = 64;

  /**
   * Plays episodes side by side, one row each, so that the policy answers for all rows at once.
   *
   * <p>Episode {@code i} starts from key {@code i} of the stream "evaluation": which row plays it
   * changes nothing.
   */
  public static Evaluation of(
      Policy policy, EnvironmentFactory environments, int episodes, long seed) {
    Seeds seeds = Seeds.of(seed);
    Environment<?>[] rows = new Environment<?>[Math.min(ROWS, episodes)];
    Arrays.setAll(rows, i -> environments.make());
    int observation = rows.length == 0 ? 0 : rows[0].observationSpace().size();
    int action = rows.length == 0 ? 0 : rows[0].actionSpace().size();
    float[] observations = new float[rows.length * observation];
    float[] actions = new float[rows.length * action];
    int[] playing = new int[rows.length];
    double[] returns = new double[episodes];
    int next = 0;
    int active = 0;
    for (; active < rows.length; active++) {
      start(rows[active], seeds, next, observations, active * observation);
      playing[active] = next++;
    }
    while (active > 0) {
      policy.act(observations, active, actions);
      for (int i = 0; i < active; i++) {
        Environment<?> row = rows[i];
        returns[playing[i]] += row.step(actions, i * action, observations, i * observation);
        if (!row.terminated() && !row.truncated()) {
          continue;
        }
        if (next < episodes) {
          start(row, seeds, next, observations, i * observation);
          playing[i] = next++;
        } else {
          // the last active row takes this one's place; it is looked at next, with its own action
          active--;
          rows[i] = rows[active];
          rows[active] = row;
          playing[i] = playing[active];
          System.arraycopy(
              observations, active * observation, observations, i * observation, observation);
          System.arraycopy(actions, active * action, actions, i * action, action);
          i--;
        }
      }
    }
    return new Evaluation(returns);
  }

  private static void start(
      Environment<?> environment, Seeds seeds, int episode, float[] observations, int at) {
    environment.reset(seeds.key("evaluation", episode) >>> 1, observations, at);
  }

  /** How many episodes were played. */
  public int episodes() {
    return returns.length;
  }

  /** The mean return; NaN if there was no episode. */
  public double mean() {
    return Arrays.stream(returns).average().orElse(Double.NaN);
  }

  /** The standard deviation of the returns about their mean. */
  public double std() {
    double mean = mean();
    return Math.sqrt(
        Arrays.stream(returns).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN));
  }
}
