package io.rapport.ingest.quarantine;

import io.rapport.ingest.store.Entry;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads what came in once more, the way it would be read if it came in now. */
public interface ItemReader {

  /**
   * What a body says, by the number of the account it concerns. What still cannot be read is
   * rejected again, for the account 0 if it names none that is known.
   *
   * @param receivedAt when it came in
   */
  Uni<Map<Integer, List<Entry.Single>>> read(byte[] body, Instant receivedAt);
}
