package dev.bellman.algorithms.guide;

import static dev.bellman.autograd.Target.target;

import dev.bellman.algorithms.loop.OnPolicy;
import dev.bellman.algorithms.loop.OnPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.Target;
import dev.bellman.autograd.distribution.Categorical;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.autograd.optim.Adam;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.VectorEnvironment;
import dev.bellman.core.experience.Rollout;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.returns.MonteCarlo;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.DivergenceException;
import dev.bellman.core.training.Savable;
import dev.bellman.core.training.Training;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * REINFORCE with a value baseline: rollouts of the current policy · Monte Carlo returns · one step
 * along the policy gradient.
 *
 * <pre>{@code
 * A = G − V_ψ(s)                              (1)
 * L_π = −E log π_θ(a|s)·A                     (2)
 * L_V = ½·E (V_ψ(s) − G)²                     (3)
 * θ, ψ ← Adam on L_π + L_V                    (4)
 * }</pre>
 */
public final class Reinforce implements OnPolicyLearner {

  /** N environments, T steps of each before an update, η, γ, and the width of both networks. */
  public record Config(
      int environments, int rolloutSteps, double learningRate, double gamma, int hidden) {}

  private final Config config;
  private final Parameters parameters = new Parameters("agent");
  private final Adam adam;
  private final NoiseSource noise;
  private final Var observation;
  private final Var action = Var.input("action", 1);
  private final Var returns = Var.input("returns", 1);
  private final Var value;
  private final Var mode;
  private final Var sample;
  private final Var logProbability;
  private final Var policyLoss;
  private final Var valueLoss;
  private final Program behaviour;
  private final Program estimate; // draws nothing: asking it does not disturb the training
  private final Program update;
  private final float[] monteCarlo;
  private long updates;

  Reinforce(int observationSize, Discrete actions, Config config, Seeds seeds) {
    this.config = config;
    noise = new NoiseSource(seeds.key("reinforce.noise", 0));
    RandomGenerator random = seeds.stream("reinforce.initialization");
    observation = Var.input("observation", observationSize);
    Categorical policy =
        new Categorical(network("actor", actions.n(), 0.01, random).apply(observation));
    value = network("critic", 1, 1, random).apply(observation);
    mode = policy.mode();
    sample = policy.sample(noise);
    logProbability = policy.logProbability(sample);

    Target g = target(returns);
    Var advantage = g.value().minus(value.stopGradient()); // (1)
    policyLoss = policy.logProbability(action).times(advantage).mean().unaryMinus(); // (2)
    valueLoss = value.minus(g.value()).square().mean().times(0.5f); // (3)
    adam = new Adam(parameters, Adam.Config.defaults());
    Var rate = Var.constant((float) config.learningRate);

    behaviour = Program.of(sample, logProbability, value);
    estimate = Program.of(value, mode);
    Var step = adam.minimize(policyLoss.plus(valueLoss), rate); // (4)
    update = Program.of(policyLoss, valueLoss, step);
    monteCarlo = new float[config.environments * config.rolloutSteps];
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Discrete>> environment, Config config, Seeds seeds) {
    VectorEnvironment<Discrete> worlds = VectorEnvironment.of(environment, config.environments);
    worlds.reset(seeds);
    int size = worlds.observationSpace().size();
    Reinforce learner = new Reinforce(size, worlds.actionSpace(), config, seeds);
    return new OnPolicy(worlds, learner, config.rolloutSteps);
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
  public void act(
      float[] observations, int rows, float[] actions, float[] logProbabilities, float[] values) {
    run(behaviour, observations, rows);
    behaviour.region(sample).copyTo(actions, 0);
    behaviour.region(logProbability).copyTo(logProbabilities, 0);
    behaviour.region(value).copyTo(values, 0);
  }

  @Override
  public void values(float[] observations, int rows, float[] out) {
    run(estimate, observations, rows);
    estimate.region(value).copyTo(out, 0);
  }

  @Override
  public Policy greedy() {
    return (observations, rows, actions) -> {
      run(estimate, observations, rows);
      estimate.region(mode).copyTo(actions, 0);
    };
  }

  private void run(Program program, float[] observations, int rows) {
    program.prepare(rows);
    program.region(observation).copyFrom(observations, 0, rows);
    program.run();
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
    updates++;
    if (!Float.isFinite(update.scalar(policyLoss) + update.scalar(valueLoss))) {
      throw new DivergenceException("reinforce: the loss of update " + updates + " is not finite");
    }
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public Map<String, Double> metrics() {
    return Map.of("valueLoss", (double) update.scalar(valueLoss));
  }

  @Override
  public Map<String, Parameters> parameters() {
    return Map.of("agent", parameters);
  }

  @Override
  public void save(StateWriter out) {
    out.put("parameters", Savable.of(parameters));
    out.put("adam", Savable.of(adam));
    out.put("noise", Savable.of(noise));
    out.put("updates", updates);
  }

  @Override
  public void load(StateReader in) {
    in.get("parameters", Savable.of(parameters));
    in.get("adam", Savable.of(adam));
    in.get("noise", Savable.of(noise));
    updates = in.getLong("updates");
  }
}
