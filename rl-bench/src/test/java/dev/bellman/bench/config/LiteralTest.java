package dev.bellman.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {

  @Test
  void mapsListsAndWordsNest() {
    assertThat(Literal.parse(" dict(net_arch=[64, dict(pi=[1])], f=nn.ReLU, x=-1e-3,) "))
        .isEqualTo(
            Map.of(
                "net_arch",
                List.of("64", Map.of("pi", List.of("1"))),
                "f",
                "nn.ReLU",
                "x",
                "-1e-3"));
    assertThat(Literal.parse("{'a': True, \"b\": ()}"))
        .isEqualTo(Map.of("a", "True", "b", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dict(a=1", "dict(a 1)", "[1 2]", "", "'a", "dict(a=1) b", "[,]"})
  void anythingElseIsRefusedWithItsPlace(String text) {
    assertThatThrownBy(() -> Literal.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at character");
  }
}
