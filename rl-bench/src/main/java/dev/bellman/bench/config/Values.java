package dev.bellman.bench.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values that one string holds: numbers, truth values, enums, strings and lists of them. */
final class Values {
  private static final List<String> PARSERS = List.of("parse", "of");

  private Values() {}

  static Class<?> raw(Type type) {
    return type instanceof ParameterizedType p ? (Class<?>) p.getRawType() : (Class<?>) type;
  }

  static boolean isPlain(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == int[].class
        || type == List.class;
  }

  /** The value of a plain type that {@code text} stands for. */
  static Object read(Type type, String text) {
    Class<?> raw = raw(type);
    if (raw == int.class || raw == Integer.class) {
      return wholeInt(text);
    } else if (raw == long.class || raw == Long.class) {
      return Numbers.whole(number(text));
    } else if (raw == double.class || raw == Double.class) {
      return Numbers.real(number(text));
    } else if (raw == float.class || raw == Float.class) {
      return (float) Numbers.real(number(text));
    } else if (raw == boolean.class) {
      return truth(text);
    } else if (raw == String.class) {
      return text;
    } else if (raw == int[].class) {
      return items(text).mapToInt(Values::wholeInt).toArray();
    } else if (raw.isEnum()) {
      return constant(raw, text);
    } else if (raw == List.class && type instanceof ParameterizedType list) {
      Type item = list.getActualTypeArguments()[0];
      return items(text).map(part -> read(item, part)).toList();
    }
    throw new IllegalStateException("ConfigBinding: no way to read a " + type);
  }

  /** The string that {@link #read} reads back to an equal value. */
  static String write(Object value) {
    return switch (value) {
      case int[] numbers ->
          Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(","));
      case List<?> list -> list.stream().map(Values::write).collect(Collectors.joining(","));
      case Enum<?> constant -> Names.kebab(constant.name());
      case Double x when x.isInfinite() -> x > 0 ? "infinity" : "-infinity";
      case Float x when x.isInfinite() -> x > 0 ? "infinity" : "-infinity";
      default -> value.toString();
    };
  }

  /** A static {@code parse(String)} or {@code of(String)} of the type that gives the type. */
  static Optional<Function<String, Object>> parser(Class<?> type) {
    return PARSERS.stream()
        .flatMap(name -> Stream.of(type.getDeclaredMethods()).filter(m -> m.getName().equals(name)))
        .filter(
            m -> Modifier.isStatic(m.getModifiers()) && type.isAssignableFrom(m.getReturnType()))
        .filter(m -> Arrays.equals(m.getParameterTypes(), new Class<?>[] {String.class}))
        .findFirst()
        .map(method -> text -> call(method, text));
  }

  private static Object call(Method method, String text) {
    try {
      method.setAccessible(true);
      return method.invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("ConfigBinding: " + method + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("ConfigBinding: cannot call " + method, e);
    }
  }

  private static Stream<String> items(String text) {
    String bare = text.strip().replaceAll("^[\\[(]|[\\])]$", "");
    return bare.isBlank() ? Stream.empty() : Stream.of(bare.split(",")).map(String::strip);
  }

  private static int wholeInt(String text) {
    long whole = Numbers.whole(number(text));
    if (whole != (int) whole) {
      throw new IllegalArgumentException(whole + " is too large for an int");
    }
    return (int) whole;
  }

  private static String number(String text) {
    try {
      Numbers.real(text);
      return text;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number is wanted");
    }
  }

  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("true or false is wanted");
    };
  }

  private static Object constant(Class<?> type, String text) {
    String wanted = Names.kebab(text.strip());
    return Stream.of(type.getEnumConstants())
        .filter(c -> Names.kebab(((Enum<?>) c).name()).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "one of "
                        + Stream.of(type.getEnumConstants())
                            .map(c -> Names.kebab(((Enum<?>) c).name()))
                            .collect(Collectors.joining(", "))
                        + " is wanted"));
  }
}
