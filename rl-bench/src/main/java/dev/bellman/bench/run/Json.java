package dev.bellman.bench.run;

import dev.bellman.bench.config.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON files of a run: indented, complete or absent. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  static void write(Path file, Object value) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, MAPPER.writeValueAsString(value) + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(file.toFile(), type);
    } catch (JacksonException e) {
      throw new UsageException(
          file + " cannot be read (" + e.getOriginalMessage() + "): restore it or train again");
    }
  }
}
