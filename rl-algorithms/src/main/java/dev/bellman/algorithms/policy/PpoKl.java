package dev.bellman.algorithms.policy;

import static dev.bellman.autograd.Target.target;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.Acting;
import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.nn.Loss;
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
import java.util.function.Supplier;

/**
 * Proximal policy optimisation with a penalty: rollouts of the current policy · GAE(λ) · several
 * epochs of minibatch steps that pay for the divergence from the policy that acted, at a price that
 * adapts; a finite clip holds the ratios back as {@link Ppo} does.
 *
 * <pre>{@code
 * Â ← (A − mean A) / (std A + 1e-8),   A = GAE(λ), per minibatch           (1)
 * ρ = π_θ(a|s) / π_θ₀(a|s),   KL = E KL(π_θ₀(·|s) ‖ π_θ(·|s))              (2)
 * L_π = −E min(ρ·Â, clip(ρ, 1 − ε, 1 + ε)·Â) + β·KL                        (3)
 * L_V = E (⟦R⟧ − V_ψ(s))²,   R = A + V₀                                    (4)
 * θ ← Adam on L_π,   ψ ← Adam on L_V                                       (5)
 * β ← 2·β where KL > 1.5·d,   β/2 where KL < d/1.5, after all epochs       (6)
 * }</pre>
 *
 * <p>KL is exact: of the distributions at each state of the rollout, not of the actions taken.
 * Schulman et al., "Proximal Policy Optimization Algorithms" (2017), section 4. Departures from the
 * reference configuration (CleanRL's {@code ppo.py} for what the two share, the paper for (6) and
 * d, modular_rl for β at first): those of {@link Ppo}, and policy and critic have an optimizer
 * each, so that there is no weight between their losses; no clipping of values, no entropy bonus.
 * From modular_rl's {@code ppo.py}: (6) has its factor 2 and its bounds where that has 1.5 and
 * [0.7·d, 1.3·d], 1000·(KL − 2·d)² is not added beyond 2·d, and sizes and rate are not its 10
 * epochs, batches of 128 and 1e-3.
 */
