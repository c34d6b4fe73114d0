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
import dev.bellman.autograd.optim.RmsProp;
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
 * Advantage actor-critic, the synchronous form of A3C: short rollouts of many environments ·
 * GAE(λ), at λ = 1 the return of the rollout · one step of policy and critic together.
 *
 * <pre>{@code
 * A = GAE(λ),   R = A + V_ψ(s)                             (1)
 * L_π = −E log π_θ(a|s)·A                                  (2)
 * L_V = E (⟦R⟧ − V_ψ(s))²                                  (3)
 * θ, ψ ← RMSProp on L_π + c_V·L_V − c_H·E H(π_θ(·|s))      (4)
 * }</pre>
 *
 * <p>Mnih et al., "Asynchronous Methods for Deep Reinforcement Learning" (2016). No departure from
 * the reference configuration (Stable-Baselines3's {@code a2c.py}), whose loss (3) has no ½ either;
 * it leaves the number of environments to its user, here it is RL-Zoo's 8.
 */
public final class A2c implements AgentLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param learningRate η
   * @param gamma γ in [0, 1]
   * @param lambda λ in [0, 1] of GAE
   * @param entropyCoefficient c_H ≥ 0
   * @param valueCoefficient c_V ≥ 0
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      Schedule learningRate,
      double gamma,
      double lambda,
      double entropyCoefficient,
      double valueCoefficient,
      double maxGradientNorm,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("a2c")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .learningRate("learningRate", learningRate)
          .gamma(gamma)
          .fraction("lambda", lambda)
          .notNegativeAndFinite("entropyCoefficient", entropyCoefficient)
          .notNegativeAndFinite("valueCoefficient", valueCoefficient)
          .positive("maxGradientNorm", maxGradientNorm)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Stable-Baselines3's {@code a2c.py}, with 8 environments. */
    public static Config defaults() {
      return new Config(8, 5, Schedule.constant(7e-4), 0.99, 1, 0, 0.5, 0.5, List.of(64, 64));
    }
  }

  private final Config config;
  private final Advantage advantage;
  private final Agent agent;
  private final OnPolicyBatch batch;
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
  public A2c(int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    advantage = new Advantage.Gae(config.lambda);
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    Parameters parameters = new Parameters("agent");
    agent =
        new Agent(
            "a2c",
            parameters,
            parameters,
            batch.observation,
            actions,
            config.hidden,
            seeds,
            workers);
    RmsProp rmsProp =
        new RmsProp(parameters, new RmsProp.Config(0.99, 1e-5, config.maxGradientNorm));

    Distribution policy = agent.policy();
    Var policyLoss =
        policy.logProbability(batch.action).times(batch.advantage).mean().unaryMinus(); // (2)
    Var valueLoss = Loss.squaredError(agent.value(), target(batch.returns)); // (3)
    Var entropy = policy.entropy().mean();
    Var loss =
        policyLoss
            .plus(valueLoss.times((float) config.valueCoefficient))
            .minus(entropy.times((float) config.entropyCoefficient)); // (4)
    Var gradientNorm = rmsProp.minimize(loss, learningRate);

    update = Program.of(workers, policyLoss, valueLoss, entropy, gradientNorm);
    figures =
        new Figures("a2c")
            .loss("policyLoss", update, policyLoss)
            .loss("valueLoss", update, valueLoss)
            .also("entropy", update, entropy)
            .loss("gradientNorm", update, gradientNorm)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(parameters)
            .with("rmsProp", Savable.of(rmsProp))
            .with("noise", Savable.of(agent.noise()));
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
        (observationSize, actions) -> new A2c(observationSize, actions, config, seeds, workers));
  }

  @Override
  public Acting agent() {
    return agent;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    batch.estimate(rollout, advantage, config.gamma); // (1)
    batch.write(rollout, update);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.run();
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
