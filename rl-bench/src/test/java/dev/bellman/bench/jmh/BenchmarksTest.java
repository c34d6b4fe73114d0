package dev.bellman.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

  /**
   * The benchmarks as JMH's processor found them: "JMH S 5 ClassName S 3 Generated S 4 method …".
   */
  private static List<String> all() throws IOException {
    try (InputStream in = BenchmarksTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("JMH"))
          .map(line -> line.split(" S \\d+ "))
          .map(parts -> parts[1].strip() + "." + parts[3].strip())
          .toList();
    }
  }

  @Test
  void everyBenchmarkRunsAndFindsItsResultRight() throws IOException, RunnerException {
    var options =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    TreeSet<String> ran = new TreeSet<>();
    results.forEach(result -> ran.add(result.getParams().getBenchmark()));
    assertThat(ran).isNotEmpty().containsExactlyInAnyOrderElementsOf(all());
  }

  @Test
  void theCeilingIsPositiveForOneThreadAndForTwo() {
    FmaCeiling.check(FmaCeiling.run());
    assertThat(FmaCeiling.measure(1, 0.01)).isPositive();
    assertThat(FmaCeiling.measure(2, 0.01)).isPositive();
  }
}
