/** An OData v4 feed of daily KPIs, for Power BI and Excel. */
package io.rapport.metrics.odata;
