package dev.bellman.bench.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Sets the components of any configuration record from strings, by name, and writes them as strings
 * that read back to the same values.
 *
 * <p>A component may be a number, a truth value, a string, an enum, a list of integers, a record
 * ({@code network.hidden=64,64}), a choice among the records of a sealed type ({@code
 * advantage=gae}, {@code advantage.lambda=0.95}), or any type with a static {@code parse(String)}
 * or {@code of(String)} that reads back its {@code toString()}.
 */
public final class ConfigBinding {
  private ConfigBinding() {}

  /**
   * The configuration with these settings changed.
   *
   * @throws UsageException if a name is unknown or a value is not accepted; the sentence says which
   */
  public static <C extends Record> C with(C config, Map<String, String> given) {
    Map<String, String> settings = inFull(given, write(config).keySet());
    Set<String> unused = new LinkedHashSet<>(settings.keySet());
    Object changed = record(config.getClass(), config, "", new Settings(settings, unused));
    for (String name : unused) {
      throw Names.unknown("setting", name, known(config, changed));
    }
    @SuppressWarnings("unchecked") // rebuilt by its own class
    C result = (C) changed;
    return result;
  }

  /** The settings with names in full: {@code bufferSize} where only one part has it. */
  private static Map<String, String> inFull(Map<String, String> settings, Set<String> known) {
    Map<String, String> full = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          List<String> ends = known.stream().filter(k -> k.endsWith("." + name)).toList();
          boolean brief = !known.contains(name) && ends.size() == 1;
          full.put(brief ? ends.getFirst() : name, value);
        });
    return full;
  }

  /** Every component by name, in order; {@link #with} reads it back to an equal configuration. */
  public static Map<String, String> write(Record config) {
    Map<String, String> out = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      write(component.getName(), component.getGenericType(), value(component, config), out);
    }
    return out;
  }

  private static void write(String path, Type type, Object value, Map<String, String> out) {
    Class<?> raw = Values.raw(type);
    if (Values.isPlain(raw)) {
      out.put(path, Values.write(value));
      return;
    }
    String text = value.toString();
    if (readsBack(raw, value, text)) {
      out.put(path, text);
      return;
    }
    if (raw.isSealed()) {
      out.put(path, Choices.name(value.getClass()));
    }
    if (!(value instanceof Record record)) {
      throw new IllegalStateException("ConfigBinding: " + path + " has the unknown type " + raw);
    }
    write(record).forEach((name, part) -> out.put(path + "." + name, part));
  }

  private static boolean readsBack(Class<?> type, Object value, String text) {
    try {
      return Values.parser(type).filter(p -> value.equals(p.apply(text))).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Set<String> known(Record before, Object after) {
    Set<String> names = new TreeSet<>(write(before).keySet());
    names.addAll(write((Record) after).keySet());
    return names;
  }

  private static Object record(Class<?> type, Object current, String path, Settings settings) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    boolean changed = current == null;
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      Object before = current == null ? null : value(component, current);
      String name = path + component.getName();
      arguments[i] = component(component.getGenericType(), before, name, settings);
      changed |= arguments[i] != before;
    }
    return changed ? construct(type, types, arguments, path, settings) : current;
  }

  private static Object component(Type type, Object current, String path, Settings settings) {
    Class<?> raw = Values.raw(type);
    String text = settings.take(path);
    if (Values.isPlain(raw)) {
      if (text == null && current == null) {
        throw new UsageException("Set " + path + " as well: it has no default here");
      }
      return text == null ? current : read(path, text, () -> Values.read(type, text));
    }
    Object chosen = text == null ? current : choose(raw, current, path, text);
    if (chosen == null) {
      chosen = Choices.defaults(raw);
    }
    Class<?> record = chosen instanceof Class<?> bare ? bare : chosen.getClass();
    if (!record.isRecord()) {
      return chosen;
    }
    return record(record, chosen instanceof Class<?> ? null : chosen, path + ".", settings);
  }

  /** The value that {@code text} stands for, or the bare class if its components must be set. */
  private static Object choose(Class<?> type, Object current, String path, String text) {
    if (type.isSealed()) {
      Class<?> chosen = Choices.of(type).get(Names.kebab(text.strip()));
      if (chosen != null) {
        return chosen.isInstance(current) ? current : Choices.defaults(chosen);
      }
    }
    var parser = Values.parser(type);
    if (parser.isPresent()) {
      return read(path, text, () -> parser.get().apply(text));
    }
    if (type.isSealed()) {
      throw Names.unknown("choice for " + path + " called", text, Choices.of(type).keySet());
    }
    throw new UsageException(
        "Set a part of "
            + path
            + " by its name, as in "
            + path
            + "."
            + firstComponent(type)
            + "=…");
  }

  private static String firstComponent(Class<?> type) {
    RecordComponent[] parts = type.isRecord() ? type.getRecordComponents() : null;
    return parts == null || parts.length == 0 ? "part" : parts[0].getName();
  }

  private static Object read(String path, String text, Supplier<Object> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      String why = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new UsageException("Cannot set " + path + " to '" + text + "'" + why);
    }
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ConfigBinding: cannot read " + component, e);
    }
  }

  private static Object construct(
      Class<?> type, Class<?>[] types, Object[] arguments, String path, Settings settings) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new UsageException(
            "Cannot set " + settings.under(path) + ": " + refused.getMessage());
      }
      throw new IllegalStateException("ConfigBinding: cannot make a " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ConfigBinding: cannot make a " + type, e);
    }
  }

  /** The strings to apply, and which of them no component has asked for yet. */
  private record Settings(Map<String, String> values, Set<String> unused) {
    String take(String name) {
      unused.remove(name);
      return values.get(name);
    }

    String under(String path) {
      return String.join(
          ", ",
          values.entrySet().stream()
              .filter(e -> (e.getKey() + ".").startsWith(path))
              .map(e -> e.getKey() + "=" + e.getValue())
              .toList());
    }
  }
}
