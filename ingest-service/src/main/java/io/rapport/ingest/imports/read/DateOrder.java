package io.rapport.ingest.imports.read;

import java.time.DateTimeException;
import java.time.LocalDate;

/** In what order a date names its parts. */
public enum DateOrder {
  DMY,
  MDY,
  YMD;

  /**
   * The date of three numbers as they stand; a year of two digits is of this century.
   *
   * @throws DateTimeException if there is no such date
   */
  LocalDate date(int first, int second, int third) {
    return switch (this) {
      case DMY -> LocalDate.of(year(third), second, first);
      case MDY -> LocalDate.of(year(third), first, second);
      case YMD -> LocalDate.of(year(first), second, third);
    };
  }

  private static int year(int written) {
    return written < 100 ? 2000 + written : written;
  }
}
