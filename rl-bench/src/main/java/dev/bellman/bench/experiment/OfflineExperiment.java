package dev.bellman.bench.experiment;

import dev.bellman.bench.config.Names;
import dev.bellman.bench.config.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What is trained to find out what can be learned from data: in each world, datasets of several
 * qualities that agents of our own made, and algorithms that learn from each of them.
 *
 * @param title what is asked
 * @param episodes that each policy plays, greedily
 * @param steps of each dataset
 * @param worlds in the order of the file
 */
public record OfflineExperiment(String title, int episodes, int steps, List<World> worlds) {
  /** The name of the experiment. */
  public static final String NAME = "offline";

  /**
   * An environment.
   *
   * @param environment its id
   * @param medium an agent that learned slowly and not to the end
   * @param expert an agent that learned to the end
   * @param groups what learns from its data
   */
  public record World(String environment, Agent medium, Agent expert, List<Group> groups) {

    World with(List<Group> some) {
      return new World(environment, medium, expert, some);
    }
  }

  /**
   * An agent that makes data.
   *
   * @param algorithm its name
   * @param steps of its training
   * @param settings on top of the preset
   */
  public record Agent(String algorithm, long steps, Map<String, String> settings) {}

  /**
   * Algorithms that learn alike, with networks of one size or going on in the world.
   *
   * @param name what they have in common, part of their runs' names
   * @param seeds how many
   * @param updates from data, of those that have no number of their own
   * @param online how they go on in the world, if they do
   * @param contenders in the order of the file
   * @param curves the contenders whose values are drawn
   * @param note what a reader of the scores may ask
   */
  public record Group(
      String name,
      int seeds,
      long updates,
      Optional<Online> online,
      List<Contender> contenders,
      List<String> curves,
      String note) {

    Group with(int count, List<Contender> some) {
      return new Group(name, count, updates, online, some, curves, note);
    }

    /** The data that they learn from. */
    List<Quality> qualities() {
      return online.map(o -> List.of(o.data)).orElse(List.of(Quality.values()));
    }
  }

  /**
   * Steps in the world that follow the updates from data.
   *
   * @param data what is learned from before
   * @param steps how many
   * @param evalEvery as many steps or updates between evaluations
   * @param episodes of an evaluation
   */
  public record Online(Quality data, long steps, long evalEvery, int episodes) {}

  /**
   * An algorithm with settings.
   *
   * @param name what the page calls it
   * @param algorithm its name
   * @param updates how many from data
   * @param settings on top of the preset
   */
  public record Contender(
      String name, String algorithm, long updates, Map<String, String> settings) {}

  /** The experiment in the resources. */
  public static OfflineExperiment load() {
    try (InputStream in =
        OfflineExperiment.class.getResourceAsStream("/experiments/" + NAME + ".yml")) {
      return parse(new YAMLMapper().readTree(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The worlds, groups and contenders of these names alone; none of a kind names all of it.
   *
   * @param seeds how many instead of each group's, or null
   * @throws dev.bellman.bench.config.UsageException if a name is of nothing
   */
  public OfflineExperiment only(List<String> names, Integer seeds) {
    Set<String> environments = new TreeSet<>();
    Set<String> sizes = new TreeSet<>();
    Set<String> algorithms = new TreeSet<>();
    for (World world : worlds) {
      environments.add(world.environment);
      for (Group group : world.groups) {
        sizes.add(group.name);
        group.contenders.forEach(c -> algorithms.add(c.name));
      }
    }
    Set<String> known = new TreeSet<>(environments);
    known.addAll(sizes);
    known.addAll(algorithms);
    for (String name : names) {
      if (!known.contains(name)) {
        throw Names.unknown("part of offline", name, known);
      }
    }
    List<World> kept = new ArrayList<>();
    for (World world : worlds) {
      List<Group> groups = new ArrayList<>();
      for (Group group : world.groups) {
        List<Contender> contenders =
            group.contenders.stream().filter(c -> chosen(c.name, names, algorithms)).toList();
        if (chosen(group.name, names, sizes) && !contenders.isEmpty()) {
          groups.add(group.with(seeds == null ? group.seeds : seeds, contenders));
        }
      }
      if (chosen(world.environment, names, environments) && !groups.isEmpty()) {
        kept.add(world.with(groups));
      }
    }
    return new OfflineExperiment(title, episodes, steps, kept);
  }

  private static boolean chosen(String name, List<String> names, Set<String> ofItsKind) {
    return names.contains(name) || names.stream().noneMatch(ofItsKind::contains);
  }

  private static OfflineExperiment parse(JsonNode file) {
    List<World> worlds = new ArrayList<>();
    for (var world : file.get("worlds").properties()) {
      JsonNode of = world.getValue();
      List<Group> groups = new ArrayList<>();
      of.get("groups").properties().forEach(g -> groups.add(group(g.getKey(), g.getValue())));
      worlds.add(
          new World(world.getKey(), agent(of.get("medium")), agent(of.get("expert")), groups));
    }
    return new OfflineExperiment(
        file.get("title").asString(),
        (int) number(file, "episodes"),
        (int) number(file, "steps"),
        worlds);
  }

  private static Agent agent(JsonNode of) {
    return new Agent(of.get("algorithm").asString(), number(of, "steps"), settings(of.get("set")));
  }

  private static Group group(String name, JsonNode of) {
    Map<String, String> common = settings(of.get("set"));
    String updates = of.get("updates").asString();
    List<Contender> contenders = new ArrayList<>();
    for (var contender : of.get("algorithms").properties()) {
      Map<String, String> own = settings(contender.getValue());
      String algorithm = Objects.requireNonNullElse(own.remove("algorithm"), contender.getKey());
      long count = Numbers.whole(Objects.requireNonNullElse(own.remove("updates"), updates));
      Map<String, String> all = new LinkedHashMap<>(common);
      all.putAll(own);
      contenders.add(new Contender(contender.getKey(), algorithm, count, all));
    }
    Optional<Online> online = Optional.ofNullable(of.get("online")).map(OfflineExperiment::online);
    List<String> curves = new ArrayList<>();
    if (of.has("curves")) {
      of.get("curves").forEach(c -> curves.add(c.asString()));
    }
    return new Group(
        name,
        (int) number(of, "seeds"),
        Numbers.whole(updates),
        online,
        contenders,
        curves,
        of.has("note") ? of.get("note").asString() : "");
  }

  private static Online online(JsonNode of) {
    return new Online(
        Quality.of(of.get("data").asString()),
        number(of, "steps"),
        number(of, "evalEvery"),
        (int) number(of, "episodes"));
  }

  private static long number(JsonNode of, String name) {
    return Numbers.whole(of.get(name).asString());
  }

  private static Map<String, String> settings(JsonNode of) {
    Map<String, String> settings = new LinkedHashMap<>();
    of.properties().forEach(s -> settings.put(s.getKey(), s.getValue().asString()));
    return settings;
  }
}
