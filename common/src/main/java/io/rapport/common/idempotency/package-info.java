/** Requests that may be repeated without being done twice. */
package io.rapport.common.idempotency;
