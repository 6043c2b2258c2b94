package io.rapport.metrics.odata;

import io.rapport.common.problem.Problem;
import io.rapport.common.problem.ProblemException;
import java.util.List;

/** What OData knows and this feed does not. */
final class NotSupported {

  private NotSupported() {}

  /** 501, as OData wants it, naming the query option. */
  static ProblemException because(String option, String detail) {
    return new ProblemException(
        Problem.of(501, "not-supported", "This part of OData is not supported", detail)
            .with(List.of(new Problem.Fault(option, detail))));
  }
}
