/** What senders of messages need to know about Meta's Graph API. */
package io.rapport.common.graph;
