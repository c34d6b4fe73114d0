package dev.bellman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellman.algorithms.model.DynamicsModel;
import dev.bellman.bench.config.ConfigBinding;
import dev.bellman.bench.run.Algorithms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a page of several algorithms, the table below the name of each is its configuration, but for
 * {@code base.…}, which are those of another.
 */
class SettingsTablesTest {
  private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([^`|]+)` \\| `([^`|]+)` \\|");
  private static final Pattern ELSEWHERE = Pattern.compile("(?m)^\\| `([^`|]+\\.)…` \\|");
  private static final Pattern MODEL_SETTING =
      Pattern.compile(
          "(?m)^\\| `model\\.([^`|]+)` \\| `([^`|]+)` \\| `([^`|]+)` \\| `([^`|]+)` \\|");

  @ParameterizedTest
  @CsvSource({
    "ddpg.md, dpg",
    "ddpg.md, ddpg",
    "ddpg.md, td3",
    "sac.md, sac",
    "sac.md, on-policy-sac",
    "sac.md, discrete-sac",
    "naf.md, naf",
    "cql.md, cql",
    "cql.md, discrete-cql",
    "model.md, dyna",
    "model.md, mba",
    "model.md, mve",
    "model.md, mbpo",
    "pets.md, pets"
  })
  void theTableIsTheConfiguration(String page, String algorithm) throws IOException {
    String section = text(page).split("(?m)^### " + algorithm + "$", 2)[1].split("(?m)^##", 2)[0];
    Map<String, String> shown = new LinkedHashMap<>();
    for (Matcher m = SETTING.matcher(section); m.find(); ) {
      shown.put(m.group(1), m.group(2));
    }
    Map<String, String> settings =
        new LinkedHashMap<>(ConfigBinding.write(Algorithms.all().find(algorithm).defaults()));
    for (Matcher m = ELSEWHERE.matcher(section); m.find(); ) {
      settings.keySet().removeIf(name -> name.startsWith(m.group(1)));
    }

    assertThat(shown).containsExactlyEntriesOf(settings);
  }

  private static String text(String page) throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("rl-bench"))) {
      folder = folder.getParent();
    }
    return Files.readString(folder.resolve("docs/algorithms").resolve(page));
  }

  @Test
  void theTableOfTheModelIsItsThreeConfigurations() throws IOException {
    List<Map<String, String>> shown =
        List.of(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    for (Matcher m = MODEL_SETTING.matcher(text("model.md")); m.find(); ) {
      for (int i = 0; i < shown.size(); i++) {
        shown.get(i).put(m.group(1), m.group(2 + i));
      }
    }

    assertThat(shown)
        .containsExactly(
            ConfigBinding.write(DynamicsModel.Config.small()),
            ConfigBinding.write(DynamicsModel.Config.defaults()),
            ConfigBinding.write(DynamicsModel.Config.pets()));
  }
}
