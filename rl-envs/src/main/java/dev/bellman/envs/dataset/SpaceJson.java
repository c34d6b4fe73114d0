package dev.bellman.envs.dataset;

import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.MultiDiscrete;
import dev.bellman.core.space.Space;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Spaces as Minari writes them: Gymnasium's, in JSON. Bounds that are infinite are the bare word
 * {@code Infinity}, as in Python.
 */
final class SpaceJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private SpaceJson() {}

  static String write(Space space) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      switch (space) {
        case Box box -> {
          begin(json, "Box", "float32");
          json.writeName("shape").writeArray(new int[] {box.size()}, 0, 1);
          json.writeArrayPropertyStart("low");
          for (int i = 0; i < box.size(); i++) {
            json.writeNumber(box.low(i));
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("high");
          for (int i = 0; i < box.size(); i++) {
            json.writeNumber(box.high(i));
          }
          json.writeEndArray();
        }
        case Discrete discrete -> {
          begin(json, "Discrete", "int64");
          json.writeNumberProperty("start", 0);
          json.writeNumberProperty("n", discrete.n());
        }
        case MultiDiscrete several -> {
          begin(json, "MultiDiscrete", "int64");
          int[] sizes = several.sizes().stream().mapToInt(Integer::intValue).toArray();
          json.writeName("nvec").writeArray(sizes, 0, sizes.length);
        }
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void begin(JsonGenerator json, String type, String elements) {
    json.writeStringProperty("type", type);
    json.writeStringProperty("dtype", elements);
  }

  /**
   * The space of such a text; the shape of a box is forgotten, for its rows are flat.
   *
   * @throws DatasetException if it is none that rows of floats can hold
   */
  static Space read(String text) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
      return read(in);
    } catch (JacksonException malformed) {
      throw new DatasetException(
          "a space is no valid JSON: " + malformed.getOriginalMessage(), malformed);
    } catch (IllegalArgumentException refused) {
      throw new DatasetException("a space is refused: " + refused.getMessage(), refused);
    }
  }

  private static Space read(JsonParser in) {
    require(in.nextToken() == JsonToken.START_OBJECT, "a space is no JSON object");
    String type = "";
    double[] low = {};
    double[] high = {};
    double[] sizes = {};
    double[] start = {};
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "type" -> type = in.getString();
        case "low" -> low = numbers(in);
        case "high" -> high = numbers(in);
        case "n", "nvec" -> sizes = numbers(in);
        case "start" -> start = numbers(in);
        default -> in.skipChildren();
      }
    }
    require(
        DoubleStream.of(start).allMatch(s -> s == 0),
        "a space of whole numbers must start at 0, but starts at " + Arrays.toString(start));
    switch (type) {
      case "Box" -> {
        return new Box(floats(low), floats(high));
      }
      case "Discrete" -> {
        require(sizes.length == 1, "a Discrete space has no n");
        return new Discrete((int) sizes[0]);
      }
      case "MultiDiscrete" -> {
        return new MultiDiscrete(DoubleStream.of(sizes).mapToObj(n -> (int) n).toList());
      }
      default ->
          throw new DatasetException(
              "a space must be Box, Discrete or MultiDiscrete, but is '" + type + "'");
    }
  }

  /** One number, or all those of a list of lists of lists, in their order. */
  private static double[] numbers(JsonParser in) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    int depth = 0;
    do {
      switch (in.currentToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numbers.add(in.getDoubleValue());
        case null, default -> throw new DatasetException("a space has a bound that is no number");
      }
    } while (depth > 0 && in.nextToken() != null);
    return numbers.build().toArray();
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new DatasetException(complaint);
    }
  }
}
