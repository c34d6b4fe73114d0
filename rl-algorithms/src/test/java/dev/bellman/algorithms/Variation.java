package dev.bellman.algorithms;

import dev.bellman.core.training.Configuration;
import java.lang.reflect.RecordComponent;
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
    return Configuration.with(record, Map.of(name, value));
  }

  /** A copy of {@code record} with other values of the components of these names. */
  public static <R extends Record> R of(R record, Map<String, ?> values) {
    return Configuration.with(record, values);
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
}
