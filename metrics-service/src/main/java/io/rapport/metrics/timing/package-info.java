/** When to write to people, and how often. */
package io.rapport.metrics.timing;
