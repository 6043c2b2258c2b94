/** QR codes as pictures. */
package io.rapport.ingest.links.qr;
