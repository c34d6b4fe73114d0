package dev.bellman.bench.cli;

import dev.bellman.bench.config.Names;
import dev.bellman.bench.config.Numbers;
import dev.bellman.bench.config.UsageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command and its arguments, runs it, and turns what goes wrong into one sentence. */
public final class CommandLineInterface {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final Workbench bench;

  /** A command line over these algorithms and streams. */
  public CommandLineInterface(Workbench bench) {
    this.bench = bench;
  }

  /** Runs one command; gives the exit code: 0 done, 1 failed, 2 wrong usage. */
  public int run(String... args) {
    CommandLine line = commands();
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      return failed("The memory is used up: give the JVM more with -Xmx");
    } catch (StackOverflowError e) {
      return failed("The stack is used up, which is a defect: please report the command");
    } finally {
      line.getOut().flush();
      bench.out().flush();
    }
  }

  private CommandLine commands() {
    CommandLine line =
        new CommandLine(new RootCommand())
            .addSubcommand("list", new ListCommand(bench))
            .addSubcommand("train", new TrainCommand(bench))
            .addSubcommand("resume", new ResumeCommand(bench))
            .addSubcommand("eval", new EvalCommand(bench))
            .addSubcommand("rollout", new RolloutCommand(bench))
            .addSubcommand("collect", new CollectCommand(bench))
            .addSubcommand(
                "dataset",
                new CommandLine(new DatasetCommand(bench))
                    .addSubcommand("mix", new DatasetMixCommand(bench))
                    .addSubcommand("convert", new DatasetConvertCommand(bench)))
            .addSubcommand("plot", new PlotCommand(bench))
            .addSubcommand("model-error", new ModelErrorCommand(bench))
            .addSubcommand("results", new ResultsCommand(bench))
            .addSubcommand("diff", new DiffCommand(bench))
            .addSubcommand("speed", new SpeedCommand(bench))
            .addSubcommand("jmh", new JmhCommand());
    line.registerConverter(Long.class, CommandLineInterface::whole)
        .registerConverter(long.class, CommandLineInterface::whole)
        .registerConverter(Integer.class, CommandLineInterface::wholeInt)
        .registerConverter(int.class, CommandLineInterface::wholeInt)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(false)
        .setOut(new PrintWriter(bench.out(), false, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(bench.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, a) -> wrongUsage(misuse(e)))
        .setExecutionExceptionHandler((e, c, r) -> failure(e));
    line.getSubcommands().get("jmh").setUnmatchedOptionsArePositionalParams(true);
    return line;
  }

  private int failure(Exception e) {
    return switch (e) {
      case UsageException usage -> wrongUsage(usage.getMessage());
      case UncheckedIOException io when io.getCause() instanceof NoSuchFileException missing ->
          failed("There is no file " + missing.getMessage());
      case UncheckedIOException io -> failed("Cannot read or write: " + io.getCause().getMessage());
      default -> failed(e.getMessage() == null ? "This failed with " + e : e.getMessage());
    };
  }

  private int failed(String sentence) {
    return report(sentence, FAILED);
  }

  private int wrongUsage(String sentence) {
    return report(sentence, WRONG_USAGE);
  }

  private int report(String sentence, int code) {
    String line = sentence.strip().replaceAll("\\s*\\R\\s*", " ");
    bench.err().println("rl: " + line + (line.matches(".*[.?!]") ? "" : "."));
    bench.err().flush();
    return code;
  }

  /** What is wrong with the arguments, and the nearest names that would be right. */
  private static String misuse(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String argument = unmatched.getUnmatched().getFirst();
      if (argument.startsWith("-")) {
        return Names.unknown("option of " + name, argument, options(command)).getMessage();
      }
      if (!command.getSubcommands().isEmpty()) {
        return Names.unknown("command", argument, command.getSubcommands().keySet()).getMessage();
      }
      return name + " has no use for '" + argument + "': see " + name + " --help";
    }
    return e.getMessage() + ": see " + name + " --help";
  }

  private static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
    return names;
  }

  private static long whole(String text) {
    try {
      return Numbers.whole(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no whole number");
    }
  }

  private static int wholeInt(String text) {
    long whole = whole(text);
    if (whole != (int) whole) {
      throw new TypeConversionException("'" + text + "' is too large");
    }
    return (int) whole;
  }
}
