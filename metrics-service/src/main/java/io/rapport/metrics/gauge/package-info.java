/** KPIs as Prometheus gauges, for alarms and operators' dashboards. */
package io.rapport.metrics.gauge;