public final class PpoKl implements AgentLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param epochs how often each rollout is gone through
   * @param minibatches into how many parts
   * @param learningRate η of policy and critic
   * @param gamma γ in [0, 1]
   * @param lambda λ in [0, 1] of GAE
   * @param penalty β at first, positive and finite
   * @param targetKl d, positive and finite
   * @param clip ε &gt; 0; infinity clips no ratio
   * @param maxGradientNorm norm to which the gradients of policy and critic are clipped, each on
   *     its own; infinity clips none
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      int epochs,
      int minibatches,
      Schedule learningRate,
      double gamma,
      double lambda,
      double penalty,
      double targetKl,
      Schedule clip,
      double maxGradientNorm,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("ppo-kl")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .atLeast("epochs", 1, epochs)
          .atLeast("minibatches", 1, minibatches)
          .require(
              minibatches <= (long) environments * rolloutSteps,
              "minibatches must not exceed environments·rolloutSteps",
              minibatches)
          .learningRate("learningRate", learningRate)
          .gamma(gamma)
          .fraction("lambda", lambda)
          .positiveAndFinite("penalty", penalty)
          .positiveAndFinite("targetKl", targetKl)
          .require(clip.initial() > 0, "clip must be positive", clip)
          .positive("maxGradientNorm", maxGradientNorm)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** CleanRL's {@code ppo.py} with the paper's penalty instead of its clips and its bonus. */
    public static Config defaults() {
      return new Config(
          4,
          128,
          4,
          4,
          Schedule.linear(2.5e-4),
          0.99,
          0.95,
          1,
          0.01,
          Schedule.constant(Double.POSITIVE_INFINITY),
          0.5,
          List.of(64, 64));
    }
  }

  private final Config config;
  private final Advantage advantage;
  private final Parameters parameters = new Parameters("policy");
  private final Parameters oldParameters = new Parameters("oldPolicy");
  private final Agent agent;
  private final OnPolicyBatch batch;
  private final Minibatches minibatches;
  private final Minibatches.Step step = this::step;
  private final KlPenalty penalty;
  private final Var clip = Var.scalar("clip");
  private final Var beta = Var.scalar("beta");
  private final Var learningRate = Var.scalar("learningRate");
  private final Var kl;
  private final Program update;
  private final Program divergence;
  private final Figures figures;
  private final Parts parts;

  private Rollout rollout;

  /**
   * A learner that knows nothing yet.
   *
   * @param observationSize floats an observation
   * @param actions the space of actions
   * @param seeds where all randomness comes from
   * @param workers who shares the work of an update
   */
  public PpoKl(int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    advantage = new Advantage.Gae(config.lambda);
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    minibatches =
        new Minibatches(rows, config.epochs, config.minibatches, seeds.stream("ppo-kl.shuffle"));
    penalty = new KlPenalty(config.penalty, config.targetKl);
    Parameters critic = new Parameters("critic");
    Var s = batch.observation;
    agent = new Agent("ppo-kl", parameters, critic, s, actions, config.hidden, seeds, workers);
    Actor oldActor =
        new Actor(
            oldParameters, observationSize, actions, config.hidden, seeds.stream("ppo-kl.old"));
    Adam.Config optimizer = new Adam.Config(0.9, 0.999, 1e-5, config.maxGradientNorm);
    Adam policyAdam = new Adam(parameters, optimizer);
    Adam criticAdam = new Adam(critic, optimizer);

    Distribution policy = agent.policy();
    Var normalized = batch.standardizedAdvantage(); // (1)
    Var ratio = policy.logProbability(batch.action).minus(batch.oldLogProbability).exp(); // (2)
    kl = oldActor.at(s).divergence(policy).mean();
    Var clipped = ratio.clamp(clip.minusFrom(1), clip.plus(1));
    Var surrogate = ratio.times(normalized).min(clipped.times(normalized)).mean();
    Var policyLoss = beta.times(kl).minus(surrogate); // (3)
    Var valueLoss = Loss.squaredError(agent.value(), target(batch.returns)); // (4)
    Var entropy = policy.entropy().mean();
    Var gradientNorm = policyAdam.minimize(policyLoss, learningRate); // (5)
    Var criticNorm = criticAdam.minimize(valueLoss, learningRate);

    update = Program.of(workers, policyLoss, valueLoss, entropy, kl, gradientNorm, criticNorm);
    divergence = Program.of(workers, kl);
    figures =
        new Figures("ppo-kl")
            .loss("policyLoss", update, policyLoss)
            .loss("valueLoss", update, valueLoss)
            .also("entropy", update, entropy)
            .also("minibatchKl", update, kl)
            .loss("gradientNorm", update, gradientNorm)
            .also("beta", update, beta)
            .also("kl", divergence, kl)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(parameters, critic)
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("penalty", penalty)
            .with("noise", Savable.of(agent.noise()))
            .with("shuffle", minibatches);
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
        config.environments,
        new RolloutLength.Fixed(config.rolloutSteps),
        seeds,
        (observationSize, actions) -> new PpoKl(observationSize, actions, config, seeds, workers));
  }

  @Override
  public Acting agent() {
    return agent;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    this.rollout = rollout;
    oldParameters.copyFrom(parameters);
    batch.estimate(rollout, advantage, config.gamma);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.set(clip, (float) config.clip.at(remaining));
    update.set(beta, (float) penalty.beta());
    minibatches.of(rollout.size(), step);
    batch.write(rollout, divergence);
    divergence.run();
    penalty.adapt(divergence.scalar(kl)); // (6)
  }

  private boolean step(int[] order, int from, int to) {
    batch.write(rollout, order, from, to, update);
    update.run();
    figures.updated();
    return true;
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
