package dev.bellman.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.bellman.autograd.op.Extent;
import dev.bellman.autograd.op.Region;
import dev.bellman.autograd.op.Var;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private final Var x = Var.input("x", 2);
  private final Var scale = Var.scalar("scale");

  @Test
  void theBatchGrowsAndShrinksFromRunToRun() {
    Var y = x.times(scale).sumColumns();
    Var mean = x.mean();
    Program program = Program.of(y, mean);
    program.set(scale, 10);
    for (int rows : new int[] {1, 5, 2, 64, 3}) {
      program.prepare(rows);
      float total = 0;
      for (int i = 0; i < rows; i++) {
        program.region(x).set(i, 0, i);
        program.region(x).set(i, 1, rows);
        total += i + rows;
      }
      program.run();
      assertThat(program.region(y).rows()).isEqualTo(rows);
      for (int i = 0; i < rows; i++) {
        assertThat(program.region(y).get(i, 0)).isEqualTo(10f * (i + rows));
      }
      assertThat(program.scalar(mean)).isEqualTo(total / (2 * rows));
    }
  }

  @Test
  void growingKeepsWhatInputsAndResultsHold() {
    Var y = x.times(scale);
    Program program = Program.of(y);
    Region xRegion = program.region(x);
    program.prepare(2);
    program.set(scale, 3);
    xRegion.copyFrom(new float[] {1, 2, 3, 4}, 0, 2);
    program.run();

    program.prepare(50);

    assertThat(program.region(x)).isSameAs(xRegion);
    assertThat(xRegion.rows()).isEqualTo(50);
    float[] kept = new float[100];
    xRegion.copyTo(kept, 0);
    assertThat(kept).startsWith(1, 2, 3, 4);
    program.region(y).copyTo(kept, 0);
    assertThat(kept).startsWith(3, 6, 9, 12);
    assertThat(program.scalar(scale)).isEqualTo(3);
    program.prepare(2);
    program.run();
    assertThat(program.region(y).get(1, 1)).isEqualTo(12);
  }

  @Test
  void rowsMayBeAMultipleOfTheBatch() {
    Var tall = x.regroup(new Extent(2, true, 1));
    Var y = tall.square().regroup(Extent.batch(2));
    Program program = Program.of(tall, y);
    program.prepare(3);
    program.region(x).copyFrom(new float[] {1, 2, 3, 4, 5, 6}, 0, 3);
    program.run();

    assertThat(program.region(tall).rows()).isEqualTo(6);
    assertThat(program.region(y).get(2, 1)).isEqualTo(36);
  }

  @Test
  void inputsAndConstantsMayBeResults() {
    Var c = Var.constant(4);
    Program program = Program.of(scale, c, Var.batchSize());
    program.set(scale, 2);
    program.prepare(7);
    program.run();

    assertThat(program.scalar(scale)).isEqualTo(2);
    assertThat(program.scalar(c)).isEqualTo(4);
  }

  @Test
  void resultsKeepTheirPlaceWhileOthersAreComputed() {
    Var a = x.exp();
    Var b = a.times(a).plus(1).log();
    Var c = b.tanh();
    Program all = Program.of(c, a, b);
    Program one = Program.of(c);
    for (Program p : List.of(all, one)) {
      p.prepare(9);
      for (int i = 0; i < 9; i++) {
        p.region(x).set(i, 0, 0.1f * i);
        p.region(x).set(i, 1, -0.2f * i);
      }
      p.run();
    }
    for (int i = 0; i < 9; i++) {
      assertThat(all.region(c).get(i, 0)).isEqualTo(one.region(c).get(i, 0));
      assertThat(all.region(a).get(i, 1)).isEqualTo((float) Math.exp(-0.2f * i), offset(1e-6f));
    }
  }

  @Test
  void anExpressionThatIsNoResultHasNoRegion() {
    Var hidden = x.exp();
    Program program = Program.of(hidden.sum());

    assertThatThrownBy(() -> program.region(hidden))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Exp");
    assertThatThrownBy(() -> program.set(scale, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scale");
  }

  @Test
  void rowsMustBePositive() {
    Program program = Program.of(x.sum());

    for (int rows : new int[] {0, -3}) {
      assertThatThrownBy(() -> program.prepare(rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("" + rows);
    }
  }

  @Test
  void theStoreCannotGrowUnderAProgram() {
    Parameters parameters = new Parameters("critic");
    Var w = parameters.add("w", 2, 2).variable();
    Program.of(w.sum());

    assertThatThrownBy(() -> parameters.add("v", 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("critic");
  }

  @Test
  void explainListsStepsShapesFlopBytesAndTime() {
    Parameters parameters = new Parameters("p");
    Var w = parameters.add("w", 2, 3).variable();
    Program program = Program.of(x.matmul(w).tanh());
    program.prepare(10);
    program.runTimed();

    String[] lines = program.explain().split("\\R");

    assertThat(lines[0].trim().split("\\s+"))
        .containsExactly("step", "operation", "shape", "flop", "bytes", "ns");
    // 2·10·2·3 FLOP; 4·(10·2 + 2·3 + 10·3) bytes
    assertThat(lines[1].trim().split("\\s+"))
        .startsWith("0", "MatMulNN", "10x3", "120", "224")
        .hasSize(6);
    assertThat(lines[2].trim().split("\\s+")).startsWith("1", "Tanh", "10x3");
    assertThat(lines[3].trim().split("\\s+")[0]).isEqualTo("total");
    assertThat(Long.parseLong(lines[3].trim().split("\\s+")[3])).isPositive();
    assertThat(lines).hasSize(4);
  }

  @Test
  void itUsesItsInputsAndItsResultsAndNothingElse() {
    Var y = x.times(2);
    Program program = Program.of(y);

    assertThat(program.uses(x)).isTrue();
    assertThat(program.uses(y)).isTrue();
    assertThat(program.uses(scale)).isFalse();
  }
}
