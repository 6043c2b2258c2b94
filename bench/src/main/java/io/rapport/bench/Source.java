package io.rapport.bench;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;

/** What a load is made of. */
interface Source {

  /**
   * Requests for one connection.
   *
   * @param counter shared by all connections of a load, so that nothing is sent twice
   */
  Requests open(AtomicLong counter) throws GeneralSecurityException;

  /** Messages of one request. */
  int messages();

  /** How many requests must be answered before the work is the one to be measured. */
  int before();
}
