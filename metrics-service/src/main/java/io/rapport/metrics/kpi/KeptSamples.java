package io.rapport.metrics.kpi;

import java.util.Optional;

/** Remembers what samples of contacts have shown. Safe for use by several threads. */
interface KeptSamples {

  /** Remembers nothing. */
  KeptSamples NONE =
      new KeptSamples() {
        @Override
        public Optional<ContactSums> find(SampleKey key) {
          return Optional.empty();
        }

        @Override
        public void keep(SampleKey key, ContactSums sums) {
          // Forgotten at once.
        }
      };

  Optional<ContactSums> find(SampleKey key);

  void keep(SampleKey key, ContactSums sums);
}
