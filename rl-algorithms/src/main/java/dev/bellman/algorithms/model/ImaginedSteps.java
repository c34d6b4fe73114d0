package dev.bellman.algorithms.model;

import dev.bellman.algorithms.model.DynamicsModel.Rewards;
import dev.bellman.algorithms.model.DynamicsModel.Terminations;
import dev.bellman.autograd.Program;
import dev.bellman.autograd.op.NoiseSource;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import dev.bellman.core.checkpoint.StateReader;
import dev.bellman.core.checkpoint.StateWriter;
import dev.bellman.core.checkpoint.Stateful;
import dev.bellman.core.environment.Equations;
import dev.bellman.core.training.Savable;
import dev.bellman.tensor.parallel.Workers;
import java.util.Optional;

/**
 * Steps in a learned model, many at a time: (r̂, ŝ′) ~ p̂_η(·, · | s, a).
 *
 * <p>Particle p is moved by elite p mod K. Its state is that of the noise. Nothing is allocated
 * once it is warm.
 */
public final class ImaginedSteps implements Stateful {

  /** Rows of all elites that are moved together: their activations stay near the core. */
  private static final int ROWS = 192;

  private final Encoding encoding;
  private final DynamicsModel.Config config;
  private final Optional<Equations> equations;
  private final Stateful noise;
  private final Var particles;
  private final Var sampling = Var.scalar("sampling");
  private final Program program;
  private final Region next;
  private final Region reward;
  private final Optional<Region> termination;

  ImaginedSteps(
      Dynamics elites,
      Encoding encoding,
      DynamicsModel.Config config,
      Optional<Equations> equations,
      NoiseSource noise,
      Workers workers) {
    this.encoding = encoding;
    this.config = config;
    this.equations = equations;
    this.noise = Savable.of(noise);
    particles = Var.input("particles", config.elites() * encoding.size());
    Dynamics.Step step = elites.step(particles, noise, sampling);
    boolean says = config.terminations() == Terminations.LEARNED;
    program =
        says
            ? Program.of(workers, step.nextObservation(), step.reward(), step.terminates())
            : Program.of(workers, step.nextObservation(), step.reward());
    next = program.region(step.nextObservation());
    reward = program.region(step.reward());
    termination = says ? Optional.of(program.region(step.terminates())) : Optional.empty();
    if (program.uses(sampling)) {
      program.prepare(1);
      program.set(sampling, 1);
    }
  }

  /** K: {@link #imagine} moves a multiple of so many particles. */
  public int group() {
    return config.elites();
  }

  /** Floats an observation. */
  public int observationSize() {
    return encoding.observationSize();
  }

  /** Floats an action. */
  public int actionSize() {
    return encoding.actionSize();
  }

  /** Takes the mean of the model's distribution from now on, whatever the noise. */
  public ImaginedSteps ofMeans() {
    if (program.uses(sampling)) {
      program.set(sampling, 0);
    }
    return this;
  }

  /**
   * Moves particles by a step.
   *
   * @param count a multiple of {@link #group}
   * @param s states, [count, observation size]
   * @param a actions, [count, action size]
   * @param s2 next states, [count, observation size], written; may be {@code s}
   * @param rewards [count], written
   * @param terminates [count], written
   */
  public void imagine(
      int count, float[] s, float[] a, float[] s2, double[] rewards, boolean[] terminates) {
    int k = config.elites();
    int n = encoding.observationSize();
    for (int from = 0; from < count; from += ROWS * k) {
      int rows = Math.min(ROWS, (count - from) / k);
      program.prepare(rows);
      Region in = program.region(particles);
      for (int p = 0; p < rows * k; p++) {
        encoding.write(s, from + p, a, from + p, in.array(), in.at() + p * encoding.size());
      }
      program.run();
      for (int p = 0; p < rows * k; p++) {
        rewards[from + p] = reward(s, a, from + p, p);
        terminates[from + p] = terminates(p);
      }
      next.copyTo(s2, from * n);
    }
  }

  private double reward(float[] s, float[] a, int from, int p) {
    return config.rewards() == Rewards.LEARNED
        ? reward.get(p, 0)
        : equations
            .orElseThrow()
            .reward(
                s,
                from * encoding.observationSize(),
                a,
                from * encoding.actionSize(),
                next.array(),
                next.at(p));
  }

  private boolean terminates(int p) {
    return switch (config.terminations()) {
      case NEVER -> false;
      case LEARNED -> termination.orElseThrow().get(p, 0) > 0;
      case KNOWN -> equations.orElseThrow().terminates(next.array(), next.at(p));
    };
  }

  @Override
  public void save(StateWriter out) {
    noise.save(out);
  }

  @Override
  public void load(StateReader in) {
    noise.load(in);
  }
}
