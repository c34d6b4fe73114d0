package dev.bellman.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellman.algorithms.offline.Awac;
import dev.bellman.algorithms.offline.Awr;
import dev.bellman.algorithms.offline.BehaviorCloning;
import dev.bellman.algorithms.offline.Divergence;
import dev.bellman.algorithms.offline.FittedSarsa;
import dev.bellman.algorithms.offline.Iql;
import dev.bellman.algorithms.offline.KlConstrained;
import dev.bellman.algorithms.offline.OneStepActorCritic;
import dev.bellman.algorithms.policy.A2c;
import dev.bellman.algorithms.policy.ActorCritic;
import dev.bellman.algorithms.policy.NaturalPolicyGradient;
import dev.bellman.algorithms.policy.OffPolicyPolicyGradient;
import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.algorithms.policy.PpoKl;
import dev.bellman.algorithms.policy.Reinforce;
import dev.bellman.algorithms.policy.Trpo;
import dev.bellman.algorithms.value.DoubleDqn;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.algorithms.value.TwoNetworkDoubleDqn;
import dev.bellman.bench.cli.CommandLineInterface;
import dev.bellman.bench.cli.Workbench;
import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.core.random.Seeds;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.training.Training;
import dev.bellman.envs.EnvironmentSpec;
import dev.bellman.envs.Environments;
import dev.bellman.envs.probe.Probe;
import dev.bellman.envs.probe.World;
import dev.bellman.tensor.parallel.Workers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name only what exists, and the code that they quote is the code that is there. */
class DocumentationTest {
  private static final Path ROOT = root();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w*)#(\\w+)`");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`|\\$ )(?:\\./)?rl ([a-z][a-z-]*)([^`\\n]*)");
  private static final Pattern PART = Pattern.compile("\\bpart [3-6]\\b");
  private static final Pattern TYPE = Pattern.compile("\\[`([A-Z]\\w*)(?:#\\w+)?`\\]");

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("rl-bench"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(f -> f.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<Path> sources(String... folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT, "rl-*")) {
      for (Path module : modules) {
        for (String folder : folders) {
          try (Stream<Path> all = Files.walk(module.resolve("src").resolve(folder))) {
            all.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  private static Set<String> typeNames(String folder) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path source : sources(folder)) {
      names.add(source.getFileName().toString().replace(".java", ""));
    }
    return names;
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  @Test
  void thereAreDocuments() throws IOException {
    assertThat(documents())
        .contains(
            ROOT.resolve("README.md"),
            ROOT.resolve("CONTRIBUTING.md"),
            ROOT.resolve("docs/architecture.md"),
            ROOT.resolve("docs/notes.md"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyRelativeLinkLeadsSomewhere(Path document) throws IOException {
    List<String> dead = new ArrayList<>();
    for (MatchResult link : matches(LINK, Files.readString(document))) {
      String[] target = link.group(1).split("#", 2);
      if (target[0].matches("[a-z]+:.*")) {
        continue;
      }
      Path file = target[0].isEmpty() ? document : document.resolveSibling(target[0]).normalize();
      if (!Files.exists(file) || target.length > 1 && !headings(file).contains(target[1])) {
        dead.add(link.group(1));
      }
    }
    assertThat(dead).isEmpty();
  }

  /** The names by which headings are linked to. */
  private static Set<String> headings(Path document) throws IOException {
    Set<String> names = new TreeSet<>();
    for (MatchResult h : matches(Pattern.compile("(?m)^#+ (.*)$"), Files.readString(document))) {
      names.add(h.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-'));
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyMemberExists(Path document) throws IOException {
    Map<String, StringBuilder> texts = new TreeMap<>();
    for (Path source : sources("main", "test")) {
      String name = source.getFileName().toString().replace(".java", "");
      texts.computeIfAbsent(name, n -> new StringBuilder()).append(Files.readString(source));
    }
    List<String> missing = new ArrayList<>();
    for (MatchResult member : matches(MEMBER, Files.readString(document))) {
      String text = texts.getOrDefault(member.group(1), new StringBuilder()).toString();
      if (!Pattern.compile("\\b" + member.group(2) + "\\b").matcher(text).find()) {
        missing.add(member.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  /** A block of code follows a link to the Java file of which it is a part. */
  @ParameterizedTest
  @MethodSource("documents")
  void quotedCodeIsThatOfTheFile(Path document) throws IOException {
    String[] parts = Files.readString(document).split("(?m)^```", -1);
    for (int i = 1; i < parts.length; i += 2) {
      String kind = parts[i].lines().findFirst().orElse("");
      String before = parts[i - 1].strip();
      List<MatchResult> links = matches(LINK, before.substring(before.lastIndexOf('\n') + 1));
      boolean quotes = !links.isEmpty() && links.getLast().group(1).endsWith(".java");
      if (kind.equals("java")) {
        assertThat(quotes).as("a link to a file stands before%n%s", parts[i]).isTrue();
      }
      if (quotes) {
        String file = Files.readString(document.resolveSibling(links.getLast().group(1)));
        assertThat(plain(file)).contains(plain(parts[i].substring(kind.length())));
      }
    }
  }

  /** Without indentation, empty lines and the stars of Javadoc. */
  private static String plain(String code) {
    StringBuilder text = new StringBuilder();
    code.lines()
        .map(line -> line.strip().replaceFirst("^\\* ", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandExists(Path document) throws IOException {
    Set<String> environments = new TreeSet<>();
    Environments.all().stream().map(EnvironmentSpec::id).forEach(environments::add);
    for (MatchResult command : matches(COMMAND, Files.readString(document))) {
      String[] arguments = command.group(2).strip().split("\\s+");
      if (command.group(1).equals("jmh")) { // what follows is JMH's own, whose help ends the JVM
        assertThat(typeNames("main"))
            .as(command.group())
            .containsAll(Stream.of(arguments).filter(a -> a.endsWith("Benchmark")).toList());
        continue;
      }
      assertThat(helpExists(command.group(1))).as(command.group()).isTrue();
      if (command.group(1).equals("train") && arguments.length > 1) {
        if (!arguments[0].matches("[A-Z]+")) {
          assertThat(Algorithms.all().names()).as(command.group()).contains(arguments[0]);
          assertThat(environments).as(command.group()).contains(arguments[1]);
        }
      }
    }
  }

  private static boolean helpExists(String command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Workbench bench = new Workbench(Algorithms.all(), Path.of("runs"), nowhere, nowhere, false);
    return new CommandLineInterface(bench).run(command, "--help") == 0;
  }

  @Test
  void theMapOfTheNotesKnowsWhatIsBuilt() throws IOException {
    Set<String> types = typeNames("main");
    Set<String> tests = typeNames("test");
    Set<String> shown = new TreeSet<>();
    for (String[] row : rows("docs/notes.md", 5)) {
      String what = row[0] + ": ";
      if (PART.matcher(row[1]).find()) {
        assertThat(row[2]).as(what + "not built, but has a test").isEmpty();
        assertThat(Algorithms.all().names())
            .as(what + "is built, so its row should name type and test")
            .doesNotContain(row[3].split(", "));
        continue;
      }
      assertThat(names(row[1])).as(what + "types").isNotEmpty().isSubsetOf(types);
      assertThat(names(row[2])).as(what + "tests").isNotEmpty().isSubsetOf(tests);
      matches(COMMAND, row[3]).forEach(c -> shown.add(c.group(2).strip().split(" ")[0]));
    }
    assertThat(shown)
        .as("algorithms with a command in the map")
        .containsAll(Algorithms.all().names());
  }

  private static List<String> names(String cell) {
    return matches(TYPE, cell).stream().map(m -> m.group(1)).toList();
  }

  /** The rows of all tables with so many columns, without their heads. */
  private static List<String[]> rows(String document, int columns) throws IOException {
    List<String[]> rows = new ArrayList<>();
    List<String> lines = Files.readString(ROOT.resolve(document)).lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("|---");
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      if (line.startsWith("|")
          && !line.startsWith("|---")
          && !head
          && cells.length == columns + 2) {
        String[] row = new String[columns];
        for (int c = 0; c < columns; c++) {
          row[c] = cells[c + 1].strip();
        }
        rows.add(row);
      }
    }
    return rows;
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        arguments("reinforce.md", List.of(Reinforce.Config.defaults())),
        arguments(
            "actor-critic.md",
            List.of(
                ActorCritic.Config.defaults(),
                A2c.Config.defaults(),
                OffPolicyPolicyGradient.Config.defaults())),
        arguments("ppo.md", List.of(Ppo.Config.defaults(), PpoKl.Config.defaults())),
        arguments(
            "offline.md",
            List.of(
                BehaviorCloning.Config.defaults(),
                FittedSarsa.Config.defaults(),
                OneStepActorCritic.Config.defaults(),
                KlConstrained.Config.of(Divergence.REVERSE))),
        arguments(
            "weighted-regression.md",
            List.of(Awr.Config.defaults(), Awac.Config.defaults(), Iql.Config.defaults())));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void theTablesOfAPageAreTheConfigurations(String page, List<Record> configs) throws IOException {
    List<String> expected = new ArrayList<>();
    for (Record config : configs) {
      ConfigBinding.write(config).forEach((name, value) -> expected.add(name + " = " + value));
    }
    List<String> shown = new ArrayList<>();
    for (String[] row : rows("docs/algorithms/" + page, 4)) {
      boolean algorithm = Algorithms.all().names().contains(row[0].replace("`", ""));
      if (row[0].startsWith("`") && !algorithm) {
        shown.add((row[0] + " = " + row[1]).replace("`", ""));
      }
    }
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void theTableOfTrpoIsItsConfigurationAndThatOfNpg() throws IOException {
    Map<String, String> trpo = new LinkedHashMap<>();
    Map<String, String> npg = new LinkedHashMap<>();
    for (String[] row : rows("docs/algorithms/trpo.md", 5)) {
      String name = row[0].replace("`", "");
      trpo.put(name, row[1].replace("`", ""));
      if (!row[2].isEmpty()) {
        npg.put(name, row[2].replace("`", ""));
      }
    }
    assertThat(trpo).isEqualTo(ConfigBinding.write(Trpo.Config.defaults()));
    assertThat(npg).isEqualTo(ConfigBinding.write(NaturalPolicyGradient.Config.defaults()));
  }

  @Test
  void theMetricsOfTrpoAreItsMetrics() throws IOException {
    var training =
        Trpo.on(() -> Probe.discrete(World.TWO_STEPS), Trpo.Config.defaults(), Seeds.of(0));
    List<String> shown =
        rows("docs/algorithms/trpo.md", 2).stream().map(row -> row[0].replace("`", "")).toList();
    assertThat(shown).containsExactlyElementsOf(training.metrics().keySet());
  }

  @Test
  void theMetricsOfPpoAreItsMetrics() throws IOException {
    var training =
        Ppo.on(() -> Probe.discrete(World.TWO_STEPS), Ppo.Config.defaults(), Seeds.of(0));
    List<String> shown =
        rows("docs/algorithms/ppo.md", 2).stream().map(row -> row[0].replace("`", "")).toList();
    assertThat(shown).containsExactlyElementsOf(training.metrics().keySet());
  }

  @Test
  void theTablesOfDqnAreItsConfigurations() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    for (String[] row : rows("docs/algorithms/dqn.md", 4)) {
      shown.put(row[0].replace("`", ""), row[1].replace("`", ""));
    }
    assertThat(shown).containsAllEntriesOf(ConfigBinding.write(Dqn.Config.defaults()));

    Map<String, String> ofFqi = new LinkedHashMap<>();
    for (String[] row : rows("docs/algorithms/dqn.md", 3)) {
      if (row[0].matches("`\\w+`")) {
        ofFqi.put(row[0].replace("`", ""), row[1].replace("`", ""));
      }
    }
    assertThat(ConfigBinding.write(FittedQIteration.Config.defaults())).containsAllEntriesOf(ofFqi);
    assertThat(ofFqi).hasSize(FittedQIteration.Config.class.getRecordComponents().length - 2);
  }

  @Test
  void theMetricsOfDqnAreThoseOfItsKin() throws IOException {
    List<String> shown =
        rows("docs/algorithms/dqn.md", 2).stream().map(row -> row[0].replace("`", "")).toList();
    Seeds seeds = Seeds.of(0);
    Workers workers = Workers.of(1);
    Supplier<Probe<Discrete>> probe = () -> Probe.discrete(World.TWO_STEPS);
    List<Training> kin =
        List.of(
            Dqn.on(probe, Dqn.Config.defaults(), seeds, workers),
            DoubleDqn.on(probe, Dqn.Config.defaults(), seeds, workers),
            TwoNetworkDoubleDqn.on(probe, TwoNetworkDoubleDqn.Config.defaults(), seeds, workers),
            FittedQIteration.on(probe, FittedQIteration.Config.defaults(), seeds, workers));
    for (Training training : kin) {
      List<String> names = new ArrayList<>(shown);
      if (training == kin.get(2)) {
        names.remove("policyValue"); // two networks do not tell it
      }
      assertThat(names).containsExactlyElementsOf(training.metrics().keySet());
    }
  }
}
