/** What could not be read: listed, counted, and read again. */
package io.rapport.ingest.quarantine;
