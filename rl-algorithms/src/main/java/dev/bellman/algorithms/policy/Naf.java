package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.algorithms.network.ActionScale;
import dev.bellman.algorithms.policy.QuadraticCritic.Paraboloid;
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
import dev.bellman.core.targets.StateValueTarget;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Schedule;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Q-learning of continuous actions with normalised advantage functions: transitions out of a replay
 * buffer · the Bellman optimality operator with a target network, whose maximum has a closed form ·
 * the policy is greedy in Q, which is the top of a paraboloid.
 *
 * <pre>{@code
 * Q(s, a) = V(s) − ½·(a − μ(s))ᵀ·L(s)·L(s)ᵀ·(a − μ(s))                    (1)
 * y = r + γ·max_a′ Q̄(s′, a′) = r + γ·V̄(s′)                                (2)
 * L_Q = E (Q(s, a) − y)²                                                  (3)
 * φ ← Adam on L_Q                                                         (4)
 * φ̄ ← (1 − τ)·φ̄ + τ·φ                                                    (5)
 * }</pre>
 *
 * <p>L is lower triangular with a positive diagonal. Gu, Lillicrap, Sutskever, Levine, "Continuous
 * Deep Q-Learning with Model-based Acceleration" (2016). The structure is that of Kostrikov's
 * {@code naf.py}, V, μ and L on the same hidden layers. Departures from it: inputs are not
 * normalised by batch, the first actions are uniform, and (2) is the paper's, without V̄ where an
 * episode terminates.
 */
public final class Naf implements OffPolicyLearner {

  /**
   * The configuration.
   *
   * @param experience how experience and updates alternate
   * @param noise what the behaviour adds to the policy's actions
   * @param learningRate η
   * @param batchSize transitions an update, ≥ 1
   * @param gamma γ in [0, 1]
   * @param tau τ in (0, 1] of the target network
   * @param maxGradientNorm global norm to which gradients are clipped; infinity clips none
   * @param hidden widths of the hidden layers
   */
  public record Config(
      OffPolicy.Config experience,
      ActionNoise noise,
      Schedule learningRate,
      int batchSize,
      double gamma,
      double tau,
      double maxGradientNorm,
      List<Integer> hidden) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("naf")
          .learningRate("learningRate", learningRate)
          .atLeast("batchSize", 1, batchSize)
          .gamma(gamma)
          .tau(tau)
          .positive("maxGradientNorm", maxGradientNorm)
          .hidden(hidden);
      hidden = List.copyOf(hidden);
    }

    /** Kostrikov's {@code naf.py} and {@code main.py}. */
    public static Config defaults() {
      return new Config(
          new OffPolicy.Config(1, 1_000_000, 640, 1, 5),
          new ActionNoise.OrnsteinUhlenbeck(0.15, 0.06, 1),
          Schedule.constant(1e-3),
          128,
          0.99,
          0.001,
          1,
          List.of(128, 128));
    }
  }

  private final Config config;
  private final Parameters network = new Parameters("network");
  private final Parameters target = new Parameters("target");
  private final Var learningRate = Var.scalar("learningRate");
  private final NoisyPolicy behaviour;
  private final Policy greedy;
  private final Program update;
  private final Transitions transitions;
  private final Figures figures;
  private final Parts parts;

  /** A learner on one thread that knows nothing yet. */
  public Naf(int observationSize, Box actions, Config config, Seeds seeds) {
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
  public Naf(int observationSize, Box actions, Config config, Seeds seeds, Workers workers) {
    this.config = config;
    RandomGenerator random = seeds.stream("naf.initialization");
    int n = actions.size();
    ActionScale scale = new ActionScale("naf", actions);
    QuadraticCritic q = new QuadraticCritic(network, observationSize, n, config.hidden, random);
    QuadraticCritic qBar = new QuadraticCritic(target, observationSize, n, config.hidden, random);
    target.copyFrom(network);
    double norm = config.maxGradientNorm;
    Adam adam = new Adam(network, new Adam.Config(0.9, 0.999, 1e-8, norm));

    TransitionBatch batch = TransitionBatch.of(observationSize, n);
    Var s = batch.observation();
    Paraboloid paraboloid = q.at(s);
    Var value = paraboloid.at(scale.toUnit(batch.action())); // (1)
    Target y = new StateValueTarget(s2 -> qBar.at(s2).value()).of(batch); // (2)
    Var loss = Loss.squaredError(value, y); // (3)
    Var gradientNorm = adam.minimize(loss, learningRate); // (4)
    Var follows = target.blend(network, Var.constant((float) config.tau)); // (5)

    Var meanValue = value.mean();
    greedy = new NetworkPolicy("naf", s, scale.toBox(paraboloid.mean()));
    behaviour = new NoisyPolicy(greedy, actions, config.noise, seeds.stream("naf.exploration"));
    update = Program.of(workers, loss, meanValue, gradientNorm, follows);
    transitions = batch.in(update);
    figures =
        new Figures("naf")
            .loss("loss", update, loss)
            .also("meanValue", update, meanValue)
            .loss("gradientNorm", update, gradientNorm)
            .also("learningRate", update, learningRate);
    parts =
        new Parts()
            .networks(network, target)
            .with("adam", Savable.of(adam))
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
        config.experience,
        seeds,
        OffPolicy.Replays.uniform(config.gamma),
        (buffer, actions) -> new Naf(buffer.observationSize(), actions, config, seeds, workers));
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
