/** Benchmarks that anyone can repeat with one command, on processes as they are shipped. */
package io.rapport.bench;
