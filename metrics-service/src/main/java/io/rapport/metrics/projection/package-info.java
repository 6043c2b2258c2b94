/**
 * Keeps messages, turns, episodes and cubes equal to what the facts say: claims contacts with new
 * facts, projects them, and applies the difference to what was stored before, in one transaction.
 */
package io.rapport.metrics.projection;
