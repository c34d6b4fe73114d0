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
 * The policy gradient from samples of another policy: rollouts of the policy b that the learner was
 * before · an estimate of the advantage · several epochs of steps along the surrogate objective,
 * whose importance ratios nothing holds back.
 *
 * <pre>{@code
 * A = an estimate of Q − V,   R = A + V₀                          (1)
 * ρ = π_θ(a|s) / b(a|s)                                           (2)
 * w = ⟦min(1, c / ρ)⟧                                             (3)
 * L_π = −E_b w·ρ·A,   ∇L_π = −E_b min(ρ, c)·∇log π_θ(a|s)·A       (4)
 * L_V = E (⟦R⟧ − V_ψ(s))²                                         (5)
 * θ ← Adam on L_π,   ψ ← Adam on L_V,   per minibatch             (6)
 * }</pre>
 *
 * <p>At the first minibatch of a rollout π is b, ρ is 1, and (4) is the on-policy gradient. At c =
 * ∞ L_π is the notes' −J_off; a finite c truncates the importance weights (Ionides, "Truncated
 * Importance Sampling", 2008), which bounds the variance and biases. Degris, White and Sutton,
 * "Off-Policy Actor-Critic" (2012). There is no reference configuration: what it shares with {@link
 * Ppo} has the values of CleanRL's {@code ppo.py}, except that advantages are not standardised.
 */
public final class OffPolicyPolicyGradient implements AgentLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param epochs how often each rollout is gone through
   * @param minibatches into how many parts
   * @param advantage how A is estimated
   * @param maxRatio c &gt; 0; infinity truncates no ratio
   * @param learningRate η of policy and critic
   * @param gamma γ in [0, 1]
   * @param maxGradientNorm norm to which the gradients of policy and critic are clipped, each on
   *     its own; infinity clips none
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      int epochs,
      int minibatches,
      Advantage advantage,
      double maxRatio,
      Schedule learningRate,
      double gamma,
      double maxGradientNorm,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("off-policy-pg")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .atLeast("epochs", 1, epochs)
          .atLeast("minibatches", 1, minibatches)
          .require(
              minibatches <= (long) environments * rolloutSteps,
              "minibatches must not exceed environments·rolloutSteps",
              minibatches)
          .positive("maxRatio", maxRatio)
          .learningRate("learningRate", learningRate)
          .gamma(gamma)
          .positive("maxGradientNorm", maxGradientNorm)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** CleanRL's {@code ppo.py} without its clipping of ratios. */
    public static Config defaults() {
      return new Config(
          4,
          128,
          4,
          4,
          Advantage.Gae.defaults(),
          Double.POSITIVE_INFINITY,
          Schedule.linear(2.5e-4),
          0.99,
          0.5,
          List.of(64, 64));
    }
  }

  private final Config config;
  private final Agent agent;
  private final OnPolicyBatch batch;
  private final Minibatches minibatches;
  private final Minibatches.Step step = this::step;
  private final Var learningRate = Var.scalar("learningRate");
  private final Program update;
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
  public OffPolicyPolicyGradient(
      int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    minibatches =
        new Minibatches(
            rows, config.epochs, config.minibatches, seeds.stream("off-policy-pg.shuffle"));
    Parameters actor = new Parameters("policy");
    Parameters critic = new Parameters("critic");
    agent =
        new Agent(
            "off-policy-pg",
            actor,
            critic,
            batch.observation,
            actions,
            config.hidden,
            seeds,
            workers);
    Adam.Config optimizer = new Adam.Config(0.9, 0.999, 1e-5, config.maxGradientNorm);
    Adam policyAdam = new Adam(actor, optimizer);
    Adam criticAdam = new Adam(critic, optimizer);

    Distribution policy = agent.policy();
    Var logRatio = policy.logProbability(batch.action).minus(batch.oldLogProbability);
    Var ratio = logRatio.exp(); // (2)
    Var weight =
        target(Var.constant((float) config.maxRatio).div(ratio).min(Var.constant(1)))
            .value(); // (3)
    Var policyLoss = weight.times(ratio).times(batch.advantage).mean().unaryMinus(); // (4)
    Var valueLoss = Loss.squaredError(agent.value(), target(batch.returns)); // (5)
    Var entropy = policy.entropy().mean();
    Var approximateKl = ratio.minus(1).minus(logRatio).mean();
    Var gradientNorm = policyAdam.minimize(policyLoss, learningRate); // (6)
    Var criticNorm = criticAdam.minimize(valueLoss, learningRate);

    update =
        Program.of(
            workers, policyLoss, valueLoss, entropy, approximateKl, gradientNorm, criticNorm);
    figures =
        new Figures("off-policy-pg")
            .loss("policyLoss", update, policyLoss)
            .loss("valueLoss", update, valueLoss)
            .also("entropy", update, entropy)
            .also("approximateKl", update, approximateKl)
            .loss("gradientNorm", update, gradientNorm)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(actor, critic)
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
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
        (observationSize, actions) ->
            new OffPolicyPolicyGradient(observationSize, actions, config, seeds, workers));
  }

  @Override
  public Acting agent() {
    return agent;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    this.rollout = rollout;
    batch.estimate(rollout, config.advantage, config.gamma); // (1)
    update.set(learningRate, (float) config.learningRate.at(remaining));
    minibatches.of(rollout.size(), step);
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
