package io.rapport.e2e.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes a truth line by line; times are given as durations after a fixed start. */
final class Story {
  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  static final String ACCOUNT = "900";

  private static final String OPENED =
      """
      {"type":"account","account":"%s","channels":["10"]}"""
          .formatted(ACCOUNT);

  private final List<String> lines = new ArrayList<>();

  static Instant at(String after) {
    return START.plus(Duration.parse("PT" + after));
  }

  /** The customer {@code person} writes. */
  Story writes(String person, String wamid, String after, String kind) {
    return inbound(person, wamid, after, kind, "");
  }

  Story quotes(String person, String wamid, String after, String kind, String context) {
    return inbound(person, wamid, after, kind, ",\"context\":\"%s\"".formatted(context));
  }

  Story optsOut(String person, String wamid, String after) {
    return inbound(person, wamid, after, "text", ",\"optOut\":true");
  }

  Story writesInGroup(String person, String wamid, String after) {
    return inbound(person, wamid, after, "text", ",\"group\":\"g1\"");
  }

  /** A message whose sender said who he is. */
  Story sends(String person, String wamid, String after, String origin) {
    return send(
            person, wamid, after, ",\"origin\":\"%s\",\"campaign\":\"spring\"".formatted(origin))
        .status(person, wamid, "sent", after, ",\"labelled\":true");
  }

  /** A message nobody registered. */
  Story sendsUnlabelled(String person, String wamid, String after, String category) {
    return send(person, wamid, after, "")
        .status(person, wamid, "sent", after, ",\"category\":\"%s\"".formatted(category));
  }

  /** A message nobody registered and whose price nobody named. */
  Story sendsUnknown(String person, String wamid, String after) {
    return send(person, wamid, after, "").status(person, wamid, "sent", after, "");
  }

  Story sendsToGroup(String person, String wamid, String after) {
    return send(person, wamid, after, ",\"group\":\"g1\",\"origin\":\"campaign\"")
        .status(person, wamid, "sent", after, ",\"labelled\":true");
  }

  Story onlyFails(String person, String wamid, String after, String origin, int code) {
    return send(person, wamid, after, ",\"origin\":\"%s\"".formatted(origin))
        .status(person, wamid, "failed", after, ",\"labelled\":true,\"code\":%d".formatted(code));
  }

  Story fails(String person, String wamid, String after, int code) {
    return status(person, wamid, "failed", after, ",\"code\":%d".formatted(code));
  }

  Story status(String person, String wamid, String status, String after) {
    return status(person, wamid, status, after, "");
  }

  /** Other software tells on channel 10; {@code more} are members of the line. */
  Story reports(String person, String type, String after, String more) {
    return reported(person, ",\"channel\":\"10\"", type, after, more);
  }

  /** Other software tells, and does not know on which channel. */
  Story reportsAnywhere(String person, String type, String after, String more) {
    return reported(person, "", type, after, more);
  }

  private Story reported(String person, String channel, String type, String after, String more) {
    lines.add(
        """
        {"type":"%s","account":"%s","person":"%s","at":"%s"%s%s}"""
            .formatted(
                type, ACCOUNT, person, at(after), channel, more.isEmpty() ? "" : "," + more));
    return this;
  }

  /** The customer follows the link in a message. */
  Story clicks(String person, String wamid, String after) {
    return reports(person, "link.clicked", after, "\"wamid\":\"%s\"".formatted(wamid));
  }

  /** Somebody counts a click of a campaign's link, and does not know on which message. */
  Story clicksSomewhere(String person, String campaign, String after) {
    return reportsAnywhere(
        person, "link.clicked", after, "\"campaign\":\"%s\"".formatted(campaign));
  }

  Truth told() {
    return Truth.of(Stream.concat(Stream.of(OPENED), lines.stream()));
  }

  /** Everything of the account, judged at {@code after}. */
  Figures figures(String after) {
    return new Oracle(told())
        .figures(Question.of(ACCOUNT, START, START.plus(Duration.ofDays(30)), at(after)));
  }

  private Story inbound(String person, String wamid, String after, String kind, String more) {
    return line("inbound", person, wamid, after, ",\"kind\":\"%s\"%s".formatted(kind, more));
  }

  private Story send(String person, String wamid, String after, String more) {
    return line("outbound", person, wamid, after, more);
  }

  private Story status(String person, String wamid, String status, String after, String more) {
    return line("status", person, wamid, after, ",\"status\":\"%s\"%s".formatted(status, more));
  }

  private Story line(String type, String person, String wamid, String after, String more) {
    lines.add(
        """
        {"type":"%s","account":"%s","channel":"10","person":"%s","wamid":"%s","at":"%s"%s}"""
            .formatted(type, ACCOUNT, person, wamid, at(after), more));
    return this;
  }
}
