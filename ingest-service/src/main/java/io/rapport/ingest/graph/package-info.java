/** The transparent proxy of Meta's Graph API: what a business sends, known as it goes out. */
package io.rapport.ingest.graph;
