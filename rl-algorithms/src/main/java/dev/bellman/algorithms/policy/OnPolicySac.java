package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.Critic;
import dev.bellman.algorithms.network.SquashedActor;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.SquashedGaussian;
import dev.bellman.autograd.distribution.SquashedGaussian.Sample;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.SoftTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Soft actor-critic, on-policy: single steps of the current policy · the soft Bellman operator at
 * that policy · a policy that gains value and entropy, whose price is fixed.
 *
 * <pre>{@code
 * y = r + γ·⟦Q(s′, a′) − α·log π(a′|s′)⟧,   a′ ~ π_θ(·|s′)                 (1)
 * L_Q = E (Q(s, a) − y)²;   φ ← Adam on L_Q                                (2)
 * L_π = E [α·log π(ã|s) − Q(s, ã)],   ã ~ π_θ(·|s);   θ ← Adam on L_π      (3)
 * }</pre>
 *
 * <p>(3) sees the critic after (2). It is of a fresh action ã, through which the gradient passes,
 * and not of the batch's. Haarnoja et al., "Soft Actor-Critic: Off-Policy Maximum Entropy Deep
 * Reinforcement Learning with a Stochastic Actor" (2018), of which this is the on-policy form with
 * one critic and no target network. There is no reference configuration.
 */
public final class OnPolicySac implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1, stepped together
   * @param rolloutSteps T ≥ 1, steps of each environment from one training to the next; a batch is
   *     all N·T transitions
   * @param updates updates a rollout, ≥ 1
   * @param learningRate η of actor and critic
   * @param gamma γ in [0, 1]
   * @param temperature α ≥ 0
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      int updates,
      Schedule learningRate,
      double gamma,
      double temperature,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("on-policy-sac")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .require(
              (long) environments * rolloutSteps <= Integer.MAX_VALUE - 8,
              "rolloutSteps times environments must be the length of an array",
              rolloutSteps)
          .atLeast("updates", 1, updates)
          .learningRate("learningRate", learningRate)
          .gamma(gamma)
          .notNegativeAndFinite("temperature", temperature)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** SAC's learning rate and layers, and Spinning Up's fixed α; the rest is ours. */
    public static Config defaults() {
      return new Config(16, 8, 1, Schedule.constant(3e-4), 0.99, 0.2, List.of(256, 256));
    }

    OffPolicy.Config experience() {
      return OffPolicy.Config.rollouts(environments, rolloutSteps, updates);
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters critic = new Parameters("critic");
  private final Var learningRate = Var.scalar("learningRate");
  private final Policy behaviour;
  private final Policy greedy;
  private final Program update;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

  /** A learner on one thread that knows nothing yet. */
  public OnPolicySac(int observationSize, Box actions, Config config, Seeds seeds) {
    this(observationSize, actions, config, seeds, Workers.of(1));
  }

  /**
   * A learner that knows nothing yet.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions, with finite bounds
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   * @throws IllegalArgumentException if a bound of the actions is infinite
   */
  public OnPolicySac(
      int observationSize, Box actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("on-policy-sac.noise", 0));
    RandomGenerator random = seeds.stream("on-policy-sac.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale("on-policy-sac", actions);
    SquashedActor actor = new SquashedActor(policy, observationSize, n, config.hidden, random);
    Critic q = new Critic(critic, observationSize, n, config.hidden, random);
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critic, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, n);
    Var s = batch.observation();
    Var a = scale.toUnit(batch.action());
    Var alpha = Var.constant((float) config.temperature);
    Target y = new SoftTarget(s2 -> actor.at(s2).sample(noise), q::at, alpha).of(batch); // (1)
    Var criticLoss = Loss.squaredError(q.at(s, a), y); // (2)
    SquashedGaussian pi = actor.at(s);
    Sample now = pi.sample(noise);
    Var logProbability = now.logProbability();
    Var actorLoss = alpha.times(logProbability).minus(q.at(s, now.action())).mean(); // (3)

    Var entropy = logProbability.mean().unaryMinus();
    behaviour = new NetworkPolicy("on-policy-sac", s, scale.toBox(now.action()));
    greedy = new NetworkPolicy("on-policy-sac", s, scale.toBox(pi.mode()));
    update =
        Program.of(
            workers,
            criticLoss,
            criticAdam.minimize(criticLoss, learningRate),
            actorLoss,
            entropy,
            policyAdam.minimize(actorLoss, learningRate));
    transitions = batch.in(update);
    figures =
        new Figures("on-policy-sac")
            .loss("criticLoss", update, criticLoss)
            .loss("actorLoss", update, actorLoss)
            .also("entropy", update, entropy)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(policy, critic)
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("noise", Savable.of(noise));
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Box>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return OffPolicy.of(
        environment,
        config.experience(),
        seeds,
        OffPolicy.Replays.rollout(config.gamma),
        (buffer, actions) ->
            new OnPolicySac(buffer.observationSize(), actions, config, seeds, workers));
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    behaviour.act(observations, rows, actions);
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    int rows = config.environments * config.rolloutSteps;
    update.prepare(rows);
    source.write(rows, transitions);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.run();
    figures.updated();
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
