/** Durable storage of facts by group commit, and of what could not be read. */
package io.rapport.ingest.store;
