package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.ConnectedRuns;
import dev.stepwell.runtime.store.ConnectedRuns.InvokedRun;
import dev.stepwell.runtime.store.ConnectedRuns.RunLink;
import dev.stepwell.runtime.store.ConnectedRuns.RunOutput;
import dev.stepwell.runtime.store.ConnectedRuns.StepAddress;
import dev.stepwell.runtime.store.ConnectedRuns.StepPayloads;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads of many runs return what is stored of each of them, within the bounds of the caller. */
abstract class ConnectedRunsContract extends Contract {
  private UUID me;

  ConnectedRunsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a", "b", "c", "d");
  }

  private ConnectedRuns connected() {
    return ports.runs().connected();
  }

  private UUID claimed(String functionId) {
    return startAndClaim(me, functionId);
  }

  @Test
  void linksNameTheEventAndTheCaller() {
    UUID caller = claimed("a");
    UUID invoked = invoke(caller, "call");
    UUID ended = claimed("b");
    end(new RunEnd.Completed(ended, "1", true, null));

    assertThat(connected().links(List.of(caller, invoked, ended, invoked, Given.id())))
        .containsExactlyInAnyOrder(
            new RunLink(caller, run(caller).eventId(), null, false),
            new RunLink(invoked, run(invoked).eventId(), caller, false),
            new RunLink(ended, run(ended).eventId(), null, true));
    assertThat(connected().links(List.of())).isEmpty();
  }

  @Test
  void theRunsThatManyInvoked() {
    UUID first = claimed("a");
    UUID second = claimed("b");
    InvokedRun one = new InvokedRun(first, invoke(first, "call"));
    InvokedRun another = new InvokedRun(first, invoke(first, "call:1"));
    InvokedRun third = new InvokedRun(second, invoke(second, "call"));

    assertThat(connected().invokedBy(List.of(first, second, one.runId()), 10))
        .containsExactlyInAnyOrder(one, another, third);
    assertThat(connected().invokedBy(List.of(second), 10)).containsExactly(third);
    assertThat(connected().invokedBy(List.of(first, second), 2)).hasSize(2);
    assertThat(connected().invokedBy(List.of(), 10)).isEmpty();
  }

  @Test
  void eventsAndOutputsOfManyAreTruncated() {
    UUID run = claimed("a");
    UUID without = claimed("b");
    end(new RunEnd.Completed(run, "\"0123456789😀\"", true, null));
    StoredEvent event = Given.event("shop/large", "{\"a\":\"0123456789\"}");
    store(dispatch(event));

    assertThat(connected().outputs(List.of(run, without, Given.id()), 2))
        .containsExactly(new RunOutput(run, new Payload("\"0", 13)));
    assertThat(connected().eventViews(List.of(event.id(), run(run).eventId(), "unknown"), 4))
        .extracting(EventView::data)
        .containsExactlyInAnyOrder(new Payload("{\"a\"", 18), new Payload("{}", 2));
    assertThat(connected().eventViews(List.of(event.id(), "never\0stored"), 18))
        .containsExactly(ports.runs().eventView(event.id(), 18).orElseThrow());
  }

  @Test
  void theStepsOfManyAreReadPageByPage() {
    List<UUID> runs = List.of(claimed("a"), claimed("b"), claimed("c"), claimed("d"));
    List<StepPayloads> stored = new ArrayList<>();
    for (UUID run : runs.subList(0, 3)) {
      for (String id : List.of("pack", "pack:1", "Über", "z")) {
        record(run, Given.completed(id, "\"" + id + "\"", now()).withInput("[1,2,3]"));
        stored.add(new StepPayloads(
            new StepAddress(run, id), Payload.cut("[1,2,3]", 3), Payload.cut("\"" + id + "\"", 3)));
      }
    }

    for (int max : new int[] {1, 3, 4, 12, 13}) {
      List<StepPayloads> read = new ArrayList<>();
      List<StepPayloads> page = List.of();
      do {
        StepAddress last = page.isEmpty() ? null : page.get(page.size() - 1).address();
        page = connected().stepPayloads(runs, last, max, 3);
        assertThat(page).hasSizeLessThanOrEqualTo(max);
        read.addAll(page);
      } while (!page.isEmpty());
      assertThat(read).containsExactlyInAnyOrderElementsOf(stored);
      List<UUID> order =
          read.stream().map(step -> step.address().runId()).distinct().toList();
      assertThat(read.stream().map(step -> order.indexOf(step.address().runId())))
          .isSorted();
    }
  }

  @Test
  void stepsAreReadByTheirAddresses() {
    UUID first = claimed("a");
    UUID second = claimed("b");
    for (UUID run : List.of(first, second)) {
      record(run, Given.completed("pack", "\"packed\"", now()));
      record(run, Given.completed("ship", null, now()));
    }
    StepAddress ship = new StepAddress(first, "ship");
    StepAddress pack = new StepAddress(second, "pack");

    assertThat(connected().stepPayloads(List.of(ship, pack, new StepAddress(first, "none")), 100))
        .containsExactlyInAnyOrder(
            new StepPayloads(ship, null, null),
            new StepPayloads(pack, null, new Payload("\"packed\"", 8)));
    assertThat(connected().stepPayloads(List.of(), 100)).isEmpty();
  }

  @Test
  void boundsThatAdmitNothingAreRejected() {
    List<UUID> runs = List.of(start("a"));
    List<Consumer<Integer>> lengths = List.of(
        length -> connected().eventViews(List.of("e"), length),
        length -> connected().outputs(runs, length),
        length -> connected().stepPayloads(runs, null, 1, length),
        length -> connected().stepPayloads(List.of(), length));
    List<Consumer<Integer>> numbers = List.of(
        max -> connected().invokedBy(runs, max),
        max -> connected().gatheredEvents(runs, max),
        max -> connected().stepPayloads(runs, null, max, 1));

    lengths.forEach(read -> assertRejected(() -> read.accept(-1), "is -1"));
    numbers.forEach(read -> assertRejected(() -> read.accept(0), "is 0"));
  }

  private static void assertRejected(ThrowingCallable read, String said) {
    assertThatThrownBy(read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }
}
