/** Segments: groups of contacts by what they are and did. */
package io.rapport.metrics.segment;
