package dev.bellman.bench.config;

import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;

/** The records that a sealed type lets one choose from. */
final class Choices {
  private Choices() {}

  /** The records of a sealed type by their names in kebab-case. */
  static Map<String, Class<?>> of(Class<?> type) {
    Map<String, Class<?>> choices = new LinkedHashMap<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        choices.putAll(of(permitted));
      } else {
        choices.put(name(permitted), permitted);
      }
    }
    return choices;
  }

  /** The name of a choice: that of the record, or of what it is the {@code Config} of. */
  static String name(Class<?> choice) {
    boolean config = choice.getSimpleName().equals("Config");
    return Names.kebab((config ? choice.getEnclosingClass() : choice).getSimpleName());
  }

  /** What {@code defaults()} gives, or the record without components, or else the bare class. */
  static Object defaults(Class<?> choice) {
    try {
      var defaults = choice.getDeclaredMethod("defaults");
      if (Modifier.isStatic(defaults.getModifiers())) {
        defaults.setAccessible(true);
        return defaults.invoke(null);
      }
    } catch (NoSuchMethodException e) {
      // not every choice has defaults: its components are then set one by one
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Choices: cannot call " + choice + ".defaults()", e);
    }
    return choice;
  }
}
