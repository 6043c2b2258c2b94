/** What is remembered for a while. */
package io.rapport.common.cache;
