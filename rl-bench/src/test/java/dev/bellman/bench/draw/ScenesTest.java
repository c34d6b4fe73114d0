package dev.bellman.bench.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenesTest {
  private static BufferedImage paint(String id, float[] observation, float... action) {
    return new Stage(id, Scenes.of(id).orElseThrow()).paint(observation, action, 3, -2.5, "");
  }

  @Test
  void aWorldWithoutASceneHasNone() {
    assertThat(Scenes.of("Probe-TwoSteps-v0")).isEmpty();
    assertThat(Scenes.ids())
        .containsExactly(
            "Acrobot-v1",
            "CartPole-v1",
            "MountainCar-v0",
            "MountainCarContinuous-v0",
            "Pendulum-v1");
    assertThat(Scenes.ids())
        .allSatisfy(id -> assertThat(Scenes.of(id).orElseThrow().delay()).isBetween(2, 20));
  }

  @ParameterizedTest
  @CsvSource({"0, 300", "1, 398", "-2, 104"})
  void theCartIsWhereItIs(float x, double pixel) {
    BufferedImage image = paint("CartPole-v1", new float[] {x, 0, 0, 0});
    assertThat(Pictures.middle(image, Ink.BODY)[0]).isCloseTo(pixel, within(1.0));
  }

  @Test
  void thePoleLeansToTheRightIfItsAngleIsPositive() {
    BufferedImage image = paint("CartPole-v1", new float[] {0, 0, 0.2f, 0});
    assertThat(Pictures.middle(image, Ink.SECOND)[0]).isGreaterThan(306);
  }

  @Test
  void anArrowShowsTheForce() {
    float[] start = new float[4];
    assertThat(Pictures.middle(paint("CartPole-v1", start), Ink.FORCE)[0]).isNaN();
    assertThat(Pictures.middle(paint("CartPole-v1", start, 0), Ink.FORCE)[0]).isLessThan(260);
    assertThat(Pictures.middle(paint("CartPole-v1", start, 1), Ink.FORCE)[0]).isGreaterThan(340);
  }

  /** cos θ, sin θ, and where the bob is: 0 is upright, and θ > 0 leans to the left. */
  @ParameterizedTest
  @CsvSource({"1, 0, 300, 76", "0, 1, 160, 216", "-1, 0, 300, 356"})
  void thePendulumIsWhereItIs(float cos, float sin, double x, double y) {
    double[] bob = Pictures.middle(paint("Pendulum-v1", new float[] {cos, sin, 0}), Ink.SECOND);
    assertThat(bob[0]).isCloseTo(x, within(1.0));
    assertThat(bob[1]).isCloseTo(y, within(1.0));
  }

  /** θ₁ from hanging, θ₂ from the first link: the middle of the second link is 1 + ½ links away. */
  @ParameterizedTest
  @CsvSource({"1, 0, 1, 0, 300, 344", "0, 1, 1, 0, 426, 218", "0, 1, 0, 1, 384, 176"})
  void theAcrobotsLinksAreWhereTheyAre(
      float cos1, float sin1, float cos2, float sin2, double x, double y) {
    float[] row = {cos1, sin1, cos2, sin2, 0, 0};
    double[] link = Pictures.middle(paint("Acrobot-v1", row), Ink.SECOND);
    // joint and tip lie over the link's ends, the joint over more of it
    assertThat(link[0]).isCloseTo(x, within(3.0));
    assertThat(link[1]).isCloseTo(y, within(3.0));
  }

  @Test
  void theAcrobotsTipIsGreenOnceItIsHighEnough() {
    float[] high = {-1, 0, 1, 0, 0, 0};
    float[] low = {1, 0, 1, 0, 0, 0};
    double withTip = Pictures.middle(paint("Acrobot-v1", high), Ink.GOAL)[1];
    double without = Pictures.middle(paint("Acrobot-v1", low), Ink.GOAL)[1];
    assertThat(withTip).isLessThan(without);
  }

  /** The valley's lowest point is at −π/6. */
  @ParameterizedTest
  @CsvSource({"MountainCar-v0, 1", "MountainCarContinuous-v0, 0"})
  void theCarIsInTheValley(String id, float rest) {
    float bottom = (float) (-Math.PI / 6);
    double[] car = Pictures.middle(paint(id, new float[] {bottom, 0}, rest), Ink.BODY);
    assertThat(car[0]).isCloseTo((bottom + 1.3) / 2 * 600, within(1.0));
    double[] climbing = Pictures.middle(paint(id, new float[] {0.2f, 0}, rest), Ink.BODY);
    assertThat(climbing[1]).isLessThan(car[1] - 50);
    assertThat(Pictures.middle(paint(id, new float[] {bottom, 0}, rest), Ink.FORCE)[0]).isNaN();
    assertThat(Pictures.middle(paint(id, new float[] {bottom, 0}, rest + 1), Ink.FORCE)[0])
        .isGreaterThan(car[0] + 30);
  }
}
