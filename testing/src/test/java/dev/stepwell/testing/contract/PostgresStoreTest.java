package dev.stepwell.testing.contract;

import org.junit.jupiter.api.Nested;

/** The store on Postgres does what every store has to do. Contracts begin with {@link #subject}. */
class PostgresStoreTest {
  /** The store that the contracts below are held against. */
  PostgresSubject subject() {
    return new PostgresSubject();
  }

  @Nested
  class EventsAreAccepted extends EventLogContract {
    EventsAreAccepted() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class TimesAreStored extends TimesContract {
    TimesAreStored() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class OrdersAreTakenOnce extends IdempotencyContract {
    OrdersAreTakenOnce() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsHaveLimits extends LimitsContract {
    RunsHaveLimits() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class StepsHaveLimits extends StepLimitsContract {
    StepsHaveLimits() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class NoLimitIsExceeded extends RandomLimitsContract {
    NoLimitIsExceeded() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class LimitsAreControlled extends LimitControlContract {
    LimitsAreControlled() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RatesAreLimited extends RateLimitContract {
    RatesAreLimited() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class SingletonsAreLive extends SingletonContract {
    SingletonsAreLive() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class BacklogsAreBounded extends MaxWaitingContract {
    BacklogsAreBounded() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class EventsAreGathered extends GatheringContract {
    EventsAreGathered() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class UrgentRunsPrecede extends PriorityContract {
    UrgentRunsPrecede() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsAreCancelled extends CancellationContract {
    RunsAreCancelled() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class StepsAreRecorded extends StepContract {
    StepsAreRecorded() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsEnd extends RunEndContract {
    RunsEnd() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsInvoke extends InvokeContract {
    RunsInvoke() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsInvokeAtOnce extends InvokeRaceContract {
    RunsInvokeAtOnce() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsWait extends WaitContract {
    RunsWait() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class WaitsTakeTheOldestEvent extends WaitOrderContract {
    WaitsTakeTheOldestEvent() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class EffectsAreDeferred extends DeferredEventsContract {
    EffectsAreDeferred() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class EventsAreFound extends EventSearchContract {
    EventsAreFound() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsAreClaimed extends RunQueueContract {
    RunsAreClaimed() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class DeathsAreCounted extends DeathsContract {
    DeathsAreCounted() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class FunctionsAreKnown extends FunctionsContract {
    FunctionsAreKnown() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class FunctionsArePaused extends PauseContract {
    FunctionsArePaused() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class ClocksTick extends SchedulesContract {
    ClocksTick() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class SchedulesSendEvents extends EventSchedulesContract {
    SchedulesSendEvents() {
      super(PostgresSubject::new);
    }
  }

  @Nested
  class RunsAreRepeated extends RerunsContract {
    RunsAreRepeated() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class OldRunsAreDeleted extends RetentionContract {
    OldRunsAreDeleted() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class LogoutsAreShared extends LogoutsContract {
    LogoutsAreShared() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsAreRead extends RunsContract {
    RunsAreRead() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class ConnectedRunsAreRead extends ConnectedRunsContract {
    ConnectedRunsAreRead() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class EventsAreListed extends EventListContract {
    EventsAreListed() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class RunsAreCounted extends InsightsContract {
    RunsAreCounted() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class ProcessesAreTold extends SignalsContract {
    ProcessesAreTold() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class StepsAreTransactional extends TransactionsContract {
    StepsAreTransactional() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class EventsAreSent extends SendContract {
    EventsAreSent() {
      super(PostgresStoreTest.this::subject);
    }
  }

  @Nested
  class InvokedRunsAreCancelled extends InvokeCancellationContract {
    InvokedRunsAreCancelled() {
      super(PostgresStoreTest.this::subject);
    }
  }
}
