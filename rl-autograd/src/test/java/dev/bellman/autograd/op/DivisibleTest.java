package dev.bellman.autograd.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DivisibleTest {

  /** Each part begins where the one before it ends, the first at 0, the last ends at the count. */
  @Test
  void thePartsCoverEverythingOnceAndInOrder() {
    for (int count = 0; count <= 200; count++) {
      for (int parts = 1; parts <= 5; parts++) {
        assertThat(Divisible.cut(count, 0, parts)).as("%d in %d", count, parts).isZero();
        assertThat(Divisible.cut(count, parts, parts)).isEqualTo(count);
        for (int part = 0; part < parts; part++) {
          assertThat(Divisible.cut(count, part + 1, parts))
              .as("%d in %d: the end of part %d", count, parts, part)
              .isGreaterThanOrEqualTo(Divisible.cut(count, part, parts));
        }
      }
    }
  }

  @Test
  void tilesStayWholeAndPartsAreEven() {
    for (int count = 0; count <= 200; count++) {
      for (int parts = 1; parts <= 5; parts++) {
        for (int part = 0; part < parts; part++) {
          int from = Divisible.cut(count, part, parts);
          assertThat(from % 4).as("%d in %d: part %d", count, parts, part).isZero();
          assertThat((double) count * part / parts - from).isBetween(0.0, 4.0);
        }
      }
    }
  }

  @Test
  void manyThingsDoNotOverflow() {
    assertThat(Divisible.cut(Integer.MAX_VALUE, 3, 4)).isEqualTo(1_610_612_732);
  }
}
