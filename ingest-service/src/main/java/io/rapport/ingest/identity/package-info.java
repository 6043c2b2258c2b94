/** Who is who: the names of contacts, how they are found, linked and merged. */
package io.rapport.ingest.identity;
