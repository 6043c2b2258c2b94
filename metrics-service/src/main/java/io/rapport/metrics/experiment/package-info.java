/** Tests of message formats: who gets which variant, and what came of it. */
package io.rapport.metrics.experiment;
