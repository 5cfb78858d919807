package dev.stepwell.runtime.engine;

import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.codec.CodecException;
import dev.stepwell.runtime.codec.InputJson;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one run that its log lines must not quote: values of secret fields of its events, of inputs and results of its steps, of
 * events that it sends and waits for, and of the arguments of failed attempts.
 *
 * <p>Payloads are searched when something is logged. Until then those of this execution are referenced. Beyond a limit they are
 * searched at once, and only their secrets are kept.
 */
final class LoggedSecrets {
  /** Many runs execute side by side, and what is referenced is not collected as garbage. */
  private static final int MAX_KEPT_CHARACTERS = 32 * 1024;

  private final ClaimedRun run;
  private final StoredSteps stored;
  private final Json json;
  private final SecretValues values;
  private final List<String> kept = new ArrayList<>();
  private final List<Arguments> arguments = new ArrayList<>();
  private int keptCharacters;
  private boolean hasStored;

  LoggedSecrets(ClaimedRun run, StoredSteps stored, Engine engine) {
    this.run = run;
    this.stored = stored;
    this.json = engine.json();
    this.values = new SecretValues(engine.events().secretNames());
  }

  private record Arguments(StepDefinition<?> step, List<@Nullable Object> values) {}

  /** Notes what a step is recorded with, and the events that it sends. */
  void add(StepWrite write) {
    add(write.step());
    write.sends().forEach(sent -> keep(sent.event().data()));
  }

  /** Notes what a step is recorded with. */
  void add(StepRecord step) {
    keep(step.input());
    keep(step.result());
  }

  /** Notes a stored step that the flow reads, where all stored steps of the run are not known. */
  void addRead(StepRecord step) {
    add(step);
    if (step.kind() == StepKind.INVOKE && step.error() != null) {
      addOtherRun(step.error());
    }
  }

  /** Notes what middleware has made of the event of the run. */
  void add(StoredEvent event) {
    keep(event.data());
  }

  /** Notes the arguments of a step that has failed: inputs are not always recorded. */
  synchronized void add(StepDefinition<?> step, @Nullable Object[] values) {
    if (!step.parameters().isEmpty()) {
      arguments.add(new Arguments(step, Arrays.asList(values)));
    }
  }

  /** A payload that is neither an object nor an array has no field that could be secret. */
  private synchronized void keep(@Nullable String payload) {
    if (payload == null || !(payload.startsWith("{") || payload.startsWith("["))) {
      return;
    }
    kept.add(payload);
    keptCharacters += payload.length();
    if (keptCharacters > MAX_KEPT_CHARACTERS) {
      searchKept();
    }
  }

  /** Masks the secrets that are known now. This never fails: if they cannot be found, it hides texts as a whole. */
  synchronized Redaction redaction() {
    try {
      if (!hasStored) {
        for (StoredEvent event : run.events()) {
          search(event.data());
          values.add(event.headers());
          addOtherRun(event);
        }
        stored.all().forEach(this::addStored);
        hasStored = true;
      }
      searchKept();
      arguments.forEach(this::search);
      arguments.clear();
      return values.redaction();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return Redaction.ALL;
    }
  }

  private void searchKept() {
    kept.forEach(this::search);
    kept.clear();
    keptCharacters = 0;
  }

  private void search(@Nullable String payload) {
    try {
      if (payload != null) {
        values.add(json.opened(payload));
      }
    } catch (CodecException e) {
      // What this process cannot decode it cannot quote.
    }
  }

  private void search(Arguments call) {
    List<String> names = call.step.parameters();
    for (int i = 0; i < names.size(); i++) {
      values.add(new InputJson(json).add(names.get(i), call.values.get(i)).text());
    }
  }

  private void addStored(StepRecord step) {
    if (step.kind() == StepKind.INVOKE && step.error() != null) {
      addOtherRun(step.error());
    }
    search(step.input());
    search(step.result());
  }

  /** A handler of failures is called with the error of another run. */
  private void addOtherRun(StoredEvent event) {
    if (event.name().equals(SystemEvents.FAILED)) {
      addOtherRun(new StoredJson(json).failed(json.opened(event.data())).error());
    }
  }

  /** The error of another run may quote secrets that only that run knows. That run's own log line shows the rest of it. */
  private synchronized void addOtherRun(ErrorInfo error) {
    if (error.message() != null) {
      values.addValue(error.message());
    }
    if (error.stackTrace() != null) {
      values.addValue(error.stackTrace());
    }
  }
}
