package dev.stepwell.server.secrets;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.secrets.SecretValues;
import dev.stepwell.runtime.store.ConnectedRuns.StepPayloads;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what the payloads of one run contain. */
final class SourceBuilder {
  /** The id of an event that a run sent begins with the id of that run. */
  private static final Pattern SENT_BY =
      Pattern.compile("^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):");

  /** The beginning of the payload of an event about the end of a run. */
  private static final Pattern ABOUT_RUN = Pattern.compile(
      "^\\{\"functionId\":\"[^\"]*\",\"runId\":\"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"");

  private final UnaryOperator<String> decoded;
  private final SecretBudget budget;
  private final SecretValues values;
  private final Set<UUID> connected = new HashSet<>();
  private long characters;
  private int payloads;

  /**
   * Collects the values of these fields.
   *
   * @param decoded decodes payloads, where this process can
   */
  SourceBuilder(SecretNames names, UnaryOperator<String> decoded, SecretBudget budget) {
    this.values = new SecretValues(names);
    this.decoded = decoded;
    this.budget = budget;
  }

  /** Whether only the event itself knows its secrets: no run sent it, and it is not about one. */
  static boolean isAlone(String eventId, String data) {
    return !SENT_BY.matcher(eventId).find() && !ABOUT_RUN.matcher(data).find();
  }

  void connect(UUID runId) {
    connected.add(runId);
  }

  /** Registers that something was not read. */
  void addUnknown() {
    values.addUnknown();
  }

  void add(EventView event) {
    count();
    String data = add(event.data());
    values.add(event.headers());
    connect(SENT_BY.matcher(event.id()));
    connect(ABOUT_RUN.matcher(data));
  }

  private void connect(Matcher id) {
    if (id.find()) {
      connect(UUID.fromString(id.group(1)));
    }
  }

  void add(StepPayloads step) {
    count();
    add(step.input());
    add(step.result());
  }

  private void count() {
    payloads++;
    budget.takePayloads(1);
  }

  /** Adds the secrets of a payload, which must be whole; returns its decoded text. */
  String add(@Nullable Payload payload) {
    if (payload == null) {
      return "";
    }
    String text = payload.isWhole() ? decoded.apply(payload.text()) : payload.text();
    int length = Math.max(text.length(), payload.text().length());
    characters += length;
    budget.takeCharacters(length);
    if (payload.isWhole() && !budget.isExceeded()) {
      values.add(text);
    } else {
      values.addUnknown();
    }
    return text;
  }

  SecretSource source() {
    return new SecretSource(
        values.values(), values.isComplete(), Set.copyOf(connected), characters, payloads);
  }
}
