/**
 * The KPIs computed a second time, from what really happened instead of from what arrived: plain
 * lists and quadratic scans, written from the definitions and sharing no code with what it checks.
 */
package io.rapport.e2e.oracle;
