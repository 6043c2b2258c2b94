package io.rapport.metrics.timeline;

import io.rapport.common.event.Activity;
import io.rapport.common.event.ConversationResolved;
import io.rapport.common.event.MessageReceived;
import io.rapport.common.event.PreferenceChanged;
import java.util.ArrayList;
import java.util.List;

/** The messages of one contact on one channel, groups apart. */
final class Channel {

  /** In {@link EventOrder}. */
  final List<MessageReceived> received = new ArrayList<>();

  /** In {@link EventOrder}. */
  final List<ConversationResolved> resolutions = new ArrayList<>();

  /** What bots did and who handed the conversation to whom, in {@link EventOrder}. */
  final List<Activity> care = new ArrayList<>();

  /** Whether marketing is wanted, in {@link EventOrder}. */
  final List<PreferenceChanged> preferences = new ArrayList<>();

  final List<SentMessage> sent = new ArrayList<>();

  /** Written in groups: they take part in no conversation. */
  final List<MessageReceived> receivedInGroups = new ArrayList<>();

  final List<SentMessage> sentInGroups = new ArrayList<>();
}
