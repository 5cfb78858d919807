package dev.stepwell.testing.contract;

import org.junit.jupiter.api.Nested;

/** The store in memory does what every store has to do. */
class MemoryStoreTest {
  @Nested
  class EventsAreAccepted extends EventLogContract {
    EventsAreAccepted() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class TimesAreStored extends TimesContract {
    TimesAreStored() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class OrdersAreTakenOnce extends IdempotencyContract {
    OrdersAreTakenOnce() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsHaveLimits extends LimitsContract {
    RunsHaveLimits() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class StepsHaveLimits extends StepLimitsContract {
    StepsHaveLimits() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class NoLimitIsExceeded extends RandomLimitsContract {
    NoLimitIsExceeded() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class LimitsAreControlled extends LimitControlContract {
    LimitsAreControlled() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RatesAreLimited extends RateLimitContract {
    RatesAreLimited() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class SingletonsAreLive extends SingletonContract {
    SingletonsAreLive() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class BacklogsAreBounded extends MaxWaitingContract {
    BacklogsAreBounded() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class EventsAreGathered extends GatheringContract {
    EventsAreGathered() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class UrgentRunsPrecede extends PriorityContract {
    UrgentRunsPrecede() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsAreCancelled extends CancellationContract {
    RunsAreCancelled() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class StepsAreRecorded extends StepContract {
    StepsAreRecorded() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsEnd extends RunEndContract {
    RunsEnd() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsInvoke extends InvokeContract {
    RunsInvoke() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsInvokeAtOnce extends InvokeRaceContract {
    RunsInvokeAtOnce() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsWait extends WaitContract {
    RunsWait() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class WaitsTakeTheOldestEvent extends WaitOrderContract {
    WaitsTakeTheOldestEvent() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class EffectsAreDeferred extends DeferredEventsContract {
    EffectsAreDeferred() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class EventsAreFound extends EventSearchContract {
    EventsAreFound() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsAreClaimed extends RunQueueContract {
    RunsAreClaimed() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class DeathsAreCounted extends DeathsContract {
    DeathsAreCounted() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class FunctionsAreKnown extends FunctionsContract {
    FunctionsAreKnown() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class FunctionsArePaused extends PauseContract {
    FunctionsArePaused() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class ClocksTick extends SchedulesContract {
    ClocksTick() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class SchedulesSendEvents extends EventSchedulesContract {
    SchedulesSendEvents() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsAreRepeated extends RerunsContract {
    RunsAreRepeated() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class OldRunsAreDeleted extends RetentionContract {
    OldRunsAreDeleted() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class LogoutsAreShared extends LogoutsContract {
    LogoutsAreShared() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsAreRead extends RunsContract {
    RunsAreRead() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class ConnectedRunsAreRead extends ConnectedRunsContract {
    ConnectedRunsAreRead() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class EventsAreListed extends EventListContract {
    EventsAreListed() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class RunsAreCounted extends InsightsContract {
    RunsAreCounted() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class ProcessesAreTold extends SignalsContract {
    ProcessesAreTold() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class StepsAreTransactional extends TransactionsContract {
    StepsAreTransactional() {
      super(MemorySubject::withDatabase);
    }
  }

  @Nested
  class EventsAreSent extends SendContract {
    EventsAreSent() {
      super(MemorySubject::withoutDatabase);
    }
  }

  @Nested
  class InvokedRunsAreCancelled extends InvokeCancellationContract {
    InvokedRunsAreCancelled() {
      super(MemorySubject::withoutDatabase);
    }
  }
}
