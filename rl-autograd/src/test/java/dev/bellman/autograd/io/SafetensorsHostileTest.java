package dev.bellman.autograd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file: a valid read or a {@link SafetensorsException}, and no more memory. */
class SafetensorsHostileTest {
  private static final String A = "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";
  @TempDir Path folder;

  private static byte[] file(String header, int dataBytes) {
    return file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), dataBytes);
  }

  private static byte[] file(byte[] header, int dataBytes) {
    return ByteBuffer.allocate(8 + header.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  private static Safetensors parse(byte[] bytes) {
    return Safetensors.parse(MemorySegment.ofArray(bytes), "test");
  }

  private byte[] small() throws Exception {
    Path file = folder.resolve("small");
    Safetensors.write(
        file,
        List.of(
            SafeTensor.of("w", new float[] {1, 2, 3, 4}, 2, 2),
            SafeTensor.of("n", new long[] {5}, 1),
            SafeTensor.of("e", new double[0], 0)),
        Map.of("k", "v"));
    return Files.readAllBytes(file);
  }

  /** Reads everything there is; whether it could be read. */
  private static boolean readable(byte[] bytes) {
    try {
      for (SafeTensor tensor : parse(bytes).tensors().values()) {
        tensor.bytes();
        switch (tensor.type()) {
          case F32, F16, BF16 -> tensor.floats();
          case F64 -> tensor.doubles();
          case I64, I32, U8, BOOL -> tensor.longs();
          default -> tensor.elements();
        }
      }
      return true;
    } catch (SafetensorsException expected) {
      assertThat(expected.getMessage()).startsWith("test: ").doesNotContain("\n");
      return false;
    }
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] whole = small();
    assertThat(readable(whole)).isTrue();
    for (int length = 0; length < whole.length; length++) {
      assertThat(readable(Arrays.copyOf(whole, length))).as("%d bytes", length).isFalse();
    }
    assertThat(readable(Arrays.copyOf(whole, whole.length + 1))).isFalse();
  }

  @Test
  void flippedBitsAreRefusedOrReadable() throws Exception {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = small();
    int header = whole.length - 24;
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        int bit = random.nextInt(8 * (i % 4 == 0 ? whole.length : header));
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
      }
      try {
        refused += readable(damaged) ? 0 : 1;
      } catch (RuntimeException | Error other) {
        fail("seed " + seed + ", case " + i, other);
      }
    }
    assertThat(refused).isBetween(10_000, 19_999);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        " {}",
        "{",
        "{}x",
        "{}{}",
        "{} \u0000",
        "{'a':1}",
        "{'a':{}}",
        "{'a':null}",
        "{'a':{'dtype':'F32','shape':[1]}}",
        "{'a':{'dtype':'F31','shape':[1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'f32','shape':[1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':7,'shape':[1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':1,'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'more':1}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'shape':[1]}}",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,4]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[]}}",
        "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[1e0],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[[1]],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[01],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[4611686018427387905],'data_offsets':[0,4]}}",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}}",
        "{'a':{'dtype':'F32','shape':[4294967296,2147483648],'data_offsets':[0,0]}}",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296,0],'data_offsets':[0,0]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[9223372036854775804,9223372036854775808]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[18446744073709551612,0]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[99999999999999999999999,4]}}",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},}",
        "{'a':{'dtype':'F32','shape':[1,],'data_offsets':[0,4]}}",
        "{/**/'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
        "{a:{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
        "{'\\ud800':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
      })
  void lies(String header) {
    assertThat(readable(file("{" + A + "}", 4))).isTrue();
    assertThat(readable(file(header, 4))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}",
        "'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}",
        "'b':{'dtype':'F32','shape':[1],'data_offsets':[5,9]}",
        "'b':{'dtype':'F32','shape':[0],'data_offsets':[2,2]}",
        "'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}",
        "'b':{'dtype':'U8','shape':[3],'data_offsets':[4,7]}",
        "'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        "'\\u0061':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        "'__metadata__':{'k':1},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        "'__metadata__':{'k':{}},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        "'__metadata__':null,'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        "'__metadata__':[],'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        "'__metadata__':{'k':'1','k':'2'},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
        "'__metadata__':{},'__metadata__':{},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}",
      })
  void liesBesideAnotherArray(String more) {
    String good = "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}";
    assertThat(readable(file("{" + A + "," + good + "}", 8))).isTrue();
    assertThat(readable(file("{" + A + "," + more + "}", 8))).isFalse();
  }

  @Test
  void dataMustEndWithTheLastArray() {
    assertThat(readable(file("{" + A + "}", 5))).isFalse();
    assertThat(readable(file("{}", 1))).isFalse();
    assertThat(readable(file("{}", 0))).isTrue();
  }

  @Test
  void whatIsOddButLegal() {
    Safetensors read =
        parse(
            file(
                "{'z':{'shape':[0,9223372036854775807],'data_offsets':[0,0],'dtype':'F64'},"
                    + "'y':{'dtype':'I32','shape':[],'data_offsets':[0,4]}, '__metadata__':{}}\n ",
                4));
    assertThat(read.tensors().keySet()).containsExactly("z", "y");
    assertThat(read.get("z").doubles()).isEmpty();
    assertThat(read.get("y").longs()).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 100_000_001, 1 << 30, 61, 0})
  void headerLengthsThatLie(long length) {
    byte[] bytes = file("{" + A + "}", 4);
    assertThat(bytes).hasSizeLessThan(8 + 61 + 4);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    assertThat(readable(bytes)).isFalse();
  }

  @Test
  void notUtf8() {
    byte[] header = ("{" + A + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    header[2] = (byte) 0xff;
    assertThatThrownBy(() -> parse(file(header, 4)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("test: the header is not UTF-8");
  }

  @Test
  void deepNestingIsRefusedAtOnce() {
    for (String deep : List.of("{\"a\":", "[")) {
      assertThat(readable(file("{\"a\":" + deep.repeat(1_000_000), 0))).isFalse();
    }
  }

  @Test
  void aLyingFileCostsNoMemory() throws Exception {
    var liar = file("{'a':{'dtype':'F32','shape':[1073741824],'data_offsets':[0,4294967296]}}", 4);
    var headerOnly = new byte[16];
    Arrays.fill(headerOnly, (byte) 0x7f);
    for (byte[] bytes : List.of(liar, headerOnly, file("{" + A + "}", 4))) {
      Path file = Files.write(folder.resolve("liar"), bytes);
      assertThat(allocatedBy(() -> readQuietly(file))).isLessThan(bytes.length + (1L << 20));
    }
  }

  @Test
  void aLargeFileCostsItsHeaderAndWhatIsAskedFor() throws Exception {
    Path file = folder.resolve("large");
    Safetensors.write(file, List.of(SafeTensor.of("x", new float[4 << 20], 4 << 20)), Map.of());
    assertThat(allocatedBy(() -> readQuietly(file))).isLessThan(1L << 20);
  }

  private static void readQuietly(Path file) {
    try {
      Safetensors.read(file);
    } catch (SafetensorsException expected) {
      assertThat(expected).hasMessageContaining("liar");
    } catch (IOException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  private static long allocatedBy(Runnable action) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    action.run();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
