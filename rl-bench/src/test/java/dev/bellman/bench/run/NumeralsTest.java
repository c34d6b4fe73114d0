package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "0.1, 0.1",
    "0.00529764, 0.00529764",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "-1.5e-7, -1.5e-07",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.25e-38, 1.25e-38",
    "16777216, 16777216.0",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf"
  })
  void floatsAreWrittenAsNumpyDoes(float value, String text) {
    assertThat(Numerals.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.00017410594375394525, -0.00017410594375394525", "1e22, 1e+22", "1e-5, 1e-05",
    "123456789.123, 123456789.123", "1e100, 1e+100", "-1, -1.0"
  })
  void doublesAreWrittenAsPythonDoes(double value, String text) {
    assertThat(Numerals.of(value)).isEqualTo(text);
  }
}
