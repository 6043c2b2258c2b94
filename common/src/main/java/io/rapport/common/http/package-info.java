/** What all services do with every request: a name for it, so that log lines belong together. */
package io.rapport.common.http;
