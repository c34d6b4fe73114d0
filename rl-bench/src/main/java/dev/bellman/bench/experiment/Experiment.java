package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Names;
import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.config.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What is trained to find out how well algorithms learn.
 *
 * <p>A YAML file in the resources: environments, each with the return that is wanted and the
 * algorithms that are to reach it, with steps if the preset's are not meant.
 *
 * @param tasks in the order of the file
 */
public record Experiment(List<Task> tasks) {

  /**
   * One algorithm in one environment.
   *
   * @param goal the return from which on it has learned what it should
   * @param steps how many, if not as many as the preset says
   */
  public record Task(String algorithm, String environment, double goal, OptionalLong steps) {}

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
        throw Names.unknown("experiment", name, Set.of("learning"));
      }
      return parse(new YAMLMapper().readTree(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Experiment parse(JsonNode environments) {
    List<Task> tasks = new ArrayList<>();
    for (var environment : environments.properties()) {
      double goal = Numbers.real(environment.getValue().get("goal").asString());
      for (var algorithm : environment.getValue().get("algorithms").properties()) {
        String steps = algorithm.getValue().asString();
        tasks.add(
            new Task(
                algorithm.getKey(),
                environment.getKey(),
                goal,
                steps.equals("preset")
                    ? OptionalLong.empty()
                    : OptionalLong.of(Numbers.whole(steps))));
      }
    }
    return new Experiment(tasks);
  }

  /**
   * The tasks of these algorithms and environments alone; none of either names all.
   *
   * @throws UsageException if a name occurs in no task
   */
  public Experiment only(List<String> names) {
    Set<String> known = new TreeSet<>();
    tasks.forEach(task -> known.addAll(List.of(task.algorithm, task.environment)));
    for (String name : names) {
      if (!known.contains(name)) {
        throw Names.unknown("task of", name, known);
      }
    }
    return new Experiment(
        tasks.stream()
            .filter(t -> chosen(t.algorithm, names, tasks.stream().map(Task::algorithm).toList()))
            .filter(
                t -> chosen(t.environment, names, tasks.stream().map(Task::environment).toList()))
            .toList());
  }

  private static boolean chosen(String name, List<String> names, List<String> ofItsKind) {
    return names.contains(name) || names.stream().noneMatch(ofItsKind::contains);
  }
}
