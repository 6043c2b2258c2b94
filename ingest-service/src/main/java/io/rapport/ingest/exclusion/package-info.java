/** Contacts that KPIs leave out. */
package io.rapport.ingest.exclusion;
