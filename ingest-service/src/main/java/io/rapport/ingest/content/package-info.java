/** The text of messages, for accounts that keep it: encrypted, for a time, and then gone. */
package io.rapport.ingest.content;
