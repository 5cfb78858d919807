package dev.stepwell.testing.contract;

import dev.stepwell.runtime.store.Cancellations;
import dev.stepwell.runtime.store.DeferredEvents;
import dev.stepwell.runtime.store.EventLog;
import dev.stepwell.runtime.store.EventSchedules;
import dev.stepwell.runtime.store.Insights;
import dev.stepwell.runtime.store.Journal;
import dev.stepwell.runtime.store.LimitControl;
import dev.stepwell.runtime.store.Logouts;
import dev.stepwell.runtime.store.PublishedFunctions;
import dev.stepwell.runtime.store.Reruns;
import dev.stepwell.runtime.store.Retention;
import dev.stepwell.runtime.store.RunQueue;
import dev.stepwell.runtime.store.Runs;
import dev.stepwell.runtime.store.Schedules;
import dev.stepwell.runtime.store.Signals;
import dev.stepwell.runtime.store.Singletons;
import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.store.Transactions;
import dev.stepwell.runtime.store.Waits;
import dev.stepwell.testing.memory.MemoryStore;

/** The ports of one process on a store. */
record Ports(
    EventLog events,
    Journal journal,
    Transactions transactions,
    RunQueue queue,
    PublishedFunctions functions,
    Cancellations cancellations,
    Runs runs,
    Signals signals,
    Waits waits,
    DeferredEvents deferredEvents,
    Schedules schedules,
    EventSchedules eventSchedules,
    Reruns reruns,
    Singletons singletons,
    Retention retention,
    Logouts logouts,
    Insights insights,
    Slots slots,
    LimitControl limitControl) {
  static Ports of(MemoryStore store) {
    return new Ports(
        store.events(),
        store.journal(),
        store.transactions(),
        store.queue(),
        store.functions(),
        store.cancellations(),
        store.runs(),
        store.signals(),
        store.waits(),
        store.deferredEvents(),
        store.schedules(),
        store.eventSchedules(),
        store.reruns(),
        store.singletons(),
        store.retention(),
        store.logouts(),
        store.insights(),
        store.slots(),
        store.limitControl());
  }
}
