/** The words by which customers end and begin a subscription. */
package io.rapport.ingest.subscription;
