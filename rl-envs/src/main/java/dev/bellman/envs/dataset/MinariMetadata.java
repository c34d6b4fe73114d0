package dev.bellman.envs.dataset;

import dev.bellman.core.experience.Dataset;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What Minari says of a dataset: in attributes of the HDF5 file (before its version 0.5), or in a
 * {@code metadata.json} beside a {@code main_data.hdf5} (since). We read and write both.
 */
final class MinariMetadata {
  static final String OBSERVATION_SPACE = "observation_space";
  static final String ACTION_SPACE = "action_space";
  static final String EPISODES = "total_episodes";
  static final String STEPS = "total_steps";
  private static final String MAIN_FILE = "main_data.hdf5";
  private static final String FILE = "metadata.json";
  private static final String ENVIRONMENT = "environment";
  private static final String BEHAVIOUR = "algorithm_name";
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private MinariMetadata() {}

  /** All texts and whole numbers by name. */
  static Map<String, String> read(Hdf5.Reader file, Path path) throws IOException {
    Map<String, String> about = new HashMap<>();
    Path beside = path.resolveSibling(FILE);
    if (isMain(path) && Files.isRegularFile(beside)) {
      about.putAll(texts(Files.readString(beside)));
    }
    for (String name :
        new String[] {
          OBSERVATION_SPACE, ACTION_SPACE, ENVIRONMENT, BEHAVIOUR, "env_spec", "dataset_id"
        }) {
      file.text(name).ifPresent(text -> about.put(name, text));
    }
    for (String name : new String[] {EPISODES, STEPS}) {
      file.number("/", name).ifPresent(number -> about.put(name, Long.toString(number)));
    }
    return about;
  }

  private static boolean isMain(Path path) {
    return path.endsWith(MAIN_FILE);
  }

  /** The texts and whole numbers at the top of a JSON object. */
  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
          texts.put(name, in.getString());
        } else {
          in.skipChildren();
        }
      }
    } catch (JacksonException malformed) {
      throw new DatasetException(
          "its metadata is no valid JSON: " + malformed.getOriginalMessage(), malformed);
    }
    return texts;
  }

  static String environment(Map<String, String> about) {
    String ours = about.get(ENVIRONMENT);
    String spec = about.get("env_spec");
    if (ours != null) {
      return ours;
    }
    return spec == null
        ? GuessedSpaces.UNKNOWN
        : texts(spec).getOrDefault("id", GuessedSpaces.UNKNOWN);
  }

  static String behaviour(Map<String, String> about) {
    String algorithm = about.get(BEHAVIOUR);
    return algorithm != null ? algorithm : about.getOrDefault("dataset_id", GuessedSpaces.UNKNOWN);
  }

  static OptionalLong number(Map<String, String> about, String name) {
    String number = about.get(name);
    return number == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number));
  }

  static void write(Dataset dataset, Hdf5.Writer file) {
    texts(dataset).forEach(file::attribute);
    file.attribute(EPISODES, dataset.episodes());
    file.attribute(STEPS, dataset.steps());
  }

  private static Map<String, String> texts(Dataset dataset) {
    Dataset.Origin origin = dataset.origin();
    Map<String, String> texts = new LinkedHashMap<>();
    String name = origin.environment().replaceAll("[^A-Za-z0-9_-]+", "-");
    texts.put("dataset_id", name + "/bellman-v0");
    texts.put("minari_version", ">=0.4");
    texts.put("data_format", "hdf5");
    texts.put(ENVIRONMENT, origin.environment());
    texts.put(BEHAVIOUR, origin.behaviour());
    texts.put(OBSERVATION_SPACE, SpaceJson.write(origin.observationSpace()));
    texts.put(ACTION_SPACE, SpaceJson.write(origin.actionSpace()));
    return texts;
  }

  /** Writes the JSON file beside a main file; beside any other it would mean nothing. */
  static void writeBeside(Dataset dataset, Path path) throws IOException {
    if (!isMain(path)) {
      return;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty(EPISODES, dataset.episodes());
      json.writeNumberProperty(STEPS, dataset.steps());
      texts(dataset).forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    Files.writeString(path.resolveSibling(FILE), text + "\n");
  }
}
