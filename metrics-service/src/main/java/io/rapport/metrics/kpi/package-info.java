/**
 * The KPIs: what they mean (the catalogue), how they are counted (SQL) and how they are asked for.
 */
package io.rapport.metrics.kpi;
