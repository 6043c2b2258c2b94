/**
 * What a contact's facts mean: messages, turns and episodes, as a pure function of the facts and a
 * moment. No I/O, no clock, no randomness; every class is safe for use by several threads.
 */
package io.rapport.metrics.timeline;
