package dev.bellman.core.training;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Configurations with some components changed.
 *
 * <pre>{@code
 * Ppo.Config config =
 *     Configuration.with(Ppo.Config.defaults(), Map.of("gamma", 0.98, "hidden", List.of(32, 32)));
 * }</pre>
 */
public final class Configuration {
  private Configuration() {}

  /**
   * The same record with other values of the components of these names.
   *
   * @param config a public record
   * @param values by the names of the components; a whole number may stand for a real one, and a
   *     number for a constant {@link Schedule}
   * @throws IllegalArgumentException if there is no such component, a value is of the wrong type,
   *     or the record refuses it
   */
  public static <R extends Record> R with(R config, Map<String, ?> values) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "Configuration: there is no component '" + name + "', but there are " + names);
      }
    }
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        Object changed = values.get(names.get(i));
        types[i] = components[i].getType();
        arguments[i] =
            changed == null ? components[i].getAccessor().invoke(config) : fit(changed, types[i]);
      }
      @SuppressWarnings("unchecked") // the constructor is that of the record's own class
      R result = (R) config.getClass().getConstructor(types).newInstance(arguments);
      return result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("Configuration: cannot make " + config, e.getCause());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Configuration: a value of " + values + " is not of its component's type", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Configuration: " + config.getClass() + " is not public", e);
    }
  }

  private static Object fit(Object value, Class<?> type) {
    if (value instanceof Number number && type == double.class) {
      return number.doubleValue();
    } else if (value instanceof Number number && type == Schedule.class) {
      return Schedule.constant(number.doubleValue());
    } else {
      return value;
    }
  }
}
