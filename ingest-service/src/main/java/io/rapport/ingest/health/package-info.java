/** Whether this process should get requests, and whether it should be started again. */
package io.rapport.ingest.health;
