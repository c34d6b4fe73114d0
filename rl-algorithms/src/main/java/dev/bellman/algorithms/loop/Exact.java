package dev.bellman.algorithms.loop;

import dev.bellman.autograd.Parameters;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.exact.ExactMethod;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.FinitePolicy;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.space.Finite;
import dev.bellman.core.training.EpisodeStatistics;
import dev.bellman.core.training.Training;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The exact loop: iterations of a method that knows the MDP, until it has converged.
 *
 * <p>Nothing is acted: a step is an iteration, and there are no episodes.
 */
public final class Exact implements Training {
  private final FiniteMdp mdp;
  private final ExactMethod method;
  private final Finite observations;
  private final EpisodeStatistics episodes = new EpisodeStatistics(1);

  /**
   * A training that has not begun.
   *
   * @param mdp whose values the method finds
   * @param observations how the environment shows the states: element i is state i
   */
  public Exact(FiniteMdp mdp, ExactMethod method, Finite observations) {
    this.mdp = mdp;
    this.method = method;
    this.observations = observations;
  }

  @Override
  public boolean advance(long limit) {
    return steps() < limit && method.improve();
  }

  @Override
  public long steps() {
    return method.iterations();
  }

  @Override
  public long updates() {
    return method.iterations();
  }

  /** {@code startValue} = Σ p₀(s)·V(s), iterations, and the change of the last sweep. */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("startValue", mdp.startValue(method.values()));
    metrics.put("iterations", (double) method.iterations());
    metrics.put("residual", method.residual());
    return metrics;
  }

  @Override
  public EpisodeStatistics episodes() {
    return episodes;
  }

  /** The method's policy as it is now: the likeliest action of each state. */
  @Override
  public Policy greedy() {
    FinitePolicy policy = method.policy();
    return (rows, count, actions) -> {
      for (int i = 0; i < count; i++) {
        actions[i] = policy.mode(observations.index(rows, i * observations.size()));
      }
    };
  }

  @Override
  public Map<String, Parameters> parameters() {
    return Map.of();
  }

  @Override
  public void save(StateWriter out) {
    out.put("method", method);
  }

  @Override
  public void load(StateReader in) {
    in.get("method", method);
  }
}
