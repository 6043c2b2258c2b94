/** Tracking links: out of messages to the web, and from anywhere into the chat. */
package io.rapport.ingest.links;
