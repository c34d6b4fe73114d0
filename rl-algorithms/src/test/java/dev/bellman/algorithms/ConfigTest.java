package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.core.training.Schedule;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the configuration of every algorithm, whoever writes it. */
class ConfigTest {

  /** All nested types called Config among the classes of this module. */
  static List<Class<?>> configs() throws IOException, URISyntaxException {
    Path root = Path.of(Ppo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(
              file ->
                  root.relativize(file)
                      .toString()
                      .replace(root.getFileSystem().getSeparator(), "."))
          .filter(name -> name.endsWith("$Config.class"))
          .sorted()
          .<Class<?>>map(name -> named(name.substring(0, name.length() - ".class".length())))
          .toList();
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Record defaults(Class<?> config) {
    try {
      return (Record) config.getMethod("defaults").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(config + " needs a public static defaults() that succeeds", e);
    }
  }

  @Test
  void there_are_some() throws IOException, URISyntaxException {
    assertThat(configs()).contains(Ppo.Config.class);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void it_is_a_public_record_with_defaults(Class<?> config) throws NoSuchMethodException {
    assertThat(config.isRecord()).isTrue();
    assertThat(Modifier.isPublic(config.getModifiers())).isTrue();
    assertThat(Modifier.isStatic(config.getMethod("defaults").getModifiers())).isTrue();
    assertThat(defaults(config)).isInstanceOf(config);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void a_copy_made_of_its_components_is_equal(Class<?> config) {
    Record defaults = defaults(config);
    Record copy = Variation.of(defaults);

    assertThat(copy)
        .isEqualTo(defaults)
        .hasSameHashCodeAs(defaults)
        .hasToString(defaults.toString());
    assertThat(defaults(config)).as("defaults() twice").isEqualTo(defaults);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void no_component_is_null(Class<?> config) {
    Record defaults = defaults(config);
    for (RecordComponent component : config.getRecordComponents()) {
      assertThat(Variation.value(defaults, component)).as(component.getName()).isNotNull();
    }
  }

  /** NaN, or the least whole number, is never right: the constructor must name it. */
  @ParameterizedTest
  @MethodSource("configs")
  void nonsense_is_refused_by_name_and_value(Class<?> config) {
    Record defaults = defaults(config);
    for (RecordComponent component : config.getRecordComponents()) {
      Object nonsense = nonsense(component);
      if (nonsense != null) {
        assertThatThrownBy(() -> Variation.of(defaults, component.getName(), nonsense))
            .as("%s = %s", component.getName(), nonsense)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(component.getName())
            .hasMessageContaining(nonsense.toString());
      }
    }
  }

  private static Object nonsense(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == int.class) {
      return Integer.MIN_VALUE;
    } else if (type == long.class) {
      return Long.MIN_VALUE;
    } else if (type == double.class) {
      return Double.NaN;
    } else if (type == Schedule.class) {
      return Schedule.constant(Double.NaN);
    } else {
      return component.getName().equals("hidden") ? List.of(64, 0) : null;
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void lists_are_copied_and_cannot_be_changed(Class<?> config) {
    Record defaults = defaults(config);
    for (RecordComponent component : config.getRecordComponents()) {
      if (Variation.value(defaults, component) instanceof List<?> list) {
        assertThatThrownBy(list::clear)
            .as(component.getName())
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }
}
