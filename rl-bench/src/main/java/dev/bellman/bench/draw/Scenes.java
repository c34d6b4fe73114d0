package dev.bellman.bench.draw;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The scenes that there are, by environment.
 *
 * <p>This is the one place that knows which world has which scene: a scene of characters, for a
 * world that renders itself as text, is entered here as well.
 */
public final class Scenes {
  private static final Map<String, Scene> SCENES =
      new TreeMap<>(
          Map.of(
              "Acrobot-v1", new AcrobotScene(),
              "CartPole-v1", new CartPoleScene(),
              "MountainCar-v0", MountainCarScene.discrete(),
              "MountainCarContinuous-v0", MountainCarScene.continuous(),
              "Pendulum-v1", new PendulumScene()));

  private Scenes() {}

  /** The scene of this environment, if it has one. */
  public static Optional<Scene> of(String id) {
    return Optional.ofNullable(SCENES.get(id));
  }

  /** The environments that have a scene, in alphabetical order. */
  public static List<String> ids() {
    return List.copyOf(SCENES.keySet());
  }
}
