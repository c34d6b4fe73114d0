package dev.bellman.algorithms.guide;

import static dev.bellman.autograd.Target.target;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.algorithms.loop.RolloutLength;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Loss;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.returns.MonteCarlo;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Training;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * REINFORCE with a value baseline: rollouts of the current policy · Monte Carlo returns · one step
 * along the policy gradient.
 *
 * <pre>{@code
 * A = G − V_ψ(s)                              (1)
 * L_π = −E log π_θ(a|s)·A                     (2)
 * L_V = E (V_ψ(s) − G)²                       (3)
 * θ, ψ ← Adam on L_π + L_V                    (4)
 * }</pre>
 */
public final class Reinforce implements OnPolicyLearner {

  /** N environments, T steps of each before an update, η, γ, and the width of both networks. */
  public record Config(
      int environments, int rolloutSteps, double learningRate, double gamma, int hidden) {}

  private final Config config;
  private final Parameters parameters = new Parameters("agent");
  private final Var observation;
  private final Var action = Var.input("action", 1);
  private final Var returns = Var.input("returns", 1);
  private final Var value;
  private final Var sample;
  private final Var logProbability;
  private final Program behaviour;
  private final Program critic; // draws nothing: asking it does not disturb the training
  private final Policy greedy;
  private final Program update;
  private final Figures figures;
  private final Parts parts;
  private final float[] monteCarlo;

  Reinforce(int observationSize, Discrete actions, Config config, Seeds seeds) {
    this.config = config;
    NoiseSource noise = new NoiseSource(seeds.key("reinforce.noise", 0));
    RandomGenerator random = seeds.stream("reinforce.initialization");
    observation = Var.input("observation", observationSize);
    Categorical policy =
        new Categorical(network("actor", actions.n(), 0.01, random).apply(observation));
    value = network("critic", 1, 1, random).apply(observation);
    sample = policy.sample(noise);
    logProbability = policy.logProbability(sample);
    behaviour = Program.of(sample, logProbability);
    critic = Program.of(value);
    greedy = NetworkPolicy.of("reinforce", observation, policy, policy.mode());

    Var advantage = returns.minus(value.stopGradient()); // (1)
    Var policyLoss = policy.logProbability(action).times(advantage).mean().unaryMinus(); // (2)
    Var valueLoss = Loss.squaredError(value, target(returns)); // (3)
    Adam adam = new Adam(parameters, Adam.Config.defaults());
    Var rate = Var.constant((float) config.learningRate);
    Var step = adam.minimize(policyLoss.plus(valueLoss), rate); // (4)
    update = Program.of(policyLoss, valueLoss, step);
    figures =
        new Figures("reinforce")
            .loss("policyLoss", update, policyLoss)
            .loss("valueLoss", update, valueLoss);
    parts =
        new Parts()
            .networks(parameters)
            .with("adam", Savable.of(adam))
            .with("noise", Savable.of(noise));
    monteCarlo = new float[config.environments * config.rolloutSteps];
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Discrete>> environment, Config config, Seeds seeds) {
    return OnPolicy.of(
        environment,
        config.environments,
        new RolloutLength.Fixed(config.rolloutSteps),
        seeds,
        (observationSize, actions) -> new Reinforce(observationSize, actions, config, seeds));
  }

  private Mlp network(String name, int outputs, double gain, RandomGenerator random) {
    return new Mlp(
        parameters,
        name,
        observation.columns(),
        List.of(config.hidden),
        outputs,
        Activation.TANH,
        Initializer.orthogonal(Math.sqrt(2)),
        Initializer.orthogonal(gain),
        random);
  }

  @Override
  public void act(float[] observations, int rows, float[] actions, float[] logProbabilities) {
    run(behaviour, observations, rows);
    behaviour.region(sample).copyTo(actions, 0);
    behaviour.region(logProbability).copyTo(logProbabilities, 0);
  }

  @Override
  public void values(float[] observations, int rows, float[] out) {
    run(critic, observations, rows);
    critic.region(value).copyTo(out, 0);
  }

  private void run(Program program, float[] observations, int rows) {
    program.prepare(rows);
    program.region(observation).copyFrom(observations, 0, rows);
    program.run();
  }

  @Override
  public Policy greedy() {
    return greedy;
  }

  @Override
  public void update(Rollout rollout, double remaining) {
    int rows = rollout.size();
    MonteCarlo.returns(
        rollout.steps(),
        rollout.environments(),
        rollout.rewards(),
        rollout.nextValues(),
        rollout.terminated(),
        rollout.truncated(),
        config.gamma,
        monteCarlo);
    update.prepare(rows);
    update.region(observation).copyFrom(rollout.observations(), 0, rows);
    update.region(action).copyFrom(rollout.actions(), 0, rows);
    update.region(returns).copyFrom(monteCarlo, 0, rows);
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
