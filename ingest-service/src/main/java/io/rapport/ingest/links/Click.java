package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** Somebody followed a link. */
sealed interface Click {

  UUID id();

  UUID linkId();

  Instant at();

  AgentClass agent();

  /** Nobody knows who. */
  record Anonymous(UUID id, UUID linkId, Instant at, AgentClass agent) implements Click {

    public Anonymous {
      requireNonNull(id, "id is null");
      requireNonNull(linkId, "linkId is null");
      requireNonNull(at, "at is null");
      requireNonNull(agent, "agent is null");
    }
  }

  /**
   * A recipient, or whoever the copy was passed on to.
   *
   * @param token the number of the token
   */
  record ByToken(UUID id, UUID linkId, Instant at, AgentClass agent, long token) implements Click {

    public ByToken {
      requireNonNull(id, "id is null");
      requireNonNull(linkId, "linkId is null");
      requireNonNull(at, "at is null");
      requireNonNull(agent, "agent is null");
    }

    Anonymous anonymous() {
      return new Anonymous(id, linkId, at, agent);
    }
  }

  /**
   * Somebody on the way into the chat, known as soon as the message comes.
   *
   * @param reference what the message will carry
   * @param expiresAt until when
   * @param utm what the visit itself said of where it came from
   */
  record Visit(
      UUID id,
      UUID linkId,
      Instant at,
      AgentClass agent,
      long reference,
      Instant expiresAt,
      JsonObject utm)
      implements Click {

    public Visit {
      requireNonNull(id, "id is null");
      requireNonNull(linkId, "linkId is null");
      requireNonNull(at, "at is null");
      requireNonNull(agent, "agent is null");
      requireNonNull(expiresAt, "expiresAt is null");
      requireNonNull(utm, "utm is null");
    }
  }
}
