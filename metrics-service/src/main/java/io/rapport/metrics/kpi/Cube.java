package io.rapport.metrics.kpi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which dimensions the sums of a cube are kept by. The codes are stored and never reused. */
enum Cube {
  OVERALL(0),
  CAMPAIGN(1, Dimension.CAMPAIGN, Dimension.VARIANT),
  TEMPLATE(2, Dimension.TEMPLATE, Dimension.LANGUAGE),
  CHANNEL(3, Dimension.CHANNEL, Dimension.ORIGIN),
  SEGMENT(4, Dimension.SEGMENT, Dimension.LIFECYCLE),
  BOT(5, Dimension.BOT, Dimension.FLOW),
  SURVEY(6, Dimension.SURVEY);

  private final short code;
  private final List<Dimension> dimensions;

  Cube(int code, Dimension... dimensions) {
    this.code = (short) code;
    this.dimensions = List.of(dimensions);
  }

  short code() {
    return code;
  }

  /**
   * The smallest cube of some facts that keeps all these dimensions apart; temporal ones come out
   * of the bucket.
   */
  static Optional<Cube> keeping(FactTable table, Collection<Dimension> wanted) {
    for (var cube : table.sums().cubes()) {
      if (wanted.stream().allMatch(d -> d.temporal() || cube.dimensions.contains(d))) {
        return Optional.of(cube);
      }
    }
    return Optional.empty();
  }

  /** The column that holds the value of one of its dimensions. */
  String column(Dimension dimension) {
    int position = dimensions.indexOf(dimension);
    if (position < 0) {
      throw new IllegalArgumentException("the cube " + this + " does not keep " + dimension);
    }
    return position == 0 ? "dim1" : "dim2";
  }
}
