package dev.bellman.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bellman.bench.config.UsageException;
import dev.bellman.core.environment.Environment;
import dev.bellman.core.experience.Dataset;
import dev.bellman.core.experience.DatasetBuilder;
import dev.bellman.core.space.Box;
import dev.bellman.core.space.Discrete;
import dev.bellman.core.space.Space;
import dev.bellman.envs.Environments;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentFactoryTest {
  private static final String NOT = "The dataset does not fit the environment: its ";

  /** One step of zeros. */
  private static Dataset data(Space observations, Space actions) {
    DatasetBuilder builder = new DatasetBuilder(new Dataset.Origin("", observations, actions, ""));
    builder.begin(new float[observations.size()]);
    builder.step(new float[actions.size()], 0, true, false, new float[observations.size()]);
    return builder.build();
  }

  private static EnvironmentFactory factory(String id, Dataset data) {
    EnvironmentFactory environments = () -> Environments.make(id);
    return environments.with(Optional.of(data));
  }

  private static void refuse(String id, Dataset data, String message) {
    AlgorithmEntry<?> cloning = Algorithms.all().find("bc");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> cloning.create(Map.of(), factory(id, data), 0, 1))
        .withMessage(message);
  }

  @Test
  void numbersOfTheEnvironmentAndTheDatasetAreSeenOneHot() {
    EnvironmentFactory seen =
        factory("FrozenLake-v1", data(new Discrete(16), new Discrete(4))).oneHot();
    Dataset data = seen.dataset().orElseThrow();
    assertThat(data.origin().observationSpace())
        .isEqualTo(seen.make().observationSpace())
        .isEqualTo(Box.uniform(16, 0, 1));
  }

  @Test
  void vectorsStayAsTheyAre() {
    Environment<?> cartPole = Environments.make("CartPole-v1");
    Dataset data = data(cartPole.observationSpace(), cartPole.actionSpace());
    EnvironmentFactory seen = factory("CartPole-v1", data).oneHot();
    assertThat(seen.dataset()).containsSame(data);
    assertThat(seen.make().observationSpace()).isEqualTo(cartPole.observationSpace());
  }

  /** One-hot, four numbers would look like four components. */
  @Test
  void numbersAreNoVectorsOfAsManyComponents() {
    refuse(
        "CartPole-v1",
        data(new Discrete(4), new Discrete(2)),
        NOT
            + "observations are of "
            + new Discrete(4)
            + ", but those of the environment are of "
            + Environments.make("CartPole-v1").observationSpace());
    refuse(
        "FrozenLake-v1",
        data(Box.uniform(16, 0, 1), new Discrete(4)),
        NOT
            + "observations are of "
            + Box.uniform(16, 0, 1)
            + ", but those of the environment are of "
            + new Discrete(16));
  }

  @Test
  void spacesAreNamedAsTheyAre() {
    refuse(
        "FrozenLake-v1",
        data(new Discrete(64), new Discrete(4)),
        NOT
            + "observations are of "
            + new Discrete(64)
            + ", but those of the environment are of "
            + new Discrete(16));
  }
}
