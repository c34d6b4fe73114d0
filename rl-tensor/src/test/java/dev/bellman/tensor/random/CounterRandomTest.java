package dev.bellman.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The test vectors that the authors of Threefry publish with Random123. */
class CounterRandomTest {

  @Test
  void zeroKeyAndCounter() {
    assertBlock(new int[4], new int[4], 0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8);
  }

  @Test
  void onesEverywhere() {
    int[] ones = {-1, -1, -1, -1};
    assertBlock(ones, ones, 0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732);
  }

  @Test
  void digitsOfPi() {
    assertBlock(
        new int[] {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89},
        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
        0x59cd1dbb,
        0xb8879579,
        0x86b5d00c,
        0xac8b6d84);
  }

  @Test
  void wordsOfAKeyAndACounterAreThoseOfTheBlocksTheDocumentationNames() {
    long key = 0x0123456789abcdefL;
    long counter = 0xfedcba9876543210L;
    for (int i : new int[] {0, 1, 15, 16, 63, 64, 1000, Integer.MAX_VALUE}) {
      int block = 16 * (i / 64) + i % 16;
      int expected =
          CounterRandom.threefry(
              i / 16 % 4, 0x89abcdef, 0x01234567, 0, 0, block, 0, 0x76543210, 0xfedcba98);
      assertThat(CounterRandom.word(key, counter, i)).as("word %s", i).isEqualTo(expected);
    }
  }

  private static void assertBlock(int[] key, int[] counter, int... expected) {
    for (int which = 0; which < 4; which++) {
      int word =
          CounterRandom.threefry(
              which,
              key[0],
              key[1],
              key[2],
              key[3],
              counter[0],
              counter[1],
              counter[2],
              counter[3]);
      assertThat(word).as("word %s", which).isEqualTo(expected[which]);
    }
  }
}
