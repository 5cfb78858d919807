package dev.stepwell.testing.contract;

import org.junit.jupiter.api.Nested;

/** The store on Postgres does what every store has to do. */
class PostgresStoreTest {
  @Nested
  class EventsAreAccepted extends EventLogContract {
    EventsAreAccepted() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class OrdersAreTakenOnce extends IdempotencyContract {
    OrdersAreTakenOnce() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsAreCancelled extends CancellationContract {
    RunsAreCancelled() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class StepsAreRecorded extends StepContract {
    StepsAreRecorded() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsEnd extends RunEndContract {
    RunsEnd() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsInvoke extends InvokeContract {
    RunsInvoke() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsInvokeAtOnce extends InvokeRaceContract {
    RunsInvokeAtOnce() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsWait extends WaitContract {
    RunsWait() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class EffectsAreDeferred extends DeferredEventsContract {
    EffectsAreDeferred() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class EventsAreFound extends EventSearchContract {
    EventsAreFound() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsAreClaimed extends RunQueueContract {
    RunsAreClaimed() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class FunctionsAreKnown extends FunctionsContract {
    FunctionsAreKnown() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class FunctionsArePaused extends PauseContract {
    FunctionsArePaused() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class ClocksTick extends SchedulesContract {
    ClocksTick() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsAreRepeated extends RerunsContract {
    RunsAreRepeated() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class OldRunsAreDeleted extends RetentionContract {
    OldRunsAreDeleted() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsAreRead extends RunsContract {
    RunsAreRead() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class EventsAreListed extends EventListContract {
    EventsAreListed() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsAreCounted extends InsightsContract {
    RunsAreCounted() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class ProcessesAreTold extends SignalsContract {
    ProcessesAreTold() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class StepsAreTransactional extends TransactionsContract {
    StepsAreTransactional() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class EventsAreSent extends SendContract {
    EventsAreSent() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class InvokedRunsAreCancelled extends InvokeCancellationContract {
    InvokedRunsAreCancelled() {
      super(PostgresSubject::new);
    }
  }
}
