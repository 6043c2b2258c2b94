package io.rapport.ingest.exclusion;

import java.util.UUID;

/**
 * What holds for a contact now.
 *
 * @param contactId its pseudonym, by which drill-downs name it
 */
record ExclusionState(UUID contactId, ExclusionReason reason) {}
