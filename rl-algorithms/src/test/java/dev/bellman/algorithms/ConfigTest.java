package dev.bellman.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.core.training.Schedule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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

  /**
   * A configuration that its type offers: defaults(), or one of several with names of their own.
   */
  record Preset(Method factory, List<Object> arguments) {
    Record make() {
      try {
        return (Record) factory.invoke(null, arguments.toArray());
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(factory + " must succeed", e);
      }
    }

    @Override
    public String toString() {
      return factory.getDeclaringClass().getEnclosingClass().getSimpleName()
          + "."
          + factory.getName()
          + arguments;
    }
  }

  /** What public static methods without parameters, or with that of an enumeration, return. */
  private static List<Preset> presets(Class<?> config) {
    List<Preset> presets = new ArrayList<>();
    for (Method method : config.getMethods()) {
      if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == config) {
        if (method.getParameterCount() == 0) {
          presets.add(new Preset(method, List.of()));
        } else if (method.getParameterCount() == 1 && method.getParameterTypes()[0].isEnum()) {
          for (Object constant : method.getParameterTypes()[0].getEnumConstants()) {
            presets.add(new Preset(method, List.of(constant)));
          }
        }
      }
    }
    presets.sort(Comparator.comparing(Preset::toString));
    return presets;
  }

  static List<Preset> presets() throws IOException, URISyntaxException {
    return configs().stream().flatMap(config -> presets(config).stream()).toList();
  }

  @Test
  void there_are_some() throws IOException, URISyntaxException {
    assertThat(configs()).contains(Ppo.Config.class);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void it_is_a_public_record_with_defaults(Class<?> config) {
    assertThat(config.isRecord()).isTrue();
    assertThat(Modifier.isPublic(config.getModifiers())).isTrue();
    assertThat(presets(config)).as("presets").isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void a_copy_made_of_its_components_is_equal(Preset preset) {
    Record defaults = preset.make();
    Record copy = Variation.of(defaults);

    assertThat(copy)
        .isEqualTo(defaults)
        .hasSameHashCodeAs(defaults)
        .hasToString(defaults.toString());
    assertThat(preset.make()).as("made twice").isEqualTo(defaults);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void no_component_is_null(Preset preset) {
    Record defaults = preset.make();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      assertThat(Variation.value(defaults, component)).as(component.getName()).isNotNull();
    }
  }

  /** NaN, or the least whole number, is never right: the constructor must name it. */
  @ParameterizedTest
  @MethodSource("presets")
  void nonsense_is_refused_by_name_and_value(Preset preset) {
    Record defaults = preset.make();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
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
  @MethodSource("presets")
  void lists_are_copied_and_cannot_be_changed(Preset preset) {
    Record defaults = preset.make();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      if (Variation.value(defaults, component) instanceof List<?> list) {
        assertThatThrownBy(list::clear)
            .as(component.getName())
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }
}
