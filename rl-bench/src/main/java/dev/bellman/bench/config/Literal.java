package dev.bellman.bench.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The small part of Python's literals that RL-Zoo's files use inside strings, such as {@code
 * dict(net_arch=[64, 64], activation_fn=nn.ReLU)}: a value is a map, a list or a string.
 *
 * <pre>{@code
 * value = "dict(" [name "=" value {"," name "=" value}] ")" | "{" [value ":" value …] "}"
 *       | "[" [value {"," value}] "]" | quoted | word
 * }</pre>
 */
final class Literal {
  private final String text;
  private int at;

  private Literal(String text) {
    this.text = text;
  }

  /**
   * Reads the whole string.
   *
   * @throws IllegalArgumentException if it is not of the grammar
   */
  static Object parse(String text) {
    Literal literal = new Literal(text);
    Object value = literal.value();
    if (literal.peek() != '\0') {
      throw literal.unexpected("the end");
    }
    return value;
  }

  private Object value() {
    char c = peek();
    if (c == '[' || c == '(') {
      at++;
      return list(c == '[' ? ']' : ')');
    }
    if (c == '{') {
      at++;
      return map(':', '}');
    }
    if (c == '\'' || c == '"') {
      return quoted(c);
    }
    String word = word();
    if (word.equals("dict") && peek() == '(') {
      at++;
      return map('=', ')');
    }
    return word;
  }

  private List<Object> list(char end) {
    List<Object> items = new ArrayList<>();
    while (!ended(end)) {
      items.add(value());
      separator(end);
    }
    return items;
  }

  private Map<String, Object> map(char equals, char end) {
    Map<String, Object> entries = new LinkedHashMap<>();
    while (!ended(end)) {
      String name = value().toString();
      expect(equals);
      entries.put(name, value());
      separator(end);
    }
    return entries;
  }

  private boolean ended(char end) {
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private void separator(char end) {
    if (peek() == ',') {
      at++;
    } else if (peek() != end) {
      throw unexpected("',' or '" + end + "'");
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    at++;
  }

  private String quoted(char quote) {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw unexpected("a closing " + quote);
    }
    String content = text.substring(at + 1, end);
    at = end + 1;
    return content;
  }

  private String word() {
    int start = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || isSign())) {
      at++;
    }
    if (at == start) {
      throw unexpected("a value");
    }
    return text.substring(start, at);
  }

  private boolean isSign() {
    return "_.+-".indexOf(text.charAt(at)) >= 0;
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private IllegalArgumentException unexpected(String wanted) {
    return new IllegalArgumentException(
        wanted + " is wanted at character " + (at + 1) + " of '" + text + "'");
  }
}
