/** What other software reports, as CloudEvents. */
package io.rapport.simulator.event;
