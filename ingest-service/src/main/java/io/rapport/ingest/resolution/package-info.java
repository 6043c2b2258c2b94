/** Tells callers the pseudonyms of those they know by other names. */
package io.rapport.ingest.resolution;
