package io.rapport.simulator.world;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a sender says about a message in {@code biz_opaque_callback_data}: {@code
 * rapport?origin=bot&campaign=spring-sale&...}, query-string encoded, every key optional.
 */
public record Label(
    Optional<String> origin,
    Optional<String> campaign,
    Optional<String> variant,
    Optional<String> template,
    Optional<String> language,
    Optional<String> segment,
    Optional<String> format) {

  private static final String PREFIX = "rapport?";

  /** A label that says who sent a message and how it is built. */
  public static Label of(String origin, String format) {
    return new Label(
        Optional.of(origin),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(format));
  }

  /** A label of a template. */
  public static Label ofTemplate(String origin, String template, String language, String segment) {
    return new Label(
        Optional.of(origin),
        Optional.empty(),
        Optional.empty(),
        Optional.of(template),
        Optional.of(language),
        Optional.of(segment),
        Optional.of("template"));
  }

  /** The same label for one arm of a campaign. */
  public Label inCampaign(String name, String arm) {
    return new Label(
        origin, Optional.of(name), Optional.of(arm), template, language, segment, format);
  }

  /** The text to put into {@code biz_opaque_callback_data}. */
  public String tag() {
    return members().entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", PREFIX, ""));
  }

  /** Reads a tag; empty for data that is somebody else's. */
  public static Optional<Label> parse(String tag) {
    if (!isLabel(tag)) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (var pair : tag.substring(PREFIX.length()).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1) {
        values.putIfAbsent(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.of(
        new Label(
            Optional.ofNullable(values.get("origin")),
            Optional.ofNullable(values.get("campaign")),
            Optional.ofNullable(values.get("variant")),
            Optional.ofNullable(values.get("template")),
            Optional.ofNullable(values.get("language")),
            Optional.ofNullable(values.get("segment")),
            Optional.ofNullable(values.get("format"))));
  }

  /** Whether callback data is a label at all. */
  public static boolean isLabel(String callbackData) {
    return callbackData.startsWith(PREFIX);
  }

  /** What it says, by key; no key for what it does not. */
  Map<String, String> members() {
    var members = new LinkedHashMap<String, String>();
    origin.ifPresent(value -> members.put("origin", value));
    campaign.ifPresent(value -> members.put("campaign", value));
    variant.ifPresent(value -> members.put("variant", value));
    template.ifPresent(value -> members.put("template", value));
    language.ifPresent(value -> members.put("language", value));
    segment.ifPresent(value -> members.put("segment", value));
    format.ifPresent(value -> members.put("format", value));
    return members;
  }
}
