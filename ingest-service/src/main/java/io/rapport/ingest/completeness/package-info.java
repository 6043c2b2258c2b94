/**
 * Whether everything has come in: what was received, what repeated, what is missing, who is silent.
 */
package io.rapport.ingest.completeness;
