package dev.bellman.core.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * What a checkpoint consists of: the one file whose renaming makes it the current one.
 *
 * <p>There is one way to write a manifest, and its last field is the checksum of the rest: whatever
 * does not have exactly these bytes is refused.
 */
record Manifest(long step, Part state, Part parameters, SortedMap<String, String> about) {
  static final String FILE = "manifest.json";
  private static final long FORMAT = 1;
  private static final int MAX_BYTES = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(2).maxNumberLength(20).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** The printer's default line ends are the system's, but equal manifests have equal bytes. */
  private static final ObjectWriteContext LAYOUT =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };

  /** A file with data: a plain name in the folder of the manifest. */
  record Part(String file, long bytes, String sha256) {

    /** The name of the file for a step; the second serves where the first is taken. */
    static String name(String kind, long step, boolean second) {
      String digits = String.valueOf(step);
      return kind
          + "-"
          + "0".repeat(Math.max(0, 12 - digits.length()))
          + digits
          + (second ? "-2" : "")
          + ".safetensors";
    }
  }

  Manifest {
    about = Collections.unmodifiableSortedMap(new TreeMap<>(about));
  }

  /** The names of the files with data. */
  List<String> files() {
    return List.of(state.file, parameters.file);
  }

  /**
   * The manifest of a folder.
   *
   * @throws CheckpointException if there is none, or it is not exactly as it was written
   */
  static Manifest read(Path folder) {
    try {
      return readIfPresent(folder)
          .orElseThrow(
              () -> new CheckpointException(folder + ": there is no checkpoint (no " + FILE + ")"));
    } catch (IOException failure) {
      throw new CheckpointException(folder + ": " + FILE + " cannot be read: " + failure, failure);
    }
  }

  /**
   * The manifest of a folder, if it has one.
   *
   * @throws CheckpointException if it is not exactly as it was written
   * @throws IOException if it cannot be read, which says nothing against it
   */
  static Optional<Manifest> readIfPresent(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CheckpointException(file + ": is not a regular file");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
    if (bytes.length > MAX_BYTES) {
      throw new CheckpointException(file + ": has more than " + MAX_BYTES + " bytes");
    }
    try {
      return Optional.of(parse(bytes));
    } catch (JacksonException malformed) {
      String reason = String.valueOf(malformed.getOriginalMessage()).lines().findFirst().orElse("");
      throw new CheckpointException(file + ": is not valid JSON: " + reason, malformed);
    } catch (CheckpointException invalid) {
      throw new CheckpointException(file + ": " + invalid.getMessage(), invalid);
    }
  }

  static Manifest parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
      require(in.nextToken() == JsonToken.START_OBJECT, "is no object");
      long format = number(in, "format");
      require(format == FORMAT, "has format " + format + ", but only 1 is known");
      long step = number(in, "step");
      require(step >= 0, "has the negative step " + step);
      Part state = part(in, "state", step);
      Part parameters = part(in, "parameters", step);
      field(in, "about", JsonToken.START_OBJECT);
      TreeMap<String, String> about = new TreeMap<>();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = in.currentName();
        require(in.nextToken() == JsonToken.VALUE_STRING, "says about " + key + " no string");
        about.put(key, in.getString());
      }
      Manifest manifest = new Manifest(step, state, parameters, about);
      require(Arrays.equals(manifest.bytes(), bytes), "was altered after it was written");
      return manifest;
    }
  }

  private static Part part(JsonParser in, String kind, long step) {
    field(in, kind, JsonToken.START_OBJECT);
    String file = string(in, "file");
    require(
        file.equals(Part.name(kind, step, false)) || file.equals(Part.name(kind, step, true)),
        "names the file \"" + file.replaceAll("\\p{Cntrl}", "?") + "\" for " + kind);
    Part part = new Part(file, number(in, "bytes"), string(in, "sha256"));
    require(in.nextToken() == JsonToken.END_OBJECT, "says too much about " + kind);
    return part;
  }

  private static long number(JsonParser in, String name) {
    field(in, name, JsonToken.VALUE_NUMBER_INT);
    return in.getLongValue();
  }

  private static String string(JsonParser in, String name) {
    field(in, name, JsonToken.VALUE_STRING);
    return in.getString();
  }

  private static void field(JsonParser in, String name, JsonToken value) {
    boolean found =
        in.nextToken() == JsonToken.PROPERTY_NAME
            && in.currentName().equals(name)
            && in.nextToken() == value;
    require(found, "has no valid field " + name);
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new CheckpointException(complaint);
    }
  }

  /**
   * The only form of this manifest.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  byte[] bytes() {
    byte[] unsigned = document("").getBytes(StandardCharsets.UTF_8);
    return document(HexFormat.of().formatHex(Sha256.digest().digest(unsigned)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Checks, before anything is written, that what the caller has to say can be read back. */
  static void checkWritable(Map<String, String> about) {
    int chars = 0;
    for (Map.Entry<String, String> entry : about.entrySet()) {
      if (entry.getValue() == null) {
        throw new IllegalArgumentException("Checkpoint: about " + entry.getKey() + " is null");
      }
      String text = entry.getKey() + entry.getValue();
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text) || entry.getKey().length() > 1000) {
        throw new IllegalArgumentException(
            "Checkpoint: about " + entry.getKey() + " is too long or not well-formed Unicode");
      }
      chars += text.length() + 16;
      // A character takes at most six bytes in JSON (an escape).
      if (chars > (MAX_BYTES - 4096) / 6) {
        throw new IllegalArgumentException("Checkpoint: about has more than 170 000 characters");
      }
    }
  }

  private String document(String checksum) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(LAYOUT, text)) {
      json.writeStartObject();
      json.writeNumberProperty("format", FORMAT);
      json.writeNumberProperty("step", step);
      write(json, "state", state);
      write(json, "parameters", parameters);
      json.writeObjectPropertyStart("about");
      about.forEach(json::writeStringProperty);
      json.writeEndObject();
      json.writeStringProperty("checksum", checksum);
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, String kind, Part part) {
    json.writeObjectPropertyStart(kind);
    json.writeStringProperty("file", part.file);
    json.writeNumberProperty("bytes", part.bytes);
    json.writeStringProperty("sha256", part.sha256);
    json.writeEndObject();
  }
}
