/** What WhatsApp does not tell, reported by other software as CloudEvents. */
package io.rapport.ingest.events;
