/** Group commit for whatever is written in small pieces by many. */
package io.rapport.common.batching;
