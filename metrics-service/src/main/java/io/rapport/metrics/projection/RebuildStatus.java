package io.rapport.metrics.projection;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far the rebuild of some accounts is.
 *
 * @param pending contacts still to be projected again
 * @param done contacts projected again
 * @param total contacts the rebuild began with
 */
@Schema(
    description = "How far the rebuild of the asked accounts is.",
    examples = "{\"state\":\"running\",\"pending\":120,\"done\":880,\"total\":1000}")
public record RebuildStatus(
    @Schema(enumeration = {"running", "idle"}) String state, long pending, long done, long total) {

  /** Sums up accounts: it runs while one of them has something to do. */
  static RebuildStatus of(List<AccountRebuild> accounts) {
    long pending = accounts.stream().mapToLong(AccountRebuild::pending).sum();
    long total = accounts.stream().mapToLong(AccountRebuild::total).sum();
    boolean running = accounts.stream().anyMatch(AccountRebuild::running);
    return new RebuildStatus(
        (running ? State.RUNNING : State.IDLE).id(), pending, total - pending, total);
  }

  private enum State {
    RUNNING,
    IDLE;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One account. */
  record AccountRebuild(boolean unfinished, long pending, long total) {

    boolean running() {
      return unfinished || pending > 0;
    }
  }
}
