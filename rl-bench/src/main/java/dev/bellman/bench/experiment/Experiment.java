package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Names;
import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.RunConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What is trained to find out how well algorithms learn.
 *
 * <p>A YAML file in the resources: a title, numbers of seeds and of episodes, and environments,
 * each with the return that is wanted and the algorithms that are to reach it: with the preset's
 * steps, with others, or with others and settings on top of the preset; and, if it matters when
 * they reach it, how often they are evaluated.
 *
 * @param name the name of the file
 * @param title what is asked
 * @param seeds how many, unless the user says how many
 * @param episodes that each policy plays, greedily
 * @param tasks in the order of the file
 */
public record Experiment(String name, String title, int seeds, int episodes, List<Task> tasks) {

  /** The names of all experiments, in the order of their page. */
  public static final List<String> NAMES = List.of("learning", "model");

  /**
   * One algorithm in one environment.
   *
   * @param goal the return from which on it has learned what it should
   * @param steps how many, if not as many as the preset says
   * @param settings on top of the preset
   * @param evaluateEvery so many steps, to see when it reaches the goal; 0 for at the end alone
   */
  public record Task(
      String algorithm,
      String environment,
      double goal,
      OptionalLong steps,
      Map<String, String> settings,
      long evaluateEvery) {

    /** Its run with this seed; each evaluation has so many episodes. */
    RunConfig run(long seed, int episodes, Algorithms algorithms) {
      return RunConfig.ofPreset(
              algorithms.find(algorithm), environment, seed, steps, settings, "", episodes)
          .withEvalEvery(evaluateEvery);
    }

    /** Whether it is evaluated on the way, which says when it reaches the goal. */
    boolean saysWhen() {
      return evaluateEvery > 0;
    }
  }

  /** Copies the list. */
  public Experiment {
    tasks = List.copyOf(tasks);
  }

  /**
   * The experiment of this name.
   *
   * @throws UsageException if there is none
   */
  public static Experiment of(String name) {
    try (InputStream in = Experiment.class.getResourceAsStream("/experiments/" + name + ".yml")) {
      if (in == null) {
        throw Names.unknown("experiment", name, NAMES);
      }
      return parse(name, new YAMLMapper().readTree(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Experiment parse(String name, JsonNode file) {
    List<Task> tasks = new ArrayList<>();
    for (var environment : file.get("environments").properties()) {
      double goal = Numbers.real(environment.getValue().get("goal").asString());
      JsonNode every = environment.getValue().get("evaluateEvery");
      long evaluateEvery = every == null ? 0 : Numbers.whole(every.asString());
      for (var algorithm : environment.getValue().get("algorithms").properties()) {
        JsonNode how = algorithm.getValue();
        String steps = how.isObject() ? how.get("steps").asString() : how.asString();
        Map<String, String> settings = new LinkedHashMap<>();
        if (how.isObject()) {
          how.get("set")
              .properties()
              .forEach(s -> settings.put(s.getKey(), s.getValue().asString()));
        }
        tasks.add(
            new Task(
                algorithm.getKey(),
                environment.getKey(),
                goal,
                steps.equals("preset")
                    ? OptionalLong.empty()
                    : OptionalLong.of(Numbers.whole(steps)),
                settings,
                evaluateEvery));
      }
    }
    int seeds = Integer.parseInt(file.get("seeds").asString());
    int episodes = Integer.parseInt(file.get("episodes").asString());
    return new Experiment(name, file.get("title").asString(), seeds, episodes, tasks);
  }

  /**
   * The tasks of these algorithms and environments alone; none of either names all.
   *
   * @throws UsageException if a name occurs in no task of these experiments
   */
  public static List<Experiment> only(List<String> names, List<Experiment> experiments) {
    Set<String> algorithms = new TreeSet<>();
    Set<String> environments = new TreeSet<>();
    for (Experiment experiment : experiments) {
      experiment.tasks.forEach(t -> algorithms.add(t.algorithm));
      experiment.tasks.forEach(t -> environments.add(t.environment));
    }
    for (String name : names) {
      if (!algorithms.contains(name) && !environments.contains(name)) {
        Set<String> known = new TreeSet<>(algorithms);
        known.addAll(environments);
        throw Names.unknown("task of", name, known);
      }
    }
    return experiments.stream()
        .map(e -> e.keep(t -> chosen(t.algorithm, names, algorithms)))
        .map(e -> e.keep(t -> chosen(t.environment, names, environments)))
        .filter(e -> !e.tasks.isEmpty())
        .toList();
  }

  private Experiment keep(Predicate<Task> kept) {
    return new Experiment(name, title, seeds, episodes, tasks.stream().filter(kept).toList());
  }

  private static boolean chosen(String name, List<String> names, Set<String> ofItsKind) {
    return names.contains(name) || names.stream().noneMatch(ofItsKind::contains);
  }
}
