package dev.bellman.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellman.bench.config.UsageException;
import dev.bellman.bench.experiment.OfflineExperiment.Contender;
import dev.bellman.bench.experiment.OfflineExperiment.Group;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.bench.run.RunConfig;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OfflineExperimentTest {
  private static final OfflineExperiment EXPERIMENT = OfflineExperiment.load();

  @Test
  void contenderHasUpdatesOfItsOwnOrThoseOfItsGroup() {
    Group wide =
        EXPERIMENT
            .only(List.of("Pendulum-v1", "256x256"), null)
            .worlds()
            .getFirst()
            .groups()
            .getFirst();

    assertThat(wide.updates()).isEqualTo(10_000);
    assertThat(wide.contenders())
        .extracting(Contender::name, Contender::updates)
        .contains(tuple("iql", 10_000L), tuple("cql", 5_000L));
  }

  /** A long experiment must not end at its last algorithm because of a name in its settings. */
  @Test
  void everySettingIsKnownToItsAlgorithm() {
    Algorithms algorithms = Algorithms.all();
    for (var world : EXPERIMENT.worlds()) {
      for (Group group : world.groups()) {
        for (Contender contender : group.contenders()) {
          assertThatCode(
                  () ->
                      RunConfig.ofPreset(
                          algorithms.find(contender.algorithm()),
                          world.environment(),
                          0,
                          OptionalLong.of(contender.updates()),
                          contender.settings(),
                          "data",
                          EXPERIMENT.episodes()))
              .as("%s in %s", contender.name(), world.environment())
              .doesNotThrowAnyException();
        }
      }
    }
  }

  @Test
  void namesChooseWorldsGroupsAndAlgorithms() {
    OfflineExperiment chosen = EXPERIMENT.only(List.of("CartPole-v1", "iql"), 1);

    assertThat(chosen.worlds()).hasSize(1);
    Group group = chosen.worlds().getFirst().groups().getFirst();
    assertThat(group.seeds()).isEqualTo(1);
    assertThat(group.contenders()).extracting(Contender::name).containsExactly("iql");
  }

  @Test
  void whoGoesOnInTheWorldLearnsFromOneKindOfDataBefore() {
    Group group =
        EXPERIMENT
            .only(List.of("Pendulum-v1", "fine-tuning-medium", "iql"), null)
            .worlds()
            .getFirst()
            .groups()
            .getFirst();

    assertThat(group.online().orElseThrow().steps()).isEqualTo(20_000);
    assertThat(group.qualities()).containsExactly(Quality.MEDIUM);
    assertThat(group.contenders()).extracting(Contender::name).containsExactly("iql");
  }

  @Test
  void unknownNameIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> EXPERIMENT.only(List.of("64x65"), null))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("64x65")
        .hasMessageContaining("64x64");
  }
}
