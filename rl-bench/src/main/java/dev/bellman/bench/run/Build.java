package dev.bellman.bench.run;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.autograd.Program;
import dev.bellman.core.training.Training;
import dev.bellman.envs.EnvironmentChecker;
import dev.bellman.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The code that runs, so that results of one version can be told from those of another. */
public final class Build {
  private static final int DIGITS = 12;
  private static final String FINGERPRINT = fingerprintOfModules();

  private Build() {}

  /** The first digits of a hash of all modules: that of the same sources, built by the same JDK. */
  public static String fingerprint() {
    return FINGERPRINT;
  }

  private static String fingerprintOfModules() {
    List<Class<?>> modules =
        List.of(
            Tensor.class,
            Program.class,
            Training.class,
            EnvironmentChecker.class,
            OffPolicy.class,
            Build.class);
    try {
      return fingerprint(modules.stream().map(Build::place).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path place(Class<?> ofModule) {
    try {
      return Path.of(ofModule.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of files, and of all files of folders in the order of their names. */
  static String fingerprint(List<Path> places) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
    for (Path place : places) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(place)) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
