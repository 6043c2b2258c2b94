/** How JSON of requests is read. */
package io.rapport.common.json;
