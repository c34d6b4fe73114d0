package dev.bellman.algorithms.policy;

import dev.bellman.algorithms.learner.NetworkPolicy;
import dev.bellman.algorithms.loop.Acting;
import dev.bellman.autograd.Parameters;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.distribution.Distribution;
import dev.bellman.autograd.nn.Initializer;
import dev.bellman.autograd.nn.Mlp;
import dev.bellman.autograd.op.Activation;
import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Space;
import dev.bellman.tensor.parallel.Workers;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A stochastic policy π_θ and, mostly, a critic V_ψ that look at the same observation: how
 * on-policy learners act. Both are networks of tanh, orthogonal at first.
 */
final class Agent implements Acting {
  private final String algorithm;
  private final Var observation;
  private final Distribution policy;
  private final Var value;
  private final NoiseSource noise;
  private final Var sample;
  private final Var logProbability;
  private final Program behaviour;
  private final Program values;
  private final Policy greedy;

  /**
   * Adds {@code actor.…} and {@code critic.…} to the parameters, which may be the same.
   *
   * @param algorithm what messages and the sources of its randomness are called by
   * @param observation the input of both, {@code [B, observation size]}
   * @param workers who shares the values of a rollout
   */
  Agent(
      String algorithm,
      Parameters actor,
      Parameters critic,
      Var observation,
      Space actions,
      List<Integer> hidden,
      Seeds seeds,
      Workers workers) {
    this(algorithm, actor, Optional.of(critic), observation, actions, hidden, seeds, workers);
  }

  /** Without a critic: V is 0 in all states. */
  Agent(
      String algorithm,
      Parameters actor,
      Var observation,
      Space actions,
      List<Integer> hidden,
      Seeds seeds,
      Workers workers) {
    this(algorithm, actor, Optional.empty(), observation, actions, hidden, seeds, workers);
  }

  private Agent(
      String algorithm,
      Parameters actor,
      Optional<Parameters> critic,
      Var observation,
      Space actions,
      List<Integer> hidden,
      Seeds seeds,
      Workers workers) {
    this.algorithm = algorithm;
    this.observation = observation;
    RandomGenerator random = seeds.stream(algorithm + ".initialization");
    policy = new Actor(actor, observation.columns(), actions, hidden, random).at(observation);
    value =
        critic
            .map(parameters -> critic(parameters, observation, hidden, random))
            .orElseGet(() -> Var.constant(0).broadcastTo(Extent.batch(1)));
    noise = new NoiseSource(seeds.key(algorithm + ".noise", 0));
    sample = policy.sample(noise);
    logProbability = policy.logProbability(sample);
    behaviour = Program.of(sample, logProbability);
    values = Program.of(workers, value);
    greedy = NetworkPolicy.of(algorithm, observation, policy, policy.mode());
  }

  private static Var critic(
      Parameters parameters, Var observation, List<Integer> hidden, RandomGenerator random) {
    Mlp v =
        new Mlp(
            parameters,
            "critic",
            observation.columns(),
            hidden,
            1,
            Activation.TANH,
            Initializer.orthogonal(Math.sqrt(2)),
            Initializer.orthogonal(1),
            random);
    return v.apply(observation);
  }

  /** s, the input, {@code [B, observation size]}. */
  Var observation() {
    return observation;
  }

  /** π_θ(·|s). */
  Distribution policy() {
    return policy;
  }

  /** What its actions are drawn with: state to save and restore. */
  NoiseSource noise() {
    return noise;
  }

  /** V_ψ(s), {@code [B, 1]}. */
  Var value() {
    return value;
  }

  @Override
  public void act(float[] observations, int rows, float[] actions, float[] logProbabilities) {
    run(behaviour, observations, rows);
    NetworkPolicy.requireFinite(
        algorithm, behaviour.region(observation), behaviour.region(logProbability));
    behaviour.region(sample).copyTo(actions, 0);
    behaviour.region(logProbability).copyTo(logProbabilities, 0);
  }

  @Override
  public void values(float[] observations, int rows, float[] out) {
    run(values, observations, rows);
    values.region(value).copyTo(out, 0);
  }

  @Override
  public Policy greedy() {
    return greedy;
  }

  private void run(Program program, float[] observations, int rows) {
    program.prepare(rows);
    if (program.uses(observation)) {
      program.region(observation).copyFrom(observations, 0, rows);
    }
    program.run();
  }
}
