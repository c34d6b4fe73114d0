package dev.bellman.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in the files of a folder: the checkpoint that was written or one exception. */
class CheckpointHostileTest {
  @TempDir Path folder;
  private List<Path> files;

  @BeforeEach
  void save() throws Exception {
    Agent agent = new Agent(7);
    Checkpoint.write(folder, 7, agent.about(), agent, agent.networks());
    try (var list = Files.list(folder)) {
      files = list.sorted().toList();
    }
  }

  private String refusal() {
    try {
      Checkpoint checkpoint = Checkpoint.read(folder);
      checkpoint.restore(new Agent(0));
      return "";
    } catch (CheckpointException expected) {
      assertThat(expected.getMessage()).doesNotContain("\n").contains(folder.toString());
      return expected.getMessage();
    }
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    assertThat(refusal()).isEmpty();
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length <= whole.length + 1; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertThat(refusal().isEmpty())
            .as("%s cut to %d of %d", file.getFileName(), length, whole.length)
            .isEqualTo(length == whole.length);
      }
      Files.write(file, whole);
    }
  }

  @Test
  void flippedBitsOfEveryByteOfTheManifestAreRefused() throws Exception {
    byte[] whole = Files.readAllBytes(files.get(0));
    for (int bit = 0; bit < 8 * whole.length; bit += 3) {
      assertRefusesFlip(files.get(0), whole, bit, "bit " + bit);
    }
  }

  @Test
  void flippedBitsOfDataAreRefused() throws Exception {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    for (Path file : files.subList(1, 3)) {
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < 500; i++) {
        int bit = random.nextInt(8 * whole.length);
        assertRefusesFlip(file, whole, bit, "seed " + seed + ", bit " + bit);
      }
    }
  }

  private void assertRefusesFlip(Path file, byte[] whole, int bit, String what) throws Exception {
    poke(file, bit / 8, (byte) (whole[bit / 8] ^ 1 << bit % 8));
    try {
      assertThat(refusal()).as(what).contains(file.getFileName().toString());
    } catch (RuntimeException other) {
      fail(what, other);
    }
    poke(file, bit / 8, whole[bit / 8]);
  }

  /** In place: a file system may flush a file that is cut and written anew, which takes long. */
  private static void poke(Path file, int at, byte value) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {value}), at);
    }
  }

  /** Replaces in the manifest and signs it again, so that only the lie itself can be refused. */
  private void lie(String from, String to) throws Exception {
    Path file = folder.resolve(Manifest.FILE);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    String unsigned =
        text.replace(from, to).replaceAll("\"checksum\" : \"[0-9a-f]*\"", "\"checksum\" : \"\"");
    byte[] digest = Sha256.digest().digest(unsigned.getBytes(StandardCharsets.UTF_8));
    String checksum = "\"checksum\" : \"" + HexFormat.of().formatHex(digest) + '"';
    Files.writeString(file, unsigned.replace("\"checksum\" : \"\"", checksum));
  }

  @Test
  void aManifestThatIsSignedAgainIsFine() throws Exception {
    lie("td3", "sac");
    assertThat(refusal()).isEmpty();
    assertThat(Checkpoint.read(folder).about()).containsEntry("algorithm", "sac");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`\"format\" : 1`, `\"format\" : 2`, `format 2`",
        "`\"format\" : 1`, `\"format\" : 1.0`, `format`",
        "`\"step\" : 7`, `\"step\" : -7`, `negative`",
        "`\"step\" : 7`, `\"step\" : 8`, `state-000000000007.safetensors`",
        "`\"step\" : 7`, `\"step\" : 99999999999999999999`, `JSON`",
        "`\"step\" : 7`, `\"step\" : 7,\n  \"step\" : 7`, `Duplicate`",
        "`state-0000`, `../state-0000`, `../state`",
        "`state-0000`, `/etc/state-0000`, `/etc`",
        "`state-000000000007`, `..`, `names the file`",
        "`state-000000000007`, `parameters-000000000007`, `names the file`",
        "`state-000000000007`, `state-000000000007-2`, `missing`",
        "`\"bytes\" : `, `\"bytes\" : 1`, `the manifest says 1`",
        "`\"bytes\" : `, `\"bytes\" : 922337203685477`, `the manifest says 922337203685477`",
        "`\"bytes\" : `, `\"bytes\" : -`, `the manifest says -`",
        "`\"sha256\" : \"`, `\"sha256\" : \"0`, `SHA-256`",
        "`\"algorithm\" : \"td3\"`, `\"algorithm\" : 3`, `algorithm`",
        "`\"algorithm\" : \"td3\"`, `\"algorithm\" : [[[[[]]]]]`, `nesting depth`",
        "`\"algorithm\" : \"td3\"`, `\"algorithm\" : \"a\",\n"
            + "    \"algorithm\" : \"b\"`, `Duplicate`",
        "`\"about\"`, `\"more\" : 1,\n  \"about\"`, `about`",
        "`\"kernels\" : `, `\"kernels\":`, `altered`",
      })
  void lies(String from, String to, String complaint) throws Exception {
    lie(from, to);
    assertThat(refusal()).contains(complaint);
  }

  @Test
  void missingFilesAreNamed() throws Exception {
    for (Path file : files.subList(1, 3)) {
      byte[] whole = Files.readAllBytes(file);
      Files.delete(file);
      assertThat(refusal()).contains(file.getFileName() + ": is missing");
      Files.createDirectory(file);
      assertThat(refusal()).contains("not a regular file");
      Files.delete(file);
      Files.write(file, whole);
    }
    assertThat(refusal()).isEmpty();
  }

  @Test
  void aHugeManifestCostsNoMoreThanItsLimit() throws Exception {
    Files.write(folder.resolve(Manifest.FILE), new byte[20 << 20]);
    assertThat(refusal()).contains("more than 1048576 bytes");
    assertThat(allocatedBy(this::refusal)).isLessThan(4L << 20);
  }

  @Test
  void aDeepManifestIsRefused() throws Exception {
    Files.writeString(folder.resolve(Manifest.FILE), "{\"format\":".repeat(50_000));
    assertThat(refusal()).contains(Manifest.FILE);
  }

  @Test
  void readingCostsHeadersAndNotData() {
    float[] large = new float[4 << 20];
    Stateful whole =
        new Stateful() {
          @Override
          public void save(StateWriter out) {
            out.put("large", large);
          }

          @Override
          public void load(StateReader in) {
            in.get("large", large);
          }
        };
    assertThat(
            allocatedBy(
                () -> {
                  Checkpoint.write(folder, 9, Map.of(), whole, List.of());
                  Checkpoint.read(folder).restore(whole);
                }))
        .isLessThan(2L << 20);
  }

  @Test
  void aDamagedCheckpointCanBeReplaced() throws Exception {
    Files.writeString(folder.resolve(Manifest.FILE), "{");
    Agent agent = new Agent(8);
    Checkpoint.write(folder, 8, agent.about(), agent, agent.networks());
    assertThat(refusal()).isEmpty();
    assertThat(folder.toFile().list()).hasSize(3);
  }

  private static long allocatedBy(Runnable action) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    action.run();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
