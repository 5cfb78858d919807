package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.store.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process is notified immediately of relevant actions of others. */
abstract class SignalsContract extends Contract {
  private final Heard heard = new Heard();
  private UUID me;
  private Ports others;

  SignalsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
    others = subject().openProcess();
  }

  /** Counts the signals. */
  private static final class Heard implements Signals.Listener {
    final AtomicInteger due = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    final AtomicInteger effects = new AtomicInteger();
    final AtomicInteger functions = new AtomicInteger();

    @Override
    public void runsAreDue() {
      due.incrementAndGet();
    }

    @Override
    public void runsWereCancelled() {
      cancelled.incrementAndGet();
    }

    @Override
    public void effectsAreDue() {
      effects.incrementAndGet();
    }

    @Override
    public void runsAreDueAt(Instant time) {
      due.incrementAndGet();
    }

    @Override
    public void singletonsChanged() {
      effects.incrementAndGet();
    }

    @Override
    public void functionsChanged() {
      functions.incrementAndGet();
    }
  }

  /** A thread that hears for the worker, as its heartbeat does. */
  private final class Hearing implements AutoCloseable {
    private final Signals.Listening listening = ports.signals().listen(me);
    private final Thread thread = new Thread(this::hear);
    private volatile boolean closed;

    Hearing() {
      thread.start();
    }

    private void hear() {
      while (!closed) {
        listening.await(Duration.ofMillis(50), heard);
      }
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      listening.close();
    }
  }

  /** Repeats the action until its signal arrives, because listening starts asynchronously. */
  private void hears(AtomicInteger what, Runnable done) {
    try (Hearing listening = new Hearing()) {
      assertThat(listening).isNotNull();
      await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(() -> {
        done.run();
        return what.get() > 0;
      });
    }
  }

  @Test
  void ofRunsThatAreDue() {
    hears(
        heard.due,
        () -> others
            .events()
            .append(dispatch(Given.event("test/started", "{}"), Given.run("a")))
            .join());
  }

  @Test
  void ofRunsThatAreWokenByTheEndOfAnother() {
    UUID other = worker(others, "b");
    UUID caller = startAndClaim(me, "a");
    NewRun invoked = Given.invoked("b", caller, "call");
    record(new StepWrite(
        caller,
        Given.waiting("call", StepKind.INVOKE, null, now()),
        null,
        null,
        List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), invoked))));
    end(new RunEnd.Parked(caller, null));
    claim(others, other, "b");
    try (Hearing listening = new Hearing()) {
      assertThat(listening).isNotNull();
      await().atMost(Duration.ofSeconds(60)).until(() -> {
        others.cancellations().cancel(start("a"));
        return heard.cancelled.get() > 0;
      });
      await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(60)).until(() -> {
        int before = heard.due.get();
        return before == heard.due.get();
      });
      int before = heard.due.get();

      others.journal().end(new RunEnd.Completed(invoked.id(), "1", false, null)).join();

      await().atMost(Duration.ofSeconds(60)).until(() -> heard.due.get() > before);
    }
  }

  @Test
  void ofRunsThatWereCancelled() {
    hears(heard.cancelled, () -> others.cancellations().cancel(startAndClaim(me, "a")));
  }

  @Test
  void ofEffectsThatAreDue() {
    hears(
        heard.effects,
        () -> others
            .events()
            .append(Given.deferred(dispatch(Given.event("shop/paid", "{}")), Effects.WAKES, now()))
            .join());
  }

  @Test
  void ofTheCancelledEventWhoseEffectsAreDue() {
    hears(heard.effects, () -> others.cancellations().cancel(start("a")));
  }

  @Test
  void ofFunctionsThatHaveChanged() {
    hears(
        heard.functions,
        () -> others.functions().publish(List.of(Given.function(Given.id().toString()))));
  }

  @Test
  void ofRunsThatMayGoOnSinceTheirFunctionIsResumed() {
    others.functions().publish(List.of(Given.function("a")));
    others.functions().pause("a", now());
    try (Hearing listening = new Hearing()) {
      assertThat(listening).isNotNull();
      await().atMost(Duration.ofSeconds(60)).until(() -> {
        others.functions().publish(List.of(Given.function(Given.id().toString())));
        return heard.functions.get() > 0;
      });
      int before = heard.due.get();
      others.functions().resume("a", now());
      await().atMost(Duration.ofSeconds(60)).until(() -> heard.due.get() > before);
    }
  }

  @Test
  void ofShapesThatAreNew() {
    hears(
        heard.functions,
        () -> others.waits().listen(new WaitShape("shop/" + Given.id(), List.of()), now()));
  }

  @Test
  void andOfNothingOnceItIsClosed() {
    Hearing listening = new Hearing();
    listening.close();
    start("a");
    int told = heard.due.get();
    start("a");

    await().during(Duration.ofMillis(200)).until(() -> heard.due.get() == told);
  }
}
