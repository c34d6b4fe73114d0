package dev.bellman.algorithms.offline;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Normalizer.Observations;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.loop.Offline;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.DeterministicActor;
import dev.bellman.algorithms.network.SoftmaxActor;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Categorical;
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
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Behaviour cloning: actions of a dataset · no values · regression to those actions.
 *
 * <pre>{@code
 * Discrete:  L = −E log π(a|s)                                   (1)
 * Box:       L = E ‖μ(s) − a‖²/A,   A components in [−1, 1]      (2)
 * θ ← Adam on L
 * }</pre>
 *
 * <p>Of all episodes, those with the highest discounted returns may be taken alone. Pomerleau,
 * "ALVINN: An Autonomous Land Vehicle in a Neural Network" (1989). Departures from the reference,
 * CORL's {@code any_percent_bc.py}, which has (2): all episodes unless it is set otherwise, there a
 * tenth; their number is rounded, there cut.
 */
public final class BehaviorCloning implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param fraction the part of the episodes that is imitated, in (0, 1]
   * @param gamma γ in [0, 1] of the returns by which they are chosen
   * @param observations how the network sees observations
   * @param learningRate η
   * @param batchSize actions an update, ≥ 1
   * @param hidden widths of the hidden layers
   */
  public record Config(
      double fraction,
      double gamma,
      Observations observations,
      Schedule learningRate,
      int batchSize,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("bc")
          .require(fraction > 0 && fraction <= 1, "fraction must be in (0, 1]", fraction)
          .gamma(gamma)
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** CORL's {@code any_percent_bc.py}. */
    public static Config defaults() {
      return new Config(
          1, 0.99, Observations.STANDARDIZED, Schedule.constant(3e-4), 256, List.of(256, 256));
    }
  }

  private final Config config;
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
   * @param actions the space of actions; a box has finite bounds
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   * @throws IllegalArgumentException if a bound of the actions is infinite
   */
  public BehaviorCloning(
      int observationSize,
      Space actions,
      Config config,
      Normalizer observations,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    RandomGenerator random = seeds.stream("bc.initialization");
    ActionScale scale = ActionScale.of("bc", actions);
    TransitionBatch batch = TransitionBatch.of(observationSize, actions.size());
    Var s = observations.of(batch.observation());
    Var a = scale.toUnit(batch.action());
    Cloned cloned =
        switch (actions) {
          case Finite finite -> {
            Categorical pi =
                new SoftmaxActor(policy, observationSize, finite.n(), config.hidden, random).at(s);
            yield new Cloned(
                pi.logProbability(a).mean().unaryMinus(), // (1)
                NetworkPolicy.of("bc", batch.observation(), pi, pi.mode()));
          }
          case Box box -> {
            Var mu =
                new DeterministicActor(policy, observationSize, box.size(), config.hidden, random)
                    .at(s);
            yield new Cloned(
                mu.minus(a).square().meanColumns().mean(), // (2)
                new NetworkPolicy("bc", batch.observation(), scale.toBox(mu)));
          }
        };
    Adam adam = new Adam(policy, Adam.Config.defaults());

    greedy = cloned.policy;
    update =
        Program.of(
            workers,
            cloned.loss,
            adam.minimize(cloned.loss, learningRate),
            batch.reward(), // the rest of a transition: it has a place, though nothing reads it
            batch.discount(),
            batch.nextObservation());
    transitions = batch.in(update);
    figures =
        new Figures("bc")
            .loss("policyLoss", update, cloned.loss)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy)
            .networks(observations.parameters())
            .with("adam", Savable.of(adam));
  }

  private record Cloned(Var loss, Policy policy) {}

  /** A training of this algorithm on a dataset. */
  public static Training on(
      Optional<Dataset> data,
      Supplier<? extends Environment<Space>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return Offline.of(
        data.map(d -> d.best(config.fraction, config.gamma)),
        environment,
        config.observations,
        Offline.Online.NONE,
        new OneStep(config.gamma),
        seeds,
        (n, actions, observations) ->
            new BehaviorCloning(n, actions, config, observations, seeds, workers));
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.run();
    figures.updated();
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    greedy.act(observations, rows, actions);
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
