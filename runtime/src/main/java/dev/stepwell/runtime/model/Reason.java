package dev.stepwell.runtime.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a run does not progress, or that it does. */
public sealed interface Reason {
  /** A mapping of each kind of reason, for example to text. */
  interface Cases<T extends @Nullable Object> {
    /** For {@link Executing}. */
    T executing(Executing reason);

    /** For {@link Sleeping}. */
    T sleeping(Sleeping reason);

    /** For {@link AwaitingEvent}. */
    T awaitingEvent(AwaitingEvent reason);

    /** For {@link AwaitingTransaction}. */
    T awaitingTransaction(AwaitingTransaction reason);

    /** For {@link AwaitingRun}. */
    T awaitingRun(AwaitingRun reason);

    /** For {@link AwaitingAttempt}. */
    T awaitingAttempt(AwaitingAttempt reason);

    /** For {@link Paused}. */
    T paused(Paused reason);

    /** For {@link NoWorker}. */
    T noWorker(NoWorker reason);

    /** For {@link Queued}. */
    T queued(Queued reason);

    /** For {@link AwaitingSolitude}. */
    T awaitingSolitude(AwaitingSolitude reason);

    /** For {@link AwaitingSingleton}. */
    T awaitingSingleton(AwaitingSingleton reason);

    /** For {@link GatheringEvents}. */
    T gatheringEvents(GatheringEvents reason);

    /** For {@link Skipped}. */
    T skipped(Skipped reason);

    /** For {@link AwaitingLimit}. */
    T awaitingLimit(AwaitingLimit reason);

    /** For {@link Scheduled}. */
    T scheduled(Scheduled reason);

    /** For {@link IgnoringInterrupt}. */
    T ignoringInterrupt(IgnoringInterrupt reason);

    /** For {@link Ended}. */
    T ended(Ended reason);
  }

  /** The case of this kind of reason. */
  <T extends @Nullable Object> T match(Cases<T> cases);

  /** A worker executes it. */
  record Executing(String worker, Instant since) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.executing(this);
    }
  }

  /** It sleeps. */
  record Sleeping(String stepId, Instant until) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.sleeping(this);
    }
  }

  /**
   * It waits for an event.
   *
   * @param match the fields that the event must have, as canonical JSON
   */
  record AwaitingEvent(String stepId, String event, String match, Instant until) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.awaitingEvent(this);
    }
  }

  /**
   * One of its waits cannot exclude events of this transaction, which was open when the first wait for events of that name with these
   * fields began. It may hold back an event until it ends; only transactions that are open for a while are named.
   *
   * @param pid the server's process of the transaction; null if it was prepared for a two-phase commit
   * @param name the {@code application_name} of its connection, or the identifier under which it was prepared
   * @param since when it began
   */
  record AwaitingTransaction(String stepId, @Nullable Integer pid, String name, Instant since)
      implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.awaitingTransaction(this);
    }
  }

  /** It waits for another run to end. */
  record AwaitingRun(String stepId, UUID runId, String functionId, RunStatus status)
      implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.awaitingRun(this);
    }
  }

  /** An attempt of a step failed, and the next is not due yet. */
  record AwaitingAttempt(String stepId, int nextAttempt, Instant dueAt, ErrorInfo lastError)
      implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.awaitingAttempt(this);
    }
  }

  /** It is due, and its function is paused. */
  record Paused(String functionId, Instant since) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.paused(this);
    }
  }

  /** It is due, and no live worker executes its function. */
  record NoWorker(String functionId) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.noWorker(this);
    }
  }

  /**
   * It is due, and the workers that execute its function have not claimed it yet.
   *
   * @param workers the number of live workers that execute its function
   */
  record Queued(Instant since, int workers) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.queued(this);
    }
  }

  /**
   * It is due, and waits for a worker without other runs, because workers died while they executed it.
   *
   * @param deaths the number of dead workers
   */
  record AwaitingSolitude(int deaths, Instant since) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.awaitingSolitude(this);
    }
  }

  /**
   * It waits for the end of another run, as one run of a key may be live.
   *
   * @param key the value of the key as a JSON array; {@code []} if there is none
   * @param runId the run that is live, or that its worker is still stopping
   */
  record AwaitingSingleton(String key, UUID runId, RunStatus status) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.awaitingSingleton(this);
    }
  }

  /**
   * It waits for further events, which it gets as well or instead.
   *
   * @param key the value of the key by which events are taken together, as a JSON array; {@code []} if there is none
   * @param events how many events it has gathered
   * @param until when it starts if none comes
   */
  record GatheringEvents(String key, int events, Instant until) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.gatheringEvents(this);
    }
  }

  /**
   * It was not executed.
   *
   * @param rule the rule by which it was skipped
   * @param key the value of the rule's key as a JSON array; {@code []} if there is none
   * @param successor the run that is executed in its place; null for none
   */
  record Skipped(
      SkippedRun.Rule rule,
      String key,
      @Nullable UUID successor,
      @Nullable Instant at) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.skipped(this);
    }
  }

  /**
   * It is due, and waits for a limit; one reason for each of its limits that does not admit it.
   *
   * @param limit the name of the limit
   * @param key the values that separate it, as JSON; {@code []} if nothing does
   * @param amount how many the limit admits for the key: at once, or in each period
   * @param holders runs that hold its slots, ten at most; none of a limit on starts
   * @param callers those that hold one and wait for the result of this run: neither of them can continue unless another run releases a slot
   * @param startsAt when it can start at the earliest; null if that depends on the holders
   * @param stepId the step that waits for a limit of its own; null if the run does
   * @param since since when the step waits; null if the run does
   */
  record AwaitingLimit(
      String limit,
      String key,
      int amount,
      List<UUID> holders,
      List<UUID> callers,
      @Nullable Instant startsAt,
      @Nullable String stepId,
      @Nullable Instant since)
      implements Reason {
    /** Keeps copies of the lists. */
    public AwaitingLimit {
      holders = List.copyOf(holders);
      callers = List.copyOf(callers);
    }

    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.awaitingLimit(this);
    }
  }

  /** It starts or resumes at a time. */
  record Scheduled(Instant at) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.scheduled(this);
    }
  }

  /**
   * A step of it was interrupted, because the run was taken away or the attempt timed out, and has not returned. It occupies its thread and
   * its slot in that worker, whatever the state of the run is.
   *
   * @param stepId the step; null if the function's own code does not return, between its steps
   * @param since when it was interrupted
   */
  record IgnoringInterrupt(@Nullable String stepId, String worker, Instant since)
      implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.ignoringInterrupt(this);
    }
  }

  /** It has ended. */
  record Ended(RunStatus status, @Nullable Instant at) implements Reason {
    @Override
    public <T extends @Nullable Object> T match(Cases<T> cases) {
      return cases.ended(this);
    }
  }
}
