/** Readers of files about the past: pure functions from text to rows. */
package io.rapport.ingest.imports.read;
