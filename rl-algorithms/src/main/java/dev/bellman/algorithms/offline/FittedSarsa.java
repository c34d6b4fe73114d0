package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.algorithms.value.QNetwork;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.OneStep;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.targets.DoubleTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Fitted SARSA: transitions of a dataset · the Bellman operator at the current policy, whose next
 * action takes the place of one that the data may not have · the policy is greedy in Q, and changes
 * when Q has been evaluated. This is policy iteration with Q-functions.
 *
 * <pre>{@code
 * y = r + γ·Q̄(s′, a′),   a′ = argmax_a Q_π(s′, a)                           (1)
 * L = E (Q(s, a) − y)²;   φ ← Adam on L                                      (2)
 * every M updates:        Q̄ ← Q, one regression of the evaluation            (3)
 * every K of those:       Q_π ← Q, which improves the policy                 (4)
 * }</pre>
 *
 * <p>K = 1 is fitted Q-iteration. Ernst, Geurts, Wehenkel, "Tree-Based Batch Mode Reinforcement
 * Learning" (2005); Lagoudakis, Parr, "Least-Squares Policy Iteration" (2003).
 */
public final class FittedSarsa implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param observations how networks see observations
   * @param learningRate η
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param regressionUpdates M ≥ 1
   * @param evaluationRegressions K ≥ 1
   * @param hidden widths of the hidden layers
   */
  public record Config(
      Observations observations,
      Schedule learningRate,
      int batchSize,
      double gamma,
      int regressionUpdates,
      int evaluationRegressions,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("fitted-sarsa")
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .atLeast("regressionUpdates", 1, regressionUpdates)
          .atLeast("evaluationRegressions", 1, evaluationRegressions)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** {@link FittedQIteration}'s, with ten regressions a policy. */
    public static Config defaults() {
      FittedQIteration.Config fqi = FittedQIteration.Config.defaults();
      return new Config(
          Observations.RAW,
          fqi.learningRate(),
          fqi.batchSize(),
          fqi.gamma(),
          fqi.iterationUpdates(),
          10,
          fqi.hidden());
    }
  }

  private final Config config;
  private final Parameters network = new Parameters("network");
  private final Parameters target = new Parameters("target");
  private final Parameters policy = new Parameters("policy");
  private final Var learningRate = Var.scalar("learningRate");
  private final Policy greedy;
  private final Program update;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

  /**
   * A learner that knows nothing yet.
   *
   * @param observations how its networks see observations
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   */
  public FittedSarsa(
      int observationSize,
      Discrete actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    RandomGenerator random = seeds.stream("fitted-sarsa.initialization");
    QNetwork q = network(network, observationSize, actions, random);
    QNetwork qBar = network(target, observationSize, actions, random);
    QNetwork qPi = network(policy, observationSize, actions, random);
    target.copyFrom(network);
    policy.copyFrom(network);
    Adam adam = new Adam(network, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, 1);
    TransitionBatch seen = observations.of(batch);
    Var values = q.apply(seen.observation());
    Target y = new DoubleTarget(qPi, qBar).of(seen); // (1)
    Var value = values.gather(batch.action());
    Var loss = Loss.squaredError(value, y); // (2)

    Var meanValue = value.mean();
    Var policyValue = values.maxColumns().mean();
    greedy = NetworkPolicy.best("fitted-sarsa", batch.observation(), values);
    update = Program.of(workers, loss, meanValue, policyValue, adam.minimize(loss, learningRate));
    transitions = batch.in(update);
    figures =
        new Figures("fitted-sarsa")
            .loss("loss", update, loss)
            .also("meanValue", update, meanValue)
            .also("policyValue", update, policyValue)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(network, target, policy)
            .networks(observations.parameters())
            .with("adam", Savable.of(adam));
  }

  private QNetwork network(
      Parameters parameters, int observationSize, Discrete actions, RandomGenerator random) {
    return new QNetwork(
        parameters, observationSize, actions.n(), config.hidden, QNetwork.Head.PLAIN, random);
  }

  /** A training of this algorithm on a dataset. */
  public static Training on(
      Optional<Dataset> data,
      Supplier<? extends Environment<Discrete>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return Offline.of(
        data,
        environment,
        config.observations,
        Offline.Online.NONE,
        new OneStep(config.gamma),
        seeds,
        (n, actions, observations) ->
            new FittedSarsa(n, actions, config, observations, seeds, workers));
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    greedy.act(observations, rows, actions);
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.run();
    long count = figures.updated();
    if (count % config.regressionUpdates == 0) {
      target.copyFrom(network); // (3)
    }
    if (count % ((long) config.regressionUpdates * config.evaluationRegressions) == 0) {
      policy.copyFrom(network); // (4)
    }
  }

  @Override
  public Policy greedy() {
    return greedy;
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
