/** Who contacts are. */
package io.rapport.metrics.contact;
