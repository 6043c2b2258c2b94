package io.rapport.common.event;

/** Whether a customer's text was one of the words by which people end or begin a subscription. */
public enum SubscriptionWord {
  NONE,
  OPT_OUT,
  OPT_IN
}
