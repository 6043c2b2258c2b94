/** What the service does by itself, again and again. */
package io.rapport.common.schedule;
