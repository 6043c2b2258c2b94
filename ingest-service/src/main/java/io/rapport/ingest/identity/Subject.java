package io.rapport.ingest.identity;

/** Whom a fact is about. */
public sealed interface Subject permits Names, KnownContact {}
