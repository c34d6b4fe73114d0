package dev.bellman.bench;

import dev.bellman.bench.cli.CommandLineInterface;
import dev.bellman.bench.cli.Workbench;
import dev.bellman.bench.run.Algorithms;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The command line {@code rl}. */
public final class Rl {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private Rl() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // the libraries that draw bars and pictures format numbers by the default locale
    Locale.setDefault(Locale.ROOT);
    System.setProperty("java.awt.headless", "true");
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Workbench bench = new Workbench(Algorithms.all(), Path.of("runs"), out, err, isTerminal());
    int code = new CommandLineInterface(bench).run(args);
    out.flush();
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Whether standard error is a terminal; Java itself only knows about the other two streams. */
  private static boolean isTerminal() {
    if (Files.isSymbolicLink(STANDARD_ERROR)) {
      try {
        String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return System.console() != null && System.console().isTerminal();
  }
}
