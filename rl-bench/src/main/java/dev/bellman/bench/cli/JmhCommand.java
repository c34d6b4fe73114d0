package dev.bellman.bench.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rl jmh}: the micro-benchmarks; JMH itself reads the arguments. */
@Command(name = "jmh", description = "Runs JMH with its own arguments; rl jmh -h shows them.")
final class JmhCommand implements Callable<Integer> {
  @Option(names = "--help", usageHelp = true, description = "Show this and exit.")
  private boolean help;

  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "JMH's own arguments.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException {
    Main.main(arguments.toArray(String[]::new));
    return 0;
  }
}
