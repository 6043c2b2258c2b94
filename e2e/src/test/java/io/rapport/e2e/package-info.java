/**
 * Tests over the whole suite, started as a user starts it: real processes, real HTTP, real kills.
 */
package io.rapport.e2e;
