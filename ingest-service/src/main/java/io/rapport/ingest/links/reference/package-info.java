/** The references by which a first message tells the link it came by. */
package io.rapport.ingest.links.reference;
