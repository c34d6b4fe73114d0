package dev.bellman.autograd.plan;

import dev.bellman.autograd.op.MatMul;
import dev.bellman.autograd.op.Region;

/** Some rows of a matrix product that is summed over the batch: a part of a weight's gradient. */
final class RowsOfProduct implements Piece {
  private final MatMul product;
  private final Region[] inputs;
  private final Region out;
  private final int from;
  private final int to;

  RowsOfProduct(Step step, MatMul product, int part, int parts) {
    this.product = product;
    this.inputs = step.inputs().stream().map(v -> v.region).toArray(Region[]::new);
    this.out = step.out().region;
    int rows = step.out().extent().rows();
    this.from = Cut.begin(rows, part, parts);
    this.to = Cut.begin(rows, part + 1, parts);
  }

  @Override
  public void run() {
    product.runRows(inputs, out, from, to);
  }
}
