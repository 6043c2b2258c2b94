/** What an account pays for messages: price lists, each version kept. */
package io.rapport.metrics.price;
