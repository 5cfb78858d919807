package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.store.EventLog.Accepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An idempotency key belongs for a day to the run that took it. */
abstract class IdempotencyContract extends Contract {
  IdempotencyContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private List<UUID> started(NewRun... runs) {
    return store(dispatch(Given.event("shop/placed", "{}"), runs)).started();
  }

  @Test
  void aKeyThatIsTakenStartsNoRun() {
    NewRun first = Given.ordered("a", "{\"id\":\"o1\"}");
    NewRun second = Given.ordered("a", "{\"id\":\"o1\"}");

    assertThat(started(first)).containsExactly(first.id());
    assertThat(started(second)).isEmpty();
    assertThat(ports.runs().run(second.id())).isEmpty();
  }

  @Test
  void theEventItselfIsStored() {
    started(Given.ordered("a", "{\"id\":\"o1\"}"));
    NewRun other = Given.run("b");

    assertThat(started(Given.ordered("a", "{\"id\":\"o1\"}"), other)).containsExactly(other.id());
  }

  @Test
  void keysOfOtherFunctionsAndOtherKeysAreFree() {
    started(Given.ordered("a", "{\"id\":\"o1\"}"));

    assertThat(started(Given.ordered("a", "{\"id\":\"o2\"}"))).hasSize(1);
    assertThat(started(Given.ordered("b", "{\"id\":\"o1\"}"))).hasSize(1);
    assertThat(started(Given.run("a"))).hasSize(1);
    assertThat(started(Given.run("a"))).hasSize(1);
  }

  @Test
  void aKeyIsTakenForADayWhateverBecomesOfTheRun() {
    NewRun first = Given.ordered("a", "{\"id\":\"o1\"}");
    started(first);
    ports.cancellations().cancel(first.id());

    subject().advance(NewRun.IDEMPOTENCY_PERIOD.minus(Duration.ofMinutes(1)));
    assertThat(started(Given.ordered("a", "{\"id\":\"o1\"}"))).isEmpty();

    subject().advance(Duration.ofMinutes(2));
    assertThat(started(Given.ordered("a", "{\"id\":\"o1\"}"))).hasSize(1);
    assertThat(started(Given.ordered("a", "{\"id\":\"o1\"}"))).isEmpty();
  }

  @Test
  void aRunThatIsNotStartedIsNotTaken() {
    worker(ports, "a");
    started(Given.ordered("a", "{\"id\":\"o1\"}"));
    NewRun second = new NewRun(Given.id(), "a", List.of(), true, "{\"id\":\"o1\"}", null);

    Accepted.Stored stored = store(dispatch(Given.event("shop/placed", "{}"), second));

    assertThat(stored.taken()).isEmpty();
    assertThat(stored.started()).isEmpty();
  }

  @Test
  void ofManySendersOneTakesTheKey() {
    List<Ports> processes = List.of(ports, subject().openProcess());
    long version = version();
    for (int round = 0; round < 5; round++) {
      String key = "{\"id\":\"r" + round + "\"}";
      List<CompletableFuture<Accepted>> sends = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Dispatch dispatch = new Dispatch(
            Given.event("shop/placed", "{}"),
            List.of(Given.ordered("a", key)),
            List.of(),
            List.of(),
            version,
            null);
        sends.add(processes.get(i % 2).events().append(dispatch));
      }

      List<UUID> started = sends.stream()
          .map(CompletableFuture::join)
          .flatMap(accepted -> ((Accepted.Stored) accepted).started().stream())
          .toList();
      assertThat(started).hasSize(1);
      assertThat(ports.runs().newest("a", 100)).hasSize(round + 1);
    }
  }
}
