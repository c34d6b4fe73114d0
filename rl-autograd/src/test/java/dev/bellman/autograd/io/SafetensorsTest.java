package dev.bellman.autograd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  private static final List<SafeTensor> ALL =
      List.of(
          SafeTensor.of("b.weight", new float[] {1, -0f, Float.NaN, 4, 5, 6}, 2, 3),
          SafeTensor.of("scalar", new float[] {7}),
          SafeTensor.of("empty", new float[0], 0, 5),
          SafeTensor.of("a", new double[] {Math.PI, Double.MIN_VALUE}, 2),
          SafeTensor.of("long", new long[] {Long.MIN_VALUE, -1}, 2),
          SafeTensor.of("bytes", SafeTensor.Type.U8, new byte[] {-1, 2, 3}, 3));

  @Test
  void readsWhatWasWritten() throws Exception {
    Path file = folder.resolve("all.safetensors");
    Safetensors.write(file, ALL, Map.of("step", "12", "note", "é \" \n"));
    Safetensors read = Safetensors.read(file);

    assertThat(read.tensors().values()).containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(read.metadata()).isEqualTo(Map.of("step", "12", "note", "é \" \n"));
    assertThat(read.get("b.weight").floats()).containsExactly(1, -0f, Float.NaN, 4, 5, 6);
    assertThat(read.get("scalar").shape()).isEmpty();
    assertThat(read.get("empty").shape()).containsExactly(0, 5);
    assertThat(read.get("a").doubles()).containsExactly(Math.PI, Double.MIN_VALUE);
    assertThat(read.get("long").longs()).containsExactly(Long.MIN_VALUE, -1);
    assertThat(read.get("bytes").longs()).containsExactly(255, 2, 3);
    assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".tmp"));
  }

  @Test
  void putsWiderElementsFirstSoThatAllAreAligned() throws Exception {
    Path file = folder.resolve("all.safetensors");
    Safetensors.write(file, ALL, Map.of());
    assertThat(Safetensors.read(file).tensors().keySet())
        .containsExactly("a", "long", "b.weight", "scalar", "empty", "bytes");
    assertThat(MemorySegment.ofArray(Files.readAllBytes(file)).get(SafeTensor.LONG, 0) % 8)
        .isZero();
  }

  @Test
  void writesTheSameBytesForTheSameArguments() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Safetensors.write(first, ALL, Map.of("x", "1", "y", "2", "z", "3"));
    Safetensors.write(second, ALL, new TreeMap<>(Map.of("z", "3", "y", "2", "x", "1")));
    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void writesNoArraysAtAll() throws Exception {
    Path file = folder.resolve("none");
    Safetensors.write(file, List.of(), Map.of());
    assertThat(Safetensors.read(file).tensors()).isEmpty();
    assertThat(file).hasSize(16);
  }

  @Test
  void writesArraysLargerThanAChunk() throws Exception {
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path file = folder.resolve("large");
    Safetensors.write(file, List.of(SafeTensor.of("x", values, values.length)), Map.of());
    float[] read = new float[values.length];
    Safetensors.read(file).get("x").copyTo(read);
    assertThat(read).isEqualTo(values);
  }

  @Test
  void leavesTheOldFileWhenTheNewOneCannotBeWritten() throws Exception {
    Path file = folder.resolve("kept");
    Safetensors.write(file, ALL, Map.of());
    byte[] before = Files.readAllBytes(file);
    SafeTensor twice = SafeTensor.of("twice", new float[1], 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.write(file, List.of(twice, twice), Map.of()))
        .withMessageContaining("twice");
    assertThat(file).hasBinaryContent(before);
    assertThat(folder).isDirectoryNotContaining(f -> f.toString().endsWith(".tmp"));
  }

  @Test
  void refusesNamesThatNoReaderTakes() {
    for (String name : List.of("__metadata__", "\ud800", "x".repeat(50_001))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Safetensors.write(
                      folder.resolve("bad"),
                      List.of(SafeTensor.of(name, new float[1], 1)),
                      Map.of()));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Safetensors.write(folder.resolve("bad"), List.of(), Map.of("k", "\udc00")));
  }

  @Test
  void refusesShapesThatDoNotHoldTheValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeTensor.of("w", new float[5], 2, 3))
        .withMessage("SafeTensor w: [2, 3] holds 6 elements, but 5 are given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeTensor.of("w", new float[5], -1, -5))
        .withMessage("SafeTensor w: [-1, -5] is no shape, but 5 are given");
    assertThatIllegalArgumentException().isThrownBy(() -> SafeTensor.of("w", new long[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeTensor.of("w", SafeTensor.Type.F64, new byte[9], 1));
  }

  @Test
  void refusesAnotherTypeOrLengthThanAskedFor() {
    SafeTensor longs = SafeTensor.of("n", new long[2], 2);
    assertThatThrownBy(longs::floats)
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("n I64[2]: expected F32, F16 or BF16");
    assertThatThrownBy(longs::doubles).isInstanceOf(SafetensorsException.class);
    assertThatThrownBy(() -> longs.copyTo(new long[3]))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("n I64[2]: expected I64 of 3 elements");
    assertThatThrownBy(() -> longs.copyTo(new double[2])).isInstanceOf(SafetensorsException.class);
  }

  @Test
  void widensShortFloatsExactly() {
    byte[] bits = {0, 0x3e, (byte) 0xff, (byte) 0xfb};
    assertThat(SafeTensor.of("h", SafeTensor.Type.F16, bits, 2).floats())
        .containsExactly(1.5f, -65504f);
    byte[] upper = {(byte) 0xc0, 0x3f, (byte) 0x80, (byte) 0xff};
    assertThat(SafeTensor.of("b", SafeTensor.Type.BF16, upper, 2).floats())
        .containsExactly(1.5f, Float.NEGATIVE_INFINITY);
  }

  @Test
  void findsTheFirstElementThatDiffers() {
    SafeTensor a = SafeTensor.of("a", new float[] {1, 0f, 3}, 3);
    assertThat(a.mismatch(SafeTensor.of("a", new float[] {1, -0f, 3}, 3))).isEqualTo(1);
    assertThat(a.mismatch(SafeTensor.of("a", new float[] {1}, 1))).isEqualTo(1);
    assertThat(a.mismatch(SafeTensor.of("b", new float[] {1, 0f, 3}, 3))).isEqualTo(-1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> a.mismatch(SafeTensor.of("a", new long[3], 3)));
  }

  @Test
  void showsAnElementWithItsBits() {
    assertThat(SafeTensor.of("a", new float[] {1, 0.5f}, 2).toString(1))
        .isEqualTo("0.5 (0x3f000000)");
    assertThat(SafeTensor.of("a", new long[] {-2}, 1).toString(0))
        .isEqualTo("-2 (0xfffffffffffffffe)");
    assertThatThrownBy(() -> SafeTensor.of("a", new double[0], 0).toString(0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void bytesAreLittleEndianAndReadOnly() {
    var bytes = SafeTensor.of("a", new long[] {258}, 1).bytes();
    assertThat(bytes.isReadOnly()).isTrue();
    assertThat(bytes.get(0)).isEqualTo((byte) 2);
    assertThat(bytes.getLong(0)).isEqualTo(258);
  }

  @Test
  void theWriterWantsItsSlotsInOrder() throws Exception {
    var slots =
        List.of(
            SafetensorsWriter.Slot.of("f", SafeTensor.Type.F32, 2),
            SafetensorsWriter.Slot.of("d", SafeTensor.Type.F64, 1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var writer = new SafetensorsWriter(out, slots, Map.of());
    assertThatIllegalStateException().isThrownBy(writer::finish).withMessageContaining("d");
    writer.write("d", new double[] {3});
    writer.write("f", new float[] {1, 2});
    writer.finish();
    assertThatIllegalArgumentException().isThrownBy(() -> writer.write("g", new long[1]));
    Safetensors read = Safetensors.parse(MemorySegment.ofArray(out.toByteArray()), "memory");
    assertThat(read.get("f").floats()).containsExactly(1, 2);

    var wrong = new SafetensorsWriter(new ByteArrayOutputStream(), slots, Map.of());
    assertThatIllegalArgumentException().isThrownBy(() -> wrong.write("d", new double[2]));
  }

  @Test
  void aMissingFileIsAnIoException() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("regular");
  }
}
