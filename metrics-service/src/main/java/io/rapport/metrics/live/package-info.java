/** KPIs as they change: server-sent events. */
package io.rapport.metrics.live;
