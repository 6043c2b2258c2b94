/** Everything that comes in: settings and secrets of the service. */
package io.rapport.ingest;
