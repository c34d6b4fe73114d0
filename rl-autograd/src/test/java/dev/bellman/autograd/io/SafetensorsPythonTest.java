package dev.bellman.autograd.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads a file of Python's own safetensors package; python.py beside it says what is in it. */
class SafetensorsPythonTest {

  @Test
  void readsPythonsFileExactly() throws Exception {
    Path file = Path.of(getClass().getResource("python.safetensors").toURI());
    Safetensors read = Safetensors.read(file);

    assertThat(read.metadata()).isEqualTo(Map.of("writer", "python", "note", "a \"quoted\"\nline"));
    assertThat(read.tensors()).hasSize(10);
    assertThat(read.get("weight").shape()).containsExactly(2, 3);
    assertThat(read.get("weight").floats())
        .containsExactly(0f, -0f, 1.5f, Float.POSITIVE_INFINITY, Float.NaN, Float.MIN_VALUE);
    assertThat(read.get("double").doubles())
        .containsExactly(Math.PI, Double.NEGATIVE_INFINITY, Double.MIN_VALUE);
    assertThat(read.get("long").longs()).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE, 42);
    assertThat(read.get("int").shape()).containsExactly(2, 1);
    assertThat(read.get("int").longs()).containsExactly(Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertThat(read.get("half").floats()).containsExactly(1.5f, -65504f);
    assertThat(read.get("byte").longs()).containsExactly(0, 127, 255);
    assertThat(read.get("bool").longs()).containsExactly(1, 0);
    assertThat(read.get("scalar").shape()).isEmpty();
    assertThat(read.get("scalar").floats()).containsExactly(-7.25f);
    assertThat(read.get("empty").shape()).containsExactly(0, 3);
    assertThat(read.get("empty").floats()).isEmpty();
    assertThat(read.get("名.ü").longs()).containsExactly(1);
  }
}
