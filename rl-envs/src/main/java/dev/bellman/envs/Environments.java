package dev.bellman.envs;

import dev.bellman.core.environment.Checked;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.exact.FiniteMdp;
import dev.bellman.core.exact.TransitionTable;
import dev.bellman.core.space.Space;
import dev.bellman.envs.wrapper.TimeLimit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The registry: makes an environment of its name.
 *
 * <pre>{@code
 * Environment<Discrete> cartPole = Environments.make("CartPole-v1", Discrete.class);
 * Environment<Box> moon = Environments.make("Pendulum-v1", Map.of("g", "1.62"), Box.class);
 * }</pre>
 *
 * <p>What it makes has the environment's time limit (option {@code maxSteps}; 0: none) and checks
 * its callers. Names are case-sensitive.
 */
public final class Environments {
  private static final String MAX_STEPS = "maxSteps";

  private static final Map<String, EnvironmentSpec> SPECS = new TreeMap<>();

  static {
    Stream.of(ClassicControl.SPECS, LinearSystems.SPECS, Probes.SPECS, TabularWorlds.SPECS)
        .flatMap(List::stream)
        .forEach(spec -> SPECS.put(spec.id(), spec));
  }

  private Environments() {}

  /** All environments, by name. */
  public static List<EnvironmentSpec> all() {
    return List.copyOf(SPECS.values());
  }

  /**
   * What is known about the environment called {@code id}.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public static EnvironmentSpec spec(String id) {
    EnvironmentSpec spec = SPECS.get(id);
    if (spec == null) {
      throw new IllegalArgumentException(
          "unknown environment " + id + "; " + Nearest.hint(id, SPECS.keySet()));
    }
    return spec;
  }

  /** Makes an environment with its default options. */
  public static Environment<?> make(String id) {
    return make(id, Map.of());
  }

  /** Makes an environment with its default options, for actions of one kind. */
  public static <A extends Space> Environment<A> make(String id, Class<A> actions) {
    return make(id, Map.of(), actions);
  }

  /**
   * Makes an environment.
   *
   * @param options replaces default options by name
   * @throws IllegalArgumentException if the environment, an option or a value is unknown
   */
  public static Environment<?> make(String id, Map<String, String> options) {
    EnvironmentSpec spec = spec(id);
    Options all = options(spec, options);
    return guarded(spec.factory().apply(all), all.integer(MAX_STEPS, 0));
  }

  private static Options options(EnvironmentSpec spec, Map<String, String> given) {
    Map<String, String> defaults = new TreeMap<>(spec.options());
    defaults.put(MAX_STEPS, Integer.toString(spec.maxSteps()));
    return Options.of(spec.id(), defaults, given);
  }

  /**
   * Makes an environment for actions of one kind.
   *
   * @param actions {@code Discrete.class} or {@code Box.class}
   * @throws IllegalArgumentException also if the environment has actions of another kind
   */
  public static <A extends Space> Environment<A> make(
      String id, Map<String, String> options, Class<A> actions) {
    Environment<?> environment = make(id, options);
    if (!actions.isInstance(environment.actionSpace())) {
      throw new IllegalArgumentException(
          id
              + ": actions must be "
              + actions.getSimpleName()
              + ", but are "
              + environment.actionSpace());
    }
    @SuppressWarnings("unchecked") // the line above has checked it: a space's class is its type
    Environment<A> typed = (Environment<A>) environment;
    return typed;
  }

  /**
   * The exact dynamics of an environment; its time limit is no part of them.
   *
   * @param options replaces default options by name
   * @param gamma γ in (0, 1]
   * @throws IllegalArgumentException if the environment, an option or a value is unknown, or it has
   *     no transition table; the message lists those that have one
   */
  public static FiniteMdp mdp(String id, Map<String, String> options, double gamma) {
    EnvironmentSpec spec = spec(id);
    if (spec.factory().apply(options(spec, options)) instanceof TransitionTable table) {
      return table.mdp(gamma);
    }
    throw new IllegalArgumentException(
        id + " has no transition table; those that have one are " + String.join(", ", tables()));
  }

  private static List<String> tables() {
    return all().stream()
        .filter(spec -> spec.factory().apply(options(spec, Map.of())) instanceof TransitionTable)
        .map(EnvironmentSpec::id)
        .toList();
  }

  private static <A extends Space> Environment<A> guarded(
      Environment<A> environment, int maxSteps) {
    return new Checked<>(maxSteps == 0 ? environment : new TimeLimit<>(environment, maxSteps));
  }
}
