/** What an account chooses about its metrics, with its history. */
package io.rapport.metrics.settings;
