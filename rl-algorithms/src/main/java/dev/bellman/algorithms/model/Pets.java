package dev.bellman.algorithms.model;

import dev.bellman.algorithms.learner.Figures;
import dev.bellman.algorithms.learner.Parts;
import dev.bellman.algorithms.learner.Ranges;
import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.loop.OffPolicyLearner;
import dev.bellman.autograd.Parameters;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.experience.ReplayBuffer;
import dev.bellman.core.experience.TransitionSource;
import dev.bellman.core.policy.Policy;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Box;
import dev.bellman.core.training.Training;
import dev.bellman.tensor.parallel.Workers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Probabilistic ensembles with trajectory sampling: a learned model's rollouts · no Bellman
 * operator: returns of a finite horizon · no policy is learned: actions are planned. The model is
 * used as what is planned in.
 *
 * <pre>{@code
 * now and then: fit p̂_η to D_env                                             (1)
 * R̂(a₀ … a_{H−1}) = mean over particles of Σ_{t<H} γᵗ·r̂ₜ,   ŝ₀ = s            (2)
 * (a₀ … a_{H−1}) = argmax R̂ by the cross-entropy method;   act a₀             (3)
 * }</pre>
 *
 * <p>(2) is {@link ParticleReturns}, (3) {@link Mpc}. Chua et al., "Deep Reinforcement Learning in
 * a Handful of Trials using Probabilistic Dynamics Models" (2018). Departures from their code: the
 * reward may be learned (there it is known); those of {@link DynamicsModel} and {@link Mpc}.
 */
public final class Pets implements OffPolicyLearner, Modelled {

  /**
   * The configuration.
   *
   * @param experience how steps and updates alternate: the model is fitted as {@code model.every}
   *     says
   * @param model the model
   * @param search how (3) is solved
   * @param horizon H ≥ 1
   * @param particles particles of each sequence, a multiple of the model's elites
   * @param propagation which elite moves a particle
   * @param gamma γ in [0, 1]
   */
  public record Config(
      OffPolicy.Config experience,
      DynamicsModel.Config model,
      Search search,
      int horizon,
      int particles,
      Propagation propagation,
      double gamma) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with the name and the value that is out of range
     */
    public Config {
      new Ranges("pets")
          .atLeast("horizon", 1, horizon)
          .require(
              particles >= 1 && particles % model.elites() == 0,
              "particles must be a multiple of model.elites = " + model.elites(),
              particles)
          .gamma(gamma);
    }

    /** The authors' {@code dmbrl}: 5 members, 20 particles, TS∞, horizon 30. */
    public static Config defaults() {
      return new Config(
          new OffPolicy.Config(1, 1_000_000, 200, 1, 1),
          DynamicsModel.Config.pets(),
          Cem.defaults(),
          30,
          20,
          Propagation.TS_INFINITY,
          1);
    }
  }

  /** Which member moves a particle next. */
  public enum Propagation {
    /** Any, drawn anew for every step. */
    TS1,
    /** The same one for the whole sequence. */
    TS_INFINITY
  }

  private final ReplayBuffer buffer;
  private final DynamicsModel model;
  private final Mpc behaviour;
  private final Mpc greedy;
  private final Parts parts = new Parts();

  /**
   * A learner that knows nothing yet.
   *
   * @param buffer D_env; not written
   * @param actions the space of actions, with finite bounds
   * @param equations those of the world, if they are known
   * @param seeds where all randomness comes from
   * @param workers who shares the work
   */
  public Pets(
      ReplayBuffer buffer,
      Box actions,
      Config config,
      Optional<Equations> equations,
      Seeds seeds,
      Workers workers) {
    this.buffer = buffer;
    model =
        new DynamicsModel(
            "pets", buffer.observationSize(), actions, config.model, equations, seeds, workers);
    parts.with("model", model);
    behaviour = planner("behaviour", actions, config, seeds);
    greedy = planner("greedy", actions, config, seeds);
  }

  /** A planner whose draws depend on nobody else's. */
  private Mpc planner(String name, Box actions, Config config, Seeds seeds) {
    ParticleReturns returns = // (2)
        new ParticleReturns(
            model.steps("pets." + name + ".noise"),
            config.horizon,
            config.particles,
            config.gamma,
            config.propagation,
            seeds.stream("pets." + name + ".particles"));
    Mpc mpc = // (3)
        new Mpc(
            buffer.observationSize(),
            actions,
            config.horizon,
            config.search,
            returns,
            seeds.stream("pets." + name + ".search"));
    parts.with(name, mpc).with(name + "Particles", returns);
    return mpc;
  }

  /** A training of this algorithm. */
  public static Training on(
      Supplier<? extends Environment<Box>> environment,
      Config config,
      Seeds seeds,
      Workers workers) {
    Optional<Equations> equations = environment.get().equations();
    return OffPolicy.of(
        environment,
        config.experience,
        seeds,
        OffPolicy.Replays.uniform(config.gamma),
        (buffer, actions) -> new Pets(buffer, actions, config, equations, seeds, workers));
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
    if (model.isDue(buffer.added())) {
      model.fit(buffer); // (1)
    }
  }

  @Override
  public Policy greedy() {
    return greedy;
  }

  @Override
  public DynamicsModel model() {
    return model;
  }

  @Override
  public Figures figures() {
    return model.figures();
  }

  @Override
  public Map<String, Double> metrics() {
    return model.metrics();
  }

  @Override
  public Map<String, Parameters> parameters() {
    return model.parameters();
  }

  @Override
  public Parts parts() {
    return parts;
  }
}
