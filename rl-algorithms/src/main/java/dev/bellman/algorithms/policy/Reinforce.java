package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Acting;
import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * REINFORCE: whole episodes of the current policy · their Monte Carlo returns, less a baseline ·
 * one step along the policy gradient.
 *
 * <pre>{@code
 * G = Σ γᵏ·rₜ₊ₖ  to the end of the episode                  (1)
 * A = G − b(s),   b = 0 or V_ψ                               (2)
 * L_π = −E log π_θ(a|s)·A,   θ ← Adam on L_π                 (3)
 * L_V = E (V_ψ(s) − G)²,     ψ ← Adam on L_V, several times  (4)
 * }</pre>
 *
 * <p>Where a time limit cuts an episode, what would have followed is what the baseline says of the
 * final observation; without a baseline it is nothing, as if the episode had ended.
 *
 * <p>Williams, "Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement
 * Learning" (1992). Departures from the reference configuration (Spinning Up's {@code vpg.py}):
 * episodes are brought to their end rather than cut after 4000 steps; the advantage is (2), neither
 * GAE nor standardised; the initial weights and log σ are those of {@link Actor}.
 */
public final class Reinforce implements AgentLearner {

  /**
   * The configuration.
   *
   * @param rolloutSteps T ≥ 1: episodes are begun until there are so many steps
   * @param longestEpisode steps after which an episode is cut where it would not end, ≥ 1: no
   *     shorter than the environment's time limit
   * @param baseline b
   * @param learningRate η of the policy
   * @param gamma γ in [0, 1]
   * @param hidden widths of the hidden layers of policy and baseline
   */
  public record Config(
      int rolloutSteps,
      int longestEpisode,
      Baseline baseline,
      Schedule learningRate,
      double gamma,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("reinforce")
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .atLeast("longestEpisode", 1, longestEpisode)
          .learningRate("learningRate", learningRate)
          .gamma(gamma)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Spinning Up's {@code vpg.py}. */
    public static Config defaults() {
      return new Config(
          4000, 1000, Baseline.Value.defaults(), Schedule.constant(3e-4), 0.99, List.of(64, 64));
    }

    RolloutLength.WholeEpisodes length() {
      return new RolloutLength.WholeEpisodes(rolloutSteps, longestEpisode);
    }
  }

  private final Config config;
  private final Advantage advantage = new Advantage.MonteCarlo();
  private final Parameters policyParameters = new Parameters("policy");
  private final Parameters criticParameters = new Parameters("critic");
  private final Agent agent;
  private final OnPolicyBatch batch;
  private final Optional<ValueRegression> regression;
  private final Var learningRate = Var.scalar("learningRate");
  private final Program update;
  private final Figures figures;
  private final Parts parts;

  /**
   * A learner that knows nothing yet.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   */
  public Reinforce(
      int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    batch = new OnPolicyBatch(observationSize, actions.size(), config.length().most());
    Var s = batch.observation;
    agent =
        switch (config.baseline) {
          case Baseline.None _ ->
              new Agent("reinforce", policyParameters, s, actions, config.hidden, seeds, workers);
          case Baseline.Value _ ->
              new Agent(
                  "reinforce",
                  policyParameters,
                  criticParameters,
                  s,
                  actions,
                  config.hidden,
                  seeds,
                  workers);
        };
    Adam adam = new Adam(policyParameters, Adam.Config.defaults());

    Distribution policy = agent.policy();
    Var policyLoss =
        policy.logProbability(batch.action).times(batch.advantage).mean().unaryMinus(); // (3)
    Var entropy = policy.entropy().mean();
    Var gradientNorm = adam.minimize(policyLoss, learningRate);
    regression =
        switch (config.baseline) {
          case Baseline.None _ -> Optional.empty();
          case Baseline.Value value ->
              Optional.of( // (4)
                  new ValueRegression(
                      criticParameters,
                      agent.value(),
                      batch,
                      new Minibatches(
                          config.length().most(),
                          value.iterations(),
                          1,
                          seeds.stream("reinforce.shuffle")),
                      workers));
        };

    update = Program.of(workers, policyLoss, entropy, gradientNorm);
    figures = new Figures("reinforce").loss("policyLoss", update, policyLoss);
    regression.ifPresent(r -> figures.loss("valueLoss", r.program(), r.loss()));
    figures
        .also("entropy", update, entropy)
        .loss("gradientNorm", update, gradientNorm)
        .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policyParameters)
            .with("policyAdam", Savable.of(adam))
            .with("noise", Savable.of(agent.noise()));
    regression.ifPresent(r -> parts.networks(criticParameters).with("regression", r));
  }

  /**
   * A training of this algorithm.
   *
   * @param environment makes one environment each time it is asked
   */
  public static <A extends Space> Training on(
      Supplier<? extends Environment<A>> environment, Config config, Seeds seeds, Workers workers) {
    return OnPolicy.of(
        environment,
        1,
        config.length(),
        seeds,
        (observationSize, actions) ->
            new Reinforce(observationSize, actions, config, seeds, workers));
  }

  @Override
  public Acting agent() {
    return agent;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    batch.estimate(rollout, advantage, config.gamma); // (1), (2)
    batch.write(rollout, update);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.run();
    if (config.baseline instanceof Baseline.Value value) {
      regression.orElseThrow().fit(rollout, value.learningRate().at(remaining));
    }
    figures.updated();
  }

  @Override
  public Figures figures() {
    return figures;
  }

  @Override
  public Parts parts() {
    return parts;
  }
}
