package dev.bellman.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

  /** A number of each kind, and a list. */
  public record Config(int rows, double gamma, Schedule rate, List<Integer> hidden) {

    /** Refuses a γ above 1. */
    public Config {
      if (gamma > 1) {
        throw new IllegalArgumentException("gamma must not exceed 1, but is " + gamma);
      }
    }
  }

  private static final Config CONFIG = new Config(3, 0.9, Schedule.linear(1), List.of(4));

  @Test
  void the_components_that_are_named_change_and_no_others() {
    assertThat(Configuration.with(CONFIG, Map.of("rows", 5, "hidden", List.of(1, 2))))
        .isEqualTo(new Config(5, 0.9, Schedule.linear(1), List.of(1, 2)));
  }

  @Test
  void a_number_fits_a_real_component_and_a_schedule() {
    assertThat(Configuration.with(CONFIG, Map.of("gamma", 1, "rate", 1e-3)))
        .isEqualTo(new Config(3, 1, Schedule.constant(1e-3), List.of(4)));
  }

  @Test
  void unknown_names_wrong_types_and_refused_values_are_said() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configuration.with(CONFIG, Map.of("gama", 1)))
        .withMessage(
            "Configuration: there is no component 'gama', but there are"
                + " [rows, gamma, rate, hidden]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configuration.with(CONFIG, Map.of("rows", "many")))
        .withMessageContaining("rows=many");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Configuration.with(CONFIG, Map.of("gamma", 2)))
        .withMessage("gamma must not exceed 1, but is 2.0");
  }
}
