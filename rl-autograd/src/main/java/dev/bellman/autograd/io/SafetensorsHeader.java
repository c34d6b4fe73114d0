package dev.bellman.autograd.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON at the head of a safetensors file.
 *
 * @param entries in the order of their data, which they cover without holes
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
  static final int MAX_BYTES = 100_000_000;
  static final String METADATA = "__metadata__";
  private static final int MAX_NAME = 50_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(3)
                  .maxNumberLength(20)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_BYTES)
                  .maxDocumentLength(MAX_BYTES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // A symbol table would remember the names of every file that was ever read.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .build();

  /** Where one array lies in the data. */
  record Entry(String name, SafeTensor.Type type, long[] shape, long begin, long end) {}

  /**
   * Reads and validates a header.
   *
   * @param dataBytes how many bytes follow it
   * @throws SafetensorsException saying what is wrong, without saying in which file
   */
  static SafetensorsHeader parse(byte[] json, long dataBytes) {
    if (json.length == 0 || json[0] != '{') {
      throw new SafetensorsException("the header does not start with '{'");
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var reader = new InputStreamReader(new ByteArrayInputStream(json), decoder);
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), reader)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = wellFormed(parser.currentName());
        if (name.equals(METADATA)) {
          parseMetadata(parser, metadata);
        } else {
          entries.add(parseEntry(parser, name));
        }
      }
      if (parser.nextToken() != null) {
        throw new SafetensorsException("the header goes on after its last '}'");
      }
    } catch (JacksonException malformed) {
      throw new SafetensorsException("the header is " + reason(malformed), malformed);
    }
    // Stable, so that empty arrays at one offset stay in the order of the header.
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkCover(entries, dataBytes);
    return new SafetensorsHeader(entries, metadata);
  }

  private static String reason(JacksonException malformed) {
    if (malformed.getCause() instanceof CharacterCodingException) {
      return "not UTF-8";
    }
    String message = String.valueOf(malformed.getOriginalMessage());
    return "not valid JSON: " + message.lines().findFirst().orElse("");
  }

  private static void parseMetadata(JsonParser parser, Map<String, String> metadata) {
    require(parser.nextToken() == JsonToken.START_OBJECT, METADATA, "is no object");
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = wellFormed(parser.currentName());
      require(parser.nextToken() == JsonToken.VALUE_STRING, METADATA, "holds more than strings");
      metadata.put(key, wellFormed(parser.getString()));
    }
  }

  private static Entry parseEntry(JsonParser parser, String name) {
    require(parser.nextToken() == JsonToken.START_OBJECT, name, "is no object");
    SafeTensor.Type type = null;
    long[] shape = null;
    long[] offsets = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (parser.currentName()) {
        case "dtype" -> type = parseType(parser, name);
        case "shape" -> shape = parseNumbers(parser, name);
        case "data_offsets" -> offsets = parseNumbers(parser, name);
        default -> require(false, name, "has a field that is not dtype, shape or data_offsets");
      }
    }
    require(type != null && shape != null && offsets != null, name, "lacks a field");
    require(offsets.length == 2 && offsets[0] <= offsets[1], name, "has no valid data_offsets");
    long elements = SafeTensor.elements(shape);
    require(
        elements >= 0 && elements <= Long.MAX_VALUE / type.bytes(), name, "has too large a shape");
    require(
        elements * type.bytes() == offsets[1] - offsets[0],
        name,
        "has data_offsets that do not fit " + type + Arrays.toString(shape));
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private static SafeTensor.Type parseType(JsonParser parser, String name) {
    require(parser.nextToken() == JsonToken.VALUE_STRING, name, "has a dtype that is no string");
    String wanted = parser.getString();
    for (SafeTensor.Type type : SafeTensor.Type.values()) {
      if (type.name().equals(wanted)) {
        return type;
      }
    }
    throw new SafetensorsException("array " + quote(name) + " has unknown dtype " + quote(wanted));
  }

  private static long[] parseNumbers(JsonParser parser, String name) {
    require(parser.nextToken() == JsonToken.START_ARRAY, name, "has something else for a list");
    long[] numbers = new long[2];
    int size = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean natural =
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getStringCharacters()[parser.getStringOffset()] != '-';
      require(natural, name, "has a dimension or offset that is no natural number");
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = parser.getLongValue();
    }
    return Arrays.copyOf(numbers, size);
  }

  private static void checkCover(List<Entry> entries, long dataBytes) {
    long at = 0;
    for (Entry entry : entries) {
      require(entry.begin == at, entry.name, "overlaps another or leaves a hole before it");
      at = entry.end;
    }
    if (at != dataBytes) {
      throw new SafetensorsException(
          "the arrays end after " + at + " bytes of data, but there are " + dataBytes);
    }
  }

  private static void require(boolean condition, String name, String complaint) {
    if (!condition) {
      throw new SafetensorsException("array " + quote(name) + " " + complaint);
    }
  }

  /** A name as a message may show it: short and on one line. */
  private static String quote(String name) {
    String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }

  private static String wellFormed(String text) {
    if (!isWellFormed(text)) {
      throw new SafetensorsException("the header has half a surrogate pair in a string");
    }
    return text;
  }

  /** Java's strings may hold half a surrogate pair, which UTF-8 cannot. */
  private static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * The header as bytes, padded with spaces to a multiple of 8: always the same for equal headers.
   *
   * @throws IllegalArgumentException if two names are equal or a name cannot be written
   */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectPropertyStart(METADATA);
        new TreeMap<>(metadata)
            .forEach((key, value) -> json.writeStringProperty(writable(key), writable(value)));
        json.writeEndObject();
      }
      var names = new HashSet<String>();
      for (Entry entry : entries) {
        if (entry.name.equals(METADATA) || !names.add(entry.name)) {
          throw new IllegalArgumentException(
              "Safetensors: " + quote(entry.name) + " is reserved or given twice");
        }
        json.writeObjectPropertyStart(writable(entry.name));
        json.writeStringProperty("dtype", entry.type.name());
        json.writeName("shape").writeArray(entry.shape, 0, entry.shape.length);
        json.writeName("data_offsets").writeArray(new long[] {entry.begin, entry.end}, 0, 2);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    while (out.size() % 8 != 0) {
      out.write(' ');
    }
    if (out.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Safetensors: the header has " + out.size() + " bytes, more than " + MAX_BYTES);
    }
    return out.toByteArray();
  }

  private static String writable(String text) {
    if (text.length() > MAX_NAME || !isWellFormed(text)) {
      throw new IllegalArgumentException(
          "Safetensors: " + quote(text) + " is too long or not well-formed Unicode");
    }
    return text;
  }
}
