package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.Critic;
import dev.bellman.algorithms.network.DeterministicActor;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.TransitionBatch;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.experience.Transitions;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.targets.DeterministicTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Deterministic policy gradient, on-policy: single steps of the current policy · the Bellman
 * operator at that policy · a deterministic policy that climbs the critic.
 *
 * <pre>{@code
 * y = r + γ·⟦Q(s′, μ(s′))⟧                                                (1)
 * L_Q = E (Q(s, a) − y)²;   φ ← Adam on L_Q                               (2)
 * L_μ = −E Q(s, μ(s));   θ ← Adam on L_μ                                  (3)
 * }</pre>
 *
 * <p>(3) sees the critic after (2). Silver et al., "Deterministic Policy Gradient Algorithms"
 * (2014). There is no reference configuration. A policy without noise shows its critic no other
 * action than its own, and so nothing to climb but what the critic makes up: {@code noise} is added
 * to a, which (1) is right for; with deviation 0 nothing is.
 */
public final class Dpg implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param environments N ≥ 1, stepped together
   * @param rolloutSteps T ≥ 1, steps of each environment from one training to the next; a batch is
   *     all N·T transitions
   * @param updates updates a rollout, ≥ 1
   * @param noise what the behaviour adds to the policy's actions
   * @param policyLearningRate η of the actor
   * @param criticLearningRate η of the critic
   * @param gamma γ in [0, 1]
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      int environments,
      int rolloutSteps,
      int updates,
      ActionNoise noise,
      Schedule policyLearningRate,
      Schedule criticLearningRate,
      double gamma,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("dpg")
          .atLeast("environments", 1, environments)
          .atLeast("rolloutSteps", 1, rolloutSteps)
          .require(
              (long) environments * rolloutSteps <= Integer.MAX_VALUE - 8,
              "rolloutSteps times environments must be the length of an array",
              rolloutSteps)
          .atLeast("updates", 1, updates)
          .learningRate("policyLearningRate", policyLearningRate)
          .learningRate("criticLearningRate", criticLearningRate)
          .gamma(gamma)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** DDPG's learning rates and TD3's noise and layers; the rest is ours. */
    public static Config defaults() {
      return new Config(
          16,
          8,
          1,
          new ActionNoise.Gaussian(0.1),
          Schedule.constant(1e-4),
          Schedule.constant(1e-3),
          0.99,
          List.of(256, 256));
    }

    OffPolicy.Config experience() {
      return OffPolicy.Config.rollouts(environments, rolloutSteps, updates);
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters critic = new Parameters("critic");
  private final Var policyLearningRate = Var.scalar("policyLearningRate");
  private final Var criticLearningRate = Var.scalar("criticLearningRate");
  private final NoisyPolicy behaviour;
  private final Policy greedy;
  private final Program update;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

  /** A learner on one thread that knows nothing yet. */
  public Dpg(int observationSize, Box actions, Config config, Seeds seeds) {
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
  public Dpg(int observationSize, Box actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    RandomGenerator random = seeds.stream("dpg.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale("dpg", actions);
    DeterministicActor mu =
        new DeterministicActor(policy, observationSize, n, config.hidden, random);
    Critic q = new Critic(critic, observationSize, n, config.hidden, random);
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critic, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, n);
    Var s = batch.observation();
    Var a = scale.toUnit(batch.action());
    Target y = new DeterministicTarget(mu::at, q::at).of(batch); // (1)
    Var criticLoss = Loss.squaredError(q.at(s, a), y); // (2)
    Var action = mu.at(s);
    Var actorLoss = q.at(s, action).mean().unaryMinus(); // (3)

    greedy = new NetworkPolicy("dpg", s, scale.toBox(action));
    behaviour = new NoisyPolicy(greedy, actions, config.noise, seeds.stream("dpg.exploration"));
    update =
        Program.of(
            workers,
            criticLoss,
            criticAdam.minimize(criticLoss, criticLearningRate),
            actorLoss,
            policyAdam.minimize(actorLoss, policyLearningRate));
    transitions = batch.in(update);
    figures =
        new Figures("dpg")
            .loss("criticLoss", update, criticLoss)
            .loss("actorLoss", update, actorLoss)
            .also("policyLearningRate", update, policyLearningRate)
            .also("criticLearningRate", update, criticLearningRate);
    parts =
        new Parts()
            .networks(policy, critic)
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("exploration", behaviour);
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
        (buffer, actions) -> new Dpg(buffer.observationSize(), actions, config, seeds, workers));
  }

  @Override
  public void act(float[] observations, int rows, double remaining, float[] actions) {
    behaviour.act(observations, rows, actions);
  }

  @Override
  public void episodeEnded(int i) {
    behaviour.episodeEnded(i);
  }

  @Override
  public void update(TransitionSource source, double remaining) {
    int rows = config.environments * config.rolloutSteps;
    update.prepare(rows);
    source.write(rows, transitions);
    update.set(policyLearningRate, (float) config.policyLearningRate.at(remaining));
    update.set(criticLearningRate, (float) config.criticLearningRate.at(remaining));
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
