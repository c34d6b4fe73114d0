package dev.bellman.bench.run;

import dev.bellman.algorithms.loop.Offline;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.space.Finite;
import dev.bellman.core.space.Space;
import dev.bellman.envs.wrapper.OneHot;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the environment of a run, as often as asked: each one is the caller's own. */
@FunctionalInterface
public interface EnvironmentFactory {

  /** A new environment, not reset yet. */
  Environment<?> make();

  /**
   * Makes the same environments for an algorithm that wants actions of one kind.
   *
   * @param actions {@code Discrete.class}, {@code Box.class}, or {@code Space.class} for either
   * @throws IllegalArgumentException if the environment has actions of another kind
   */
  default <A extends Space> Supplier<Environment<A>> acting(Class<A> actions) {
    Space space = make().actionSpace();
    if (!actions.isInstance(space)) {
      throw new IllegalArgumentException(
          "The algorithm wants "
              + actions.getSimpleName()
              + " actions, but those of the environment are "
              + space
              + ": choose another algorithm or environment with rl list");
    }
    return () -> {
      @SuppressWarnings("unchecked") // a space's class is its type, and it was checked above
      Environment<A> environment = (Environment<A>) make();
      return environment;
    };
  }

  /**
   * The environment's dynamics.
   *
   * @param gamma γ in (0, 1]
   * @throws IllegalArgumentException if they are not known
   */
  default FiniteMdp mdp(double gamma) {
    throw new IllegalArgumentException("The dynamics of this environment are not known");
  }

  /** What was done in this environment before, for whoever learns offline. */
  default Optional<Dataset> dataset() {
    return Optional.empty();
  }

  /** The same environments, and what was done in them before. */
  default EnvironmentFactory with(Optional<Dataset> data) {
    EnvironmentFactory environments = this;
    return new EnvironmentFactory() {
      @Override
      public Environment<?> make() {
        return environments.make();
      }

      @Override
      public FiniteMdp mdp(double gamma) {
        return environments.mdp(gamma);
      }

      @Override
      public Optional<Dataset> dataset() {
        return data;
      }
    };
  }

  /**
   * Makes the same environments with discrete observations one-hot, in the dataset too.
   *
   * @throws IllegalArgumentException if observations are discrete and the dataset is not of this
   *     environment
   */
  default EnvironmentFactory oneHot() {
    EnvironmentFactory seen =
        () -> {
          Environment<?> environment = make();
          return environment.observationSpace() instanceof Finite
              ? new OneHot<>(environment)
              : environment;
        };
    return seen.with(dataset().map(this::oneHot));
  }

  private Dataset oneHot(Dataset data) {
    Environment<?> environment = make();
    if (!(environment.observationSpace() instanceof Finite)) {
      return data;
    }
    // here already, since of one-hot observations a message would show all bounds
    Offline.requireFit(data, environment);
    return OneHot.of(data);
  }
}
