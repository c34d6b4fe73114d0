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
 * The on-policy actor-critic: rollouts of the current policy · any estimate of the advantage with
 * the help of V_ψ · one step along the policy gradient, one of the critic.
 *
 * <pre>{@code
 * A_ψ = an estimate of Q − V                         (1)
 * L_V = E (⟦A_ψ(s, a) + V_ψ(s)⟧ − V_ψ(s))²           (2)
 * L_π = −E log π_θ(a|s)·A_ψ(s, a)                    (3)
 * ψ ← Adam on L_V,   θ ← Adam on L_π                 (4)
 * }</pre>
 *
 * <p>The critic has to be the faster of the two: where V lags behind the returns, all advantages
 * are positive, whatever is done.
 *
 * <p>The notes' Algorithm 5. Konda and Tsitsiklis, "Actor-Critic Algorithms" (2000). There is no
 * reference configuration: the values are this library's own.
 */
public final class ActorCritic implements AgentLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1
   * @param rolloutSteps T ≥ 1: steps of each environment before an update
   * @param advantage how A_ψ is estimated
   * @param learningRate η of the policy
   * @param criticLearningRate η of the critic
   * @param gamma γ in [0, 1]
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      Advantage advantage,
      Schedule learningRate,
      Schedule criticLearningRate,
      double gamma,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("actor-critic")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .learningRate("learningRate", learningRate)
          .learningRate("criticLearningRate", criticLearningRate)
          .gamma(gamma)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /**
     * This library's own: rollouts and networks of A2C's size, GAE, a critic that is faster than
     * its actor.
     */
    public static Config defaults() {
      return new Config(
          8,
          16,
          Advantage.Gae.defaults(),
          Schedule.constant(1e-3),
          Schedule.constant(5e-3),
          0.99,
          List.of(64, 64));
    }
  }

  private final Config config;
  private final Agent agent;
  private final OnPolicyBatch batch;
  private final Var learningRate = Var.scalar("learningRate");
  private final Var criticLearningRate = Var.scalar("criticLearningRate");
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
  public ActorCritic(
      int observationSize, Space actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    int rows = Math.multiplyExact(config.environments, config.rolloutSteps);
    batch = new OnPolicyBatch(observationSize, actions.size(), rows);
    Parameters actor = new Parameters("policy");
    Parameters critic = new Parameters("critic");
    agent =
        new Agent(
            "actor-critic",
            actor,
            critic,
            batch.observation,
            actions,
            config.hidden,
            seeds,
            workers);
    Adam policyAdam = new Adam(actor, Adam.Config.defaults());
    Adam criticAdam = new Adam(critic, Adam.Config.defaults());

    Distribution policy = agent.policy();
    Var valueLoss = Loss.squaredError(agent.value(), target(batch.returns)); // (2)
    Var policyLoss =
        policy.logProbability(batch.action).times(batch.advantage).mean().unaryMinus(); // (3)
    Var entropy = policy.entropy().mean();
    Var criticNorm = criticAdam.minimize(valueLoss, criticLearningRate); // (4)
    Var gradientNorm = policyAdam.minimize(policyLoss, learningRate);

    update = Program.of(workers, valueLoss, policyLoss, entropy, criticNorm, gradientNorm);
    figures =
        new Figures("actor-critic")
            .loss("policyLoss", update, policyLoss)
            .loss("valueLoss", update, valueLoss)
            .also("entropy", update, entropy)
            .loss("gradientNorm", update, gradientNorm)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(actor, critic)
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
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
        (observationSize, actions) ->
            new ActorCritic(observationSize, actions, config, seeds, workers));
  }

  @Override
  public Acting agent() {
    return agent;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    batch.estimate(rollout, config.advantage, config.gamma); // (1)
    batch.write(rollout, update);
    update.set(learningRate, (float) config.learningRate.at(remaining));
    update.set(criticLearningRate, (float) config.criticLearningRate.at(remaining));
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
