/** Accounts and channels, which register themselves. */
package io.rapport.ingest.account;
