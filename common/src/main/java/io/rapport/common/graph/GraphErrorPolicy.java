package io.rapport.common.graph;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a sender does when the Graph API refuses a message or a status says that it failed. Told by
 * the error's {@code code}; its HTTP status and its title say less than they seem to (docs/proxy.md
 * has the table). Immutable.
 *
 * @param retry whether the same message may be sent again
 * @param pause what has to pass before anything is sent again in that scope; zero if nothing has to
 * @param scope what else would meet the same refusal
 * @param remedy what helps instead
 */
public record GraphErrorPolicy(Retry retry, Duration pause, Scope scope, Remedy remedy) {

  /** Whether a message may be sent again as it is. */
  public enum Retry {
    /** It was surely not sent: after the pause, and longer after each further refusal. */
    SAFE,
    /** It may have gone out: only once no status has told so for a while. */
    CAREFUL,
    /** It would be refused again, or must not be sent. */
    NEVER
  }

  /** Of what the refusal holds. */
  public enum Scope {
    MESSAGE,
    RECIPIENT,
    TEMPLATE,
    CAMPAIGN,
    PHONE_NUMBER,
    ACCOUNT,
    APP
  }

  /** What a sender does beside waiting. */
  public enum Remedy {
    NONE,
    /** The customer has objected to marketing: to be written into the record of consents. */
    RECORD_OPT_OUT,
    /** The customer service window is closed. */
    USE_TEMPLATE,
    /** The message does not go to a user id. */
    USE_PHONE_NUMBER,
    /** Marketing does not go through this API. */
    USE_OTHER_ENDPOINT,
    /** Nobody can be reached there. */
    MARK_UNREACHABLE,
    /** A hold-out of Meta's own, which is no failure of the message. */
    EXCLUDE_FROM_EXPERIMENT,
    /** The request is wrong: somebody has to change what builds it. */
    FIX_MESSAGE,
    /** The template is missing, paused, or filled wrongly. */
    STOP_TEMPLATE,
    STOP_CAMPAIGN,
    /** Nothing goes out any more until a person has looked at it. */
    ALERT
  }

  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** One message every six seconds to the same recipient. */
  private static final Duration PAIR = Duration.ofSeconds(6);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SYNCING = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

  public GraphErrorPolicy {
    requireNonNull(retry, "retry is null");
    requireNonNull(pause, "pause is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(remedy, "remedy is null");
  }

  /**
   * The policy for a refusal.
   *
   * @param code the error's {@code code}
   * @param httpStatus of the answer; decides where nobody knows the code. 400 for a status that
   *     failed
   */
  public static GraphErrorPolicy of(int code, int httpStatus) {
    return switch (code) {
      case 4 -> throttled(Scope.APP, MOMENT);
      case 80007 -> throttled(Scope.ACCOUNT, MOMENT);
      case 130429 -> throttled(Scope.PHONE_NUMBER, MOMENT);
      case 131056 -> throttled(Scope.RECIPIENT, PAIR);
      case 134101 -> throttled(Scope.TEMPLATE, SYNCING);
      case 1, 2, 131000, 131016, 133004 -> careful(Scope.MESSAGE);
      case 131057 -> careful(Scope.PHONE_NUMBER);
      case 131048 -> never(Scope.CAMPAIGN, Remedy.STOP_CAMPAIGN);
      case 131049 -> new GraphErrorPolicy(Retry.NEVER, DAY, Scope.RECIPIENT, Remedy.NONE);
      case 131050 -> never(Scope.RECIPIENT, Remedy.RECORD_OPT_OUT);
      case 131047 -> never(Scope.RECIPIENT, Remedy.USE_TEMPLATE);
      case 131026 -> never(Scope.RECIPIENT, Remedy.MARK_UNREACHABLE);
      case 130472 -> never(Scope.RECIPIENT, Remedy.EXCLUDE_FROM_EXPERIMENT);
      case 130403 -> never(Scope.RECIPIENT, Remedy.NONE);
      case 131062 -> never(Scope.MESSAGE, Remedy.USE_PHONE_NUMBER);
      case 131055, 131063, 134100, 134102 -> never(Scope.TEMPLATE, Remedy.USE_OTHER_ENDPOINT);
      case 368, 130497, 131031, 131042, 131064 -> never(Scope.ACCOUNT, Remedy.ALERT);
      case 0, 3, 10, 190, 131005 -> never(Scope.APP, Remedy.ALERT);
      case 33, 100, 131008, 131009, 131021, 131051, 131052, 131053 ->
          never(Scope.MESSAGE, Remedy.FIX_MESSAGE);
      default -> ofRange(code, httpStatus);
    };
  }

  private static GraphErrorPolicy ofRange(int code, int httpStatus) {
    if (code >= 200 && code <= 299) {
      return never(Scope.APP, Remedy.ALERT);
    }
    if (code >= 132_000 && code <= 132_999) {
      return never(Scope.TEMPLATE, Remedy.STOP_TEMPLATE);
    }
    return httpStatus >= 500 ? careful(Scope.MESSAGE) : never(Scope.MESSAGE, Remedy.NONE);
  }

  private static GraphErrorPolicy throttled(Scope scope, Duration pause) {
    return new GraphErrorPolicy(Retry.SAFE, pause, scope, Remedy.NONE);
  }

  private static GraphErrorPolicy careful(Scope scope) {
    return new GraphErrorPolicy(Retry.CAREFUL, MINUTE, scope, Remedy.NONE);
  }

  private static GraphErrorPolicy never(Scope scope, Remedy remedy) {
    return new GraphErrorPolicy(Retry.NEVER, Duration.ZERO, scope, remedy);
  }
}
