package dev.stepwell.sentry;

import dev.stepwell.Batch;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Functions that fail. */
public class SentryFlows {
  @Function(id = "charge-card", event = "sentry/card.given", retries = 2)
  String charge(String orderId, @Secret String iban, boolean caught, Steps steps)
      throws IOException {
    String session = open(orderId).token();
    steps.sleep("think", Duration.ofDays(2));
    if (caught) {
      try {
        book(orderId, iban, session);
      } catch (StepFailedException e) {
        return "gave up";
      }
    }
    book(orderId, iban, session);
    return "booked";
  }

  /** What a step returns: its token is secret by its name. */
  record BankSession(String token) {}

  @Step
  BankSession open(String orderId) {
    return new BankSession("tok-4711-" + orderId);
  }

  @Step
  void book(String orderId, String iban, String session) throws IOException {
    throw new IOException(
        "the bank refuses " + iban + " of " + orderId, new IllegalStateException("in " + session));
  }

  @Function(id = "check-card", event = "sentry/card.checked", retries = 0)
  void check(String orderId, boolean inStep) {
    if (inStep) {
      load(orderId);
    }
    throw new AssertionError("no card of " + orderId);
  }

  @Step
  void load(String orderId) {
    throw new NoClassDefFoundError("bank/Client of " + orderId);
  }

  /** Its arguments are secret by a name of a parameter, and by an annotation on one. */
  @Function(id = "lock-card", event = "sentry/card.lost")
  void lock(String orderId) throws IOException {
    String card = find(orderId);
    List<String> parts = List.of(card.split("/", -1));
    block(parts.get(0), parts.get(1));
  }

  @Step
  String find(String orderId) {
    return "pin-0815-" + orderId + "/owner-" + orderId;
  }

  @Step(retries = 1)
  void block(String password, @Secret String owner) throws IOException {
    throw new IOException("cannot block " + password + " of " + owner);
  }

  /** Its secrets are in events other than the first one of a run. */
  @Batch(maxSize = 2, timeout = "1h")
  @Function(id = "count-cards", event = "sentry/card.counted")
  void count(List<SentryCardCounted> cards) {
    throw new NonRetriableException(
        "too many of " + cards.stream().map(SentryCardCounted::iban).toList());
  }

  @Function(id = "await-card", event = "sentry/card.awaited")
  void await(String orderId, Steps steps) {
    String iban = steps
        .waitForEvent("card", SentryCardArrived.where().orderId(orderId), Duration.ofDays(1))
        .map(SentryCardArrived::iban)
        .orElseThrow();
    String token = steps
        .invoke("session", Functions.GIVE_SESSION, new SentrySessionWanted(orderId))
        .token();
    throw new NonRetriableException("no use for " + iban + " in " + token);
  }

  @Function(id = "give-session", event = "sentry/session.wanted")
  BankSession give(String orderId) {
    return new BankSession("tok-invoked-" + orderId);
  }

  @Function(id = "note-card", event = "sentry/card.arrived")
  void note(String orderId, @Secret String iban) {}

  @Function(id = "sort-cards", event = "sentry/cards.unsorted")
  void sort(String orderId, Steps steps) {
    steps.forEach(List.of("a", "b"), card -> place(card));
  }

  @Step
  String place(String card) {
    return card;
  }

  @Function(id = "refuse-card", event = "sentry/card.refused")
  void refuse(String orderId) {
    throw new NonRetriableException("no card for " + orderId);
  }
}
