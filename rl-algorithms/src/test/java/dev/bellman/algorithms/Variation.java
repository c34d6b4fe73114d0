package dev.bellman.algorithms;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Records with one component replaced. */
public final class Variation {
  private Variation() {}

  /**
   * A copy of {@code record} with another value of the component called {@code name}.
   *
   * @throws IllegalArgumentException whatever the record's constructor says
   */
  public static <R extends Record> R of(R record, String name, Object value) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    if (Arrays.stream(components).noneMatch(c -> c.getName().equals(name))) {
      throw new AssertionError(record.getClass() + " has no component " + name);
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getName().equals(name) ? value : value(record, components[i]);
    }
    return make(record, components, values);
  }

  /** A copy of {@code record} with other values of the components of these names. */
  public static <R extends Record> R of(R record, Map<String, ?> values) {
    R changed = record;
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      changed = of(changed, entry.getKey(), entry.getValue());
    }
    return changed;
  }

  /** A copy of {@code record} that was made anew from the values of its components. */
  public static <R extends Record> R of(R record) {
    RecordComponent first = record.getClass().getRecordComponents()[0];
    return of(record, first.getName(), value(record, first));
  }

  /** The value of a component. */
  public static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked") // the constructor is that of the record's own class
  private static <R extends Record> R make(
      R record, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
