/**
 * Webhooks of the WhatsApp Business Platform: who may send them, what they say, when they are
 * acknowledged.
 */
package io.rapport.ingest.whatsapp;
