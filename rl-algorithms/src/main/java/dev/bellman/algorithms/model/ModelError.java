package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * How far a model's rollouts stray from the world: why rollouts are short.
 *
 * <pre>{@code
 * ŝ₀ = s_t,   ŝ_h+1 = the mean of p̂_η,j(·|ŝ_h, a_t+h),   of every start t and elite j
 * e_h = √(mean_i ((ŝ_h,i − s_t+h,i)/d_i)²),   d_i the standard deviation of s_i in the episodes
 * }</pre>
 *
 * <p>Both follow the same actions, which a policy took in fresh episodes.
 *
 * @param length h ≥ 1
 * @param low the e_h that a tenth of the rollouts stay below
 * @param median the e_h in the middle
 * @param high the e_h that a tenth of the rollouts exceed
 * @param disagreement how far the elites' ŝ_h lie apart, measured like e_h from their mean: its
 *     mean over the starts; 0 of a single elite
 */
public record ModelError(int length, double low, double median, double high, double disagreement) {

  /**
   * The errors of rollouts of 1 … {@code longest} steps.
   *
   * @param policy takes the actions, in episodes on seeds of their own
   * @param environment makes one environment each time it is asked
   * @param episodes how many, ≥ 1; each is cut after 1000 steps
   * @param longest the most steps, ≥ 1
   * @throws IllegalArgumentException if no episode is that long
   */
  public static List<ModelError> of(
      DynamicsModel model,
      Policy policy,
      Supplier<? extends Environment<?>> environment,
      int episodes,
      int longest,
      Seeds seeds) {
    new Ranges("model-error").atLeast("episodes", 1, episodes).atLeast("length", 1, longest);
    List<Trajectory> trajectories = new ArrayList<>();
    for (int i = 0; i < episodes; i++) {
      trajectories.add(
          Trajectory.of(environment.get(), policy, seeds.key("model-error.episode", i)));
    }
    return new Rollouts(model.steps("model-error").ofMeans(), trajectories, longest).errors();
  }

  /** An episode: T + 1 observations and T actions. */
  private record Trajectory(List<float[]> observations, List<float[]> actions) {
    private static final int LONGEST = 1000;

    static Trajectory of(Environment<?> environment, Policy policy, long seed) {
      Trajectory all = new Trajectory(new ArrayList<>(), new ArrayList<>());
      float[] s = new float[environment.observationSpace().size()];
      float[] a = new float[environment.actionSpace().size()];
      environment.reset(seed, s, 0);
      policy.episodeEnded(0);
      all.observations.add(s.clone());
      do {
        policy.act(s, 1, a);
        environment.step(a, 0, s, 0);
        all.actions.add(a.clone());
        all.observations.add(s.clone());
      } while (!environment.terminated()
          && !environment.truncated()
          && all.actions.size() < LONGEST);
      return all;
    }
  }

  private record Start(Trajectory trajectory, int at) {
    float[] observation(int h) {
      return trajectory.observations.get(at + h);
    }

    float[] action(int h) {
      return trajectory.actions.get(at + h);
    }
  }

  /** All starts at once, each with a particle of every elite. */
  private static final class Rollouts {
    private final ImaginedSteps steps;
    private final int longest;
    private final List<Start> starts = new ArrayList<>();
    private final double[] deviation;
    private final int n;
    private final int k;

    Rollouts(ImaginedSteps steps, List<Trajectory> trajectories, int longest) {
      this.steps = steps;
      this.longest = longest;
      n = steps.observationSize();
      k = steps.group();
      for (Trajectory trajectory : trajectories) {
        for (int t = 0; t + longest <= trajectory.actions.size(); t++) {
          starts.add(new Start(trajectory, t));
        }
      }
      if (starts.isEmpty()) {
        throw new IllegalArgumentException(
            "model-error: no episode has " + longest + " steps; ask for a smaller length");
      }
      deviation = deviations(trajectories);
    }

    private double[] deviations(List<Trajectory> trajectories) {
      List<float[]> all = trajectories.stream().flatMap(t -> t.observations.stream()).toList();
      double[] out = new double[n];
      for (int i = 0; i < n; i++) {
        int component = i;
        double mean = all.stream().mapToDouble(s -> s[component]).average().orElseThrow();
        double variance =
            all.stream()
                .mapToDouble(s -> (s[component] - mean) * (s[component] - mean))
                .average()
                .orElseThrow();
        out[i] = variance > 0 ? Math.sqrt(variance) : 1;
      }
      return out;
    }

    List<ModelError> errors() {
      int count = starts.size() * k;
      int m = steps.actionSize();
      float[] states = new float[count * n];
      float[] actions = new float[count * m];
      for (int p = 0; p < count; p++) {
        System.arraycopy(starts.get(p / k).observation(0), 0, states, p * n, n);
      }
      List<ModelError> errors = new ArrayList<>();
      for (int h = 0; h < longest; h++) {
        for (int p = 0; p < count; p++) {
          System.arraycopy(starts.get(p / k).action(h), 0, actions, p * m, m);
        }
        steps.imagine(count, states, actions, states, new double[count], new boolean[count]);
        errors.add(error(h + 1, states));
      }
      return errors;
    }

    private ModelError error(int h, float[] states) {
      double[] distances = new double[starts.size() * k];
      double apart = 0;
      float[] mean = new float[n];
      for (int p = 0; p < distances.length; p++) {
        distances[p] = distance(states, p * n, starts.get(p / k).observation(h));
        if (p % k == 0) {
          Arrays.fill(mean, 0);
          for (int i = 0; i < n * k; i++) {
            mean[i % n] += states[p * n + i] / k;
          }
        }
        apart += distance(states, p * n, mean) / distances.length;
      }
      Arrays.sort(distances);
      int last = distances.length - 1;
      return new ModelError(
          h, distances[last / 10], distances[last / 2], distances[last - last / 10], apart);
    }

    private double distance(float[] states, int at, float[] from) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double e = (states[at + i] - from[i]) / deviation[i];
        sum += e * e;
      }
      return Math.sqrt(sum / n);
    }
  }
}
