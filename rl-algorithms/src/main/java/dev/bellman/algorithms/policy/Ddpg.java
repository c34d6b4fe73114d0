package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Normalizer;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.network.Critic;
import dev.bellman.algorithms.network.DeterministicActor;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
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
import dev.bellman.core.targets.Expansion.Move;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Deep deterministic policy gradient: transitions out of a replay buffer · the Bellman operator at
 * a target policy with a target critic · a deterministic policy that climbs the critic.
 *
 * <pre>{@code
 * y = r + γ·Q̄(s′, μ̄(s′))                                                 (1)
 * L_Q = E (Q(s, a) − y)² + λ/2·‖φ‖²;   φ ← Adam on L_Q                    (2)
 * L_μ = −E Q(s, μ(s));   θ ← Adam on L_μ                                  (3)
 * φ̄ ← (1 − τ)·φ̄ + τ·φ,   θ̄ ← (1 − τ)·θ̄ + τ·θ                            (4)
 * }</pre>
 *
 * <p>(3) sees the critic after (2). Lillicrap et al., "Continuous control with deep reinforcement
 * learning" (2016). Departure from the reference configuration (Fujimoto's {@code DDPG.py}): the
 * action enters the critic at its input and not at its second layer.
 */
public final class Ddpg implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
   * @param noise what the behaviour adds to the policy's actions
   * @param policyLearningRate η of the actor
   * @param criticLearningRate η of the critic
   * @param criticDecay λ ≥ 0: the price of the critic's weights and biases
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target networks
   * @param hidden widths of the hidden layers of actor and critic
   */
  public record Config(
      OffPolicy.Config experience,
      ActionNoise noise,
      Schedule policyLearningRate,
      Schedule criticLearningRate,
      double criticDecay,
      int batchSize,
      double gamma,
      double tau,
      List<Integer> hidden)
      implements ContinuousActorCritic {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("ddpg")
          .learningRate("policyLearningRate", policyLearningRate)
          .learningRate("criticLearningRate", criticLearningRate)
          .notNegativeAndFinite("criticDecay", criticDecay)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Fujimoto's {@code DDPG.py}, which has the paper's numbers, and noise as in his others. */
    public static Config defaults() {
      return new Config(
          new OffPolicy.Config(1, 1_000_000, 25_000, 1, 1),
          new ActionNoise.Gaussian(0.1),
          Schedule.constant(1e-4),
          Schedule.constant(1e-3),
          1e-2,
          64,
          0.99,
          0.001,
          List.of(400, 300));
    }

    @Override
    public OffPolicyLearner learner(
        int observationSize, Box actions, Additions additions, Seeds seeds, Workers workers) {
      return new Ddpg(observationSize, actions, this, additions, seeds, workers);
    }
  }

  private final Config config;
  private final Parameters policy = new Parameters("policy");
  private final Parameters policyTarget = new Parameters("policyTarget");
  private final Parameters critic = new Parameters("critic");
  private final Parameters criticTarget = new Parameters("criticTarget");
  private final Var policyLearningRate = Var.scalar("policyLearningRate");
  private final Var criticLearningRate = Var.scalar("criticLearningRate");
  private final NoisyPolicy behaviour;
  private final Policy greedy;
  private final Program update;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

  /** A learner on one thread that knows nothing yet. */
  public Ddpg(int observationSize, Box actions, Config config, Seeds seeds) {
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
  public Ddpg(int observationSize, Box actions, Config config, Seeds seeds, Workers workers) {
    this(observationSize, actions, config, Additions.NONE, seeds, workers);
  }

  /** A learner with additions. */
  Ddpg(
      int observationSize,
      Box actions,
      Config config,
      Additions additions,
      Seeds seeds,
      Workers workers) {
    this.config = config;
    RandomGenerator random = seeds.stream("ddpg.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale("ddpg", actions);
    DeterministicActor mu =
        new DeterministicActor(policy, observationSize, n, config.hidden, random);
    DeterministicActor muBar =
        new DeterministicActor(policyTarget, observationSize, n, config.hidden, random);
    Critic q = new Critic(critic, observationSize, n, config.hidden, random);
    Critic qBar = new Critic(criticTarget, observationSize, n, config.hidden, random);
    policyTarget.copyFrom(policy);
    criticTarget.copyFrom(critic);
    Adam policyAdam = new Adam(policy, Adam.Config.defaults());
    Adam criticAdam = new Adam(critic, Adam.Config.defaults());

    TransitionBatch batch = TransitionBatch.of(observationSize, n);
    Normalizer observations = additions.observations();
    TransitionBatch seen = observations.of(batch);
    Var s = seen.observation();
    DeterministicTarget target = new DeterministicTarget(muBar::at, qBar::at); // (1)
    Var error =
        additions
            .expansion()
            .mean(
                batch,
                s2 -> Move.of(scale.toBox(muBar.at(observations.of(s2)))),
                b -> {
                  TransitionBatch t = observations.of(b);
                  return Loss.squaredError(
                      q.at(t.observation(), scale.toUnit(t.action())), target.of(t));
                });
    Var criticLoss = decayed(error); // (2)
    Var action = mu.at(s);
    Var value = q.at(s, action);
    Var actorLoss = // (3)
        additions
            .policy()
            .added(value.mean().unaryMinus(), value, action, scale.toUnit(batch.action()));
    Var tau = Var.constant((float) config.tau);

    greedy = new NetworkPolicy("ddpg", batch.observation(), scale.toBox(action));
    behaviour = new NoisyPolicy(greedy, actions, config.noise, seeds.stream("ddpg.exploration"));
    update =
        Program.of(
            workers,
            criticLoss,
            criticAdam.minimize(criticLoss, criticLearningRate),
            actorLoss,
            policyAdam.minimize(actorLoss, policyLearningRate),
            criticTarget.blend(critic, tau), // (4)
            policyTarget.blend(policy, tau));
    transitions = batch.in(update);
    figures =
        new Figures("ddpg")
            .loss("criticLoss", update, criticLoss)
            .loss("actorLoss", update, actorLoss)
            .also("policyLearningRate", update, policyLearningRate)
            .also("criticLearningRate", update, criticLearningRate);
    parts =
        new Parts()
            .networks(policy, policyTarget, critic, criticTarget)
            .networks(observations.parameters())
            .with("policyAdam", Savable.of(policyAdam))
            .with("criticAdam", Savable.of(criticAdam))
            .with("exploration", behaviour);
  }

  /** (2) of the squared error. */
  private Var decayed(Var error) {
    if (config.criticDecay == 0) {
      return error;
    }
    Var squares = critic.variables().stream().map(Var::sumOfSquares).reduce(Var::plus).get();
    return error.plus(squares.times((float) config.criticDecay / 2));
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Box>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    return OffPolicy.of(
        environment,
        config.experience,
        seeds,
        OffPolicy.Replays.uniform(config.gamma),
        (buffer, actions) -> new Ddpg(buffer.observationSize(), actions, config, seeds, workers));
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
    update.prepare(config.batchSize);
    source.write(config.batchSize, transitions);
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
