package dev.bellman.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellman.algorithms.loop.OffPolicy;
import dev.bellman.algorithms.policy.ActionNoise;
import dev.bellman.algorithms.policy.Advantage;
import dev.bellman.algorithms.policy.Ddpg;
import dev.bellman.algorithms.policy.Ppo;
import dev.bellman.algorithms.policy.Sac;
import dev.bellman.algorithms.policy.Td3;
import dev.bellman.algorithms.policy.Trpo;
import dev.bellman.algorithms.value.Dqn;
import dev.bellman.algorithms.value.FittedQIteration;
import dev.bellman.bench.run.Algorithms;
import dev.bellman.core.training.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {

  private static final Ppo.Config DEFAULTS = Ppo.Config.defaults();

  private static Preset preset(String yaml) {
    return Presets.parse("test.yml", "World-v0:\n" + yaml.indent(2)).find("World-v0", DEFAULTS);
  }

  private static Ppo.Config config(String yaml) {
    return ConfigBinding.with(DEFAULTS, preset(yaml).settings());
  }

  @Test
  void theFieldsOfRlZooAreTranslated() {
    String yaml =
        """
        normalize: false
        n_envs: 8
        n_timesteps: !!float 1e5
        policy: 'MlpPolicy'
        n_steps: 32
        batch_size: 64
        gae_lambda: 0.8
        gamma: 0.98
        n_epochs: 20
        ent_coef: 0.0
        vf_coef: 0.19
        max_grad_norm: 5
        learning_rate: lin_0.001
        clip_range: lin_0.2
        policy_kwargs: "dict(ortho_init=False,
                         net_arch=[dict(pi=[256, 128], vf=[256, 128])]
                         )"
        """;
    assertThat(preset(yaml).steps()).hasValue(100_000);
    assertThat(config(yaml))
        .isEqualTo(
            new Ppo.Config(
                8,
                32,
                20,
                4,
                Schedule.linear(0.001),
                0.98,
                0.8,
                Schedule.linear(0.2),
                DEFAULTS.valueClip(),
                0,
                0.19,
                5,
                DEFAULTS.targetKl(),
                List.of(256, 128)));
  }

  @Test
  void ourOwnNamesAreTakenAsTheyAre() {
    Ppo.Config config = config("rolloutSteps: 16\nhidden: [32, 32]\nlearningRate: 1e-3\n");
    assertThat(config.rolloutSteps()).isEqualTo(16);
    assertThat(config.hidden()).containsExactly(32, 32);
    assertThat(config.learningRate()).isEqualTo(Schedule.constant(1e-3));
  }

  @Test
  void theBatchSizeCountsWithTheDefaultsOfWhatIsNotSet() {
    assertThat(config("batch_size: 256").minibatches()).isEqualTo(2);
    assertThatThrownBy(() -> preset("batch_size: 100")).hasMessageContaining("100");
  }

  @Test
  void aSingleWidthIsOneLayer() {
    assertThat(config("policy_kwargs: dict(net_arch=[400])").hidden()).containsExactly(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"False", "\"{'norm_obs': False, 'norm_reward': False}\""})
  void whatIsNotToBeNormalisedIsNot(String normalize) {
    assertThat(config("normalize: " + normalize)).isEqualTo(DEFAULTS);
  }

  /** No algorithm can follow these; a preset that lost them would be another. */
  @ParameterizedTest
  @MethodSource("algorithms")
  void whatNoConfigurationHasIsRefusedByItsName(String algorithm) {
    Map<String, String> fields =
        Map.of(
            "normalize: true", "normalize",
            "normalize: \"{'norm_obs': False, 'norm_reward': True}\"", "normalize",
            "normalize_advantage: true", "normalize_advantage",
            "use_sde: true", "use_sde",
            "policy_kwargs: dict(activation_fn=nn.ReLU)", "activation_fn",
            "policy_kwargs: dict(log_std_init=-2)", "log_std_init");
    Record defaults = Algorithms.all().find(algorithm).defaults();
    fields.forEach(
        (yaml, name) ->
            assertThatThrownBy(
                    () ->
                        Presets.parse("test.yml", "World-v0: {" + yaml + "}")
                            .find("World-v0", defaults))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("test.yml, World-v0: ")
                .hasMessageContaining("'" + name + "'"));
  }

  @Test
  void whatTheConfigurationDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> preset("use_sde: true"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("test.yml")
        .hasMessageContaining("use_sde");
    assertThatThrownBy(() -> preset("policy: CnnPolicy")).hasMessageContaining("CnnPolicy");
  }

  @Test
  void anUnknownEnvironmentHasNoPreset() {
    assertThat(Presets.parse("test.yml", "{}").find("World-v0", DEFAULTS)).isEqualTo(Preset.NONE);
    assertThat(Presets.of("no-such-algorithm").environments()).isEmpty();
  }

  private static Dqn.Config dqn(String yaml) {
    Dqn.Config defaults = Dqn.Config.defaults();
    Presets presets = Presets.parse("test.yml", "World-v0:\n" + yaml.indent(2));
    return ConfigBinding.with(defaults, presets.find("World-v0", defaults).settings());
  }

  @Test
  void theFieldsOfAReplayBufferAreTranslated() {
    Dqn.Config config =
        dqn(
            """
            learning_rate: !!float 2.3e-3
            batch_size: 64
            buffer_size: 100000
            learning_starts: 1000
            target_update_interval: 1000
            train_freq: 16
            gradient_steps: 8
            exploration_fraction: 0.16
            exploration_final_eps: 0.04
            policy_kwargs: "dict(net_arch=[256, 256])"
            """);
    assertThat(config.experience()).isEqualTo(new OffPolicy.Config(1, 100_000, 1000, 16, 8));
    assertThat(config.learningRate()).isEqualTo(Schedule.constant(2.3e-3));
    assertThat(config.batchSize()).isEqualTo(64);
    assertThat(config.epsilon()).isEqualTo(Schedule.ramp(1, 0.04, 0.16));
    assertThat(config.targetPeriod()).as("1000 steps are 500 updates").isEqualTo(500);
    assertThat(config.hidden()).containsExactly(256, 256);
  }

  /** Stable-Baselines3's own numbers stand in for those of an exploration that are not given. */
  @Test
  void anExplorationMayBeGivenInPart() {
    assertThat(dqn("exploration_initial_eps: 0.5").epsilon())
        .isEqualTo(Schedule.ramp(0.5, 0.05, 0.1));
    assertThat(dqn("gamma: 0.9").epsilon()).isEqualTo(Dqn.Config.defaults().epsilon());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, 1, 4",
    "1, 4, 8, 32", // as many updates as steps of all environments
    "1, 1, 3, 3"
  })
  void minusOneGradientStepIsOneForEachStep(
      int interval, int trainEvery, int environments, int updates) {
    Dqn.Config config =
        dqn(
            "gradient_steps: -1\ntrain_freq: %d\nn_envs: %d\ntarget_update_interval: %d"
                .formatted(trainEvery, environments, interval));
    assertThat(config.experience().updates()).isEqualTo(updates);
    assertThat(config.targetPeriod()).isEqualTo(updates);
  }

  /** Our period counts updates: interval·updates/steps, at least those of one training. */
  @ParameterizedTest
  @CsvSource({"10, 256, 128, 128", "250, 4, 4, 250", "600, 16, 8, 300", "10000, 4, 1, 2500"})
  void theIntervalOfTheTargetBecomesAPeriod(
      int interval, int trainEvery, int gradientSteps, int period) {
    Dqn.Config config =
        dqn(
            "target_update_interval: %d\ntrain_freq: %d\ngradient_steps: %d"
                .formatted(interval, trainEvery, gradientSteps));
    assertThat(config.targetPeriod()).isEqualTo(period);
  }

  static List<String> algorithms() {
    return Algorithms.all().names();
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void ourPresetsSuitTheConfigurations(String algorithm) {
    Presets presets = Presets.of(algorithm);
    for (String environment : presets.environments()) {
      Preset preset = presets.find(environment, Algorithms.all().find(algorithm).defaults());
      assertThat(preset.steps()).as(environment).isPresent();
    }
  }

  /** An iteration lasts as long as a target network of DQN stands still. */
  @Test
  void anIterationOfFqiIsAsLongAsTheTargetOfDqnStands() {
    for (String environment : Presets.of("fqi").environments()) {
      FittedQIteration.Config fqi = FittedQIteration.Config.defaults();
      Preset preset = Presets.of("fqi").find(environment, fqi);
      Dqn.Config defaults = Dqn.Config.defaults();
      Dqn.Config dqn =
          ConfigBinding.with(defaults, Presets.of("dqn").find(environment, defaults).settings());
      if (dqn.tau() == 1) {
        assertThat(ConfigBinding.with(fqi, preset.settings()).iterationUpdates())
            .as(environment)
            .isEqualTo(dqn.targetPeriod());
      }
    }
  }

  @Test
  void policyLearnersHavePresets() {
    for (String algorithm :
        List.of(
            "reinforce", "actor-critic", "a2c", "npg", "trpo", "ppo", "ppo-kl", "off-policy-pg")) {
      assertThat(Presets.of(algorithm).environments()).as(algorithm).contains("CartPole-v1");
    }
  }

  @Test
  void theFieldsOfOffPolicyAlgorithmsAreTranslated() {
    Sac.Config sac =
        ConfigBinding.with(
            Sac.Config.defaults(),
            find(
                "{ent_coef: 0.1, train_freq: 32, gradient_steps: -1, n_envs: 2, tau: 0.01}",
                Sac.Config.defaults()));
    assertThat(sac.temperature()).isEqualTo(0.1);
    assertThat(sac.temperatureLearningRate()).isEqualTo(Schedule.constant(0));
    assertThat(sac.experience()).isEqualTo(new OffPolicy.Config(2, 1_000_000, 100, 32, 64));
    assertThat(find("ent_coef: auto", Sac.Config.defaults())).isEmpty();

    Ddpg.Config ddpg =
        ConfigBinding.with(
            Ddpg.Config.defaults(),
            find(
                "{noise_type: ornstein-uhlenbeck, noise_std: 0.5, learning_rate: 1e-3}",
                Ddpg.Config.defaults()));
    assertThat(ddpg.noise()).isEqualTo(new ActionNoise.OrnsteinUhlenbeck(0.15, 0.5, 0.01));
    assertThat(ddpg.policyLearningRate()).isEqualTo(Schedule.constant(1e-3));
    assertThat(ddpg.criticLearningRate()).isEqualTo(Schedule.constant(1e-3));

    assertThat(find("{noise_type: normal, noise_std: 0.3}", Td3.Config.defaults()))
        .containsEntry("noise", "gaussian")
        .containsEntry("noise.deviation", "0.3");
  }

  private static Map<String, String> find(String yaml, Record defaults) {
    return Presets.parse("test.yml", "World-v0: " + yaml.replaceAll("^(\\w+: \\w+)$", "{$1}"))
        .find("World-v0", defaults)
        .settings();
  }

  @Test
  void theFieldsOfTrpoAreTranslated() {
    Trpo.Config defaults = Trpo.Config.defaults();
    Preset preset = Presets.of("trpo").find("CartPole-v1", defaults);
    Trpo.Config config = ConfigBinding.with(defaults, preset.settings());

    assertThat(preset.steps()).hasValue(100_000);
    assertThat(config.damping()).isEqualTo(1e-3);
    assertThat(config.epochs()).isEqualTo(20);
    assertThat(config.batchSize()).isEqualTo(512);
    assertThat(config.advantage()).isEqualTo(new Advantage.Gae(0.98));
    preset = Presets.of("trpo").find("Pendulum-v1", defaults);
    config = ConfigBinding.with(defaults, preset.settings());
    assertThat(config.conjugateGradientIterations()).isEqualTo(25);
    assertThat(config.batchSize()).isEqualTo(128);
  }
}
