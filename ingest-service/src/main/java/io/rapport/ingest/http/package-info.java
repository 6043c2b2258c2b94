/** What comes in by HTTP, whatever it says. */
package io.rapport.ingest.http;
