/** Files about the past: taken in chunk by chunk, each of them once. */
package io.rapport.ingest.imports;
