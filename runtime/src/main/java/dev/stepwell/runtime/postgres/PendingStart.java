package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StoredEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A run that an event is about to start, in the order of the events. */
record PendingStart(StoredEvent event, NewRun run) {
  /** A rerun, whose event no rule looks at. */
  static PendingStart ofRerun(NewRun run, Instant now) {
    return new PendingStart(new StoredEvent(run.id().toString(), "", "{}", now), run);
  }

  /** Whether rules decide how it starts. */
  boolean isRuled() {
    StartRules rules = run.rules();
    return rules != null && rules.decideStart();
  }

  StartRules rules() {
    return Objects.requireNonNull(run.rules());
  }

  UUID runId() {
    return run.id();
  }

  /** The function, and the value of a rule's key. */
  RuleKey key(String value) {
    return new RuleKey(run.functionId(), value);
  }
}
