package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that this process holds and executes.
 *
 * @param id its id
 * @param functionId the function to execute
 * @param event the event that started it
 * @param createdAt when its event was accepted
 * @param startedAt when a worker first took it
 * @param first whether no worker had taken it before
 * @param steps its stored steps
 * @param deaths the deaths of workers that held it; null for none
 * @param gathered the events that it has gathered, in the order of their arrival; empty if it has only the one
 * @param gatheredAt when it had gathered them, and was due; null if it gathers none
 */
public record ClaimedRun(
    UUID id,
    String functionId,
    StoredEvent event,
    Instant createdAt,
    Instant startedAt,
    boolean first,
    List<StepRecord> steps,
    @Nullable WorkerDeaths deaths,
    List<StoredEvent> gathered,
    @Nullable Instant gatheredAt) {
  /** A run of one event. */
  public ClaimedRun(
      UUID id,
      String functionId,
      StoredEvent event,
      Instant createdAt,
      Instant startedAt,
      boolean first,
      List<StepRecord> steps,
      @Nullable WorkerDeaths deaths) {
    this(id, functionId, event, createdAt, startedAt, first, steps, deaths, List.of(), null);
  }

  /** A run of which no worker has died. */
  public ClaimedRun(
      UUID id,
      String functionId,
      StoredEvent event,
      Instant createdAt,
      Instant startedAt,
      boolean first,
      List<StepRecord> steps) {
    this(id, functionId, event, createdAt, startedAt, first, steps, null);
  }

  /** The same with these events. */
  public ClaimedRun withGathered(List<StoredEvent> several) {
    return new ClaimedRun(
        id, functionId, event, createdAt, startedAt, first, steps, deaths, several, gatheredAt);
  }

  /** The time from which its time to start counts: when it had gathered its events, or was created. */
  public Instant dueSince() {
    return gatheredAt == null ? createdAt : gatheredAt;
  }

  /** All its events, in the order of their arrival. */
  public List<StoredEvent> events() {
    return gathered.isEmpty() ? List.of(event) : gathered;
  }

  /** How many characters of JSON came with it, of its event and the results of its steps. */
  public long size() {
    long size = 0;
    for (StoredEvent one : events()) {
      size += one.size();
    }
    for (StepRecord step : steps) {
      size += step.result() == null ? 0 : step.result().length();
    }
    return size;
  }
}
