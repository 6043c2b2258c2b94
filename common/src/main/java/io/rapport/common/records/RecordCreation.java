package io.rapport.common.records;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rapport.common.idempotency.RequestKeys;
import io.rapport.common.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Makes the records of one kind that people ask for: one for each {@code Idempotency-Key}, however
 * often it is sent, and no more of an account than it may have. Thread-safe.
 *
 * @param <R> the records
 */
public final class RecordCreation<R> {

  private final AccountSessions sessions;
  private final RequestKeys keys;
  private final ObjectMapper json;
  private final Kind kind;
  private final IntFunction<Uni<Long>> present;
  private final AtomicLong most = new AtomicLong();

  /**
   * What the records are.
   *
   * @param operation that makes them: a key of another one is another key
   * @param plural as people are told
   * @param gauge the name of the gauge of the account that has most
   * @param most how many an account may have
   */
  public record Kind(String operation, String plural, String gauge, int most) {

    public Kind {
      requireNonNull(operation, "operation is null");
      requireNonNull(plural, "plural is null");
      requireNonNull(gauge, "gauge is null");
    }
  }

  /**
   * A record that is to be kept.
   *
   * @param id what names it to the outside, and leads to it when the request is sent again
   */
  public record Draft<R>(R record, String id) {

    public Draft {
      requireNonNull(record, "record is null");
      requireNonNull(id, "id is null");
    }
  }

  /**
   * @param present how many records an account has that count, asked inside of {@link
   *     AccountSessions}
   */
  public RecordCreation(
      AccountSessions sessions,
      RequestKeys keys,
      ObjectMapper json,
      MeterRegistry registry,
      Kind kind,
      IntFunction<Uni<Long>> present) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.keys = requireNonNull(keys, "keys is null");
    this.json = requireNonNull(json, "json is null");
    this.kind = requireNonNull(kind, "kind is null");
    this.present = requireNonNull(present, "present is null");
    Gauge.builder(kind.gauge(), most, AtomicLong::get)
        .description(
            "How many " + kind.plural() + " the account had that had most when one was made")
        .register(registry);
  }

  /**
   * Makes a record, or finds the one that was made when the request was sent before. Fails with a
   * problem where the account has as many as it may (409), or where the key was used for something
   * else (422) or is being used (409). What fails lets go of the key.
   *
   * @param key of the caller, if one was sent
   * @param request all that was asked for; is written as JSON
   * @param earlier finds a record by the id of its draft
   * @param draft what is to be made; may fail with a problem
   */
  public Uni<R> once(
      int accountId,
      Optional<String> key,
      Object request,
      Function<String, Uni<R>> earlier,
      Supplier<Draft<R>> draft) {
    return key.isEmpty()
        ? make(accountId, draft, Optional.empty())
        : keys.claim(accountId, kind.operation(), key.get(), written(request))
            .chain(
                claim ->
                    claim
                        .answer()
                        .map(earlier)
                        .orElseGet(
                            () ->
                                make(accountId, draft, Optional.of(claim))
                                    .onFailure()
                                    .call(() -> keys.release(claim))));
  }

  private Uni<R> make(int accountId, Supplier<Draft<R>> draft, Optional<RequestKeys.Claim> claim) {
    return Uni.createFrom()
        .item(draft)
        .chain(
            made ->
                sessions.inAccount(
                    accountId,
                    session ->
                        present
                            .apply(accountId)
                            .invoke(this::requireRoom)
                            .chain(() -> session.persist(made.record()))
                            .chain(
                                () ->
                                    claim.isPresent()
                                        ? claim.get().complete(session, made.id())
                                        : Uni.createFrom().voidItem())
                            .replaceWith(made.record())));
  }

  private void requireRoom(long has) {
    most.accumulateAndGet(has + 1, Math::max);
    if (has >= kind.most()) {
      throw Problem.conflict(
          "The account has %d %s, the most it may have.".formatted(has, kind.plural()));
    }
  }

  private String written(Object request) {
    try {
      return json.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a request could not be written", e);
    }
  }
}
