/** Files on their way into Rapport. */
package io.rapport.launcher.transfer;
