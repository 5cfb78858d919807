package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Reruns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Events are accepted once, with the runs that they start. */
abstract class EventLogContract extends Contract {
  EventLogContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @Test
  void anEventIsStoredWithTheRunsThatItStarts() {
    StoredEvent event = Given.event("shop/placed", "{\"id\": \"o1\", \"n\": 1.50}");
    NewRun a = Given.run("a");
    NewRun b = Given.run("b");
    Instant before = now();

    Accepted.Stored stored = store(dispatch(event, a, b));

    assertThat(stored.started()).containsExactlyInAnyOrder(a.id(), b.id());
    assertThat(stored.taken()).isEmpty();
    assertThat(stored.cancelled()).isEmpty();
    assertThat(stored.at()).isBetween(before, now());
    StoredEvent found = ports.runs().event(event.id()).orElseThrow();
    assertThat(found.name()).isEqualTo("shop/placed");
    assertThat(found.time()).isEqualTo(event.time());
    assertJson(found.data(), event.data());
    Run run = run(a.id());
    assertThat(run)
        .isEqualTo(new Run(
            a.id(),
            "a",
            event.id(),
            RunStatus.QUEUED,
            null,
            null,
            null,
            null,
            null,
            stored.at(),
            stored.at(),
            null,
            null));
  }

  @Test
  void headersAreStoredAndReadWherever() {
    Map<String, String> headers = Map.of("tenant", "acm\u00e9", "trace \"1\"", "");
    StoredEvent without = Given.event("shop/bare", "{}");
    StoredEvent with = Given.event("shop/headed", "{}").withHeaders(headers);

    store(dispatch(without));
    store(dispatch(with, Given.run("a")));

    assertThat(ports.runs().event(with.id()).orElseThrow().headers()).isEqualTo(headers);
    assertThat(ports.runs().event(without.id()).orElseThrow().headers()).isEmpty();
    assertThat(ports.runs().eventView(with.id(), 10).orElseThrow().headers()).isEqualTo(headers);
    assertThat(ports.runs().lastEvent("shop/headed").orElseThrow().headers()).isEqualTo(headers);
    assertThat(listed("shop/headed")).containsExactly(headers);
    assertThat(listed("shop/bare")).containsExactly(Map.of());
  }

  private List<Map<String, String>> listed(String name) {
    EventFilter filter = new EventFilter(name, null, null, null);
    return ports.runs().events(filter, null, 9).events().stream()
        .map(accepted -> accepted.event().headers())
        .toList();
  }

  @Test
  void anEventWithoutRunsIsStoredToo() {
    StoredEvent event = Given.event("shop/unheard", "{}");

    assertThat(store(dispatch(event)).started()).isEmpty();
    assertThat(ports.runs().event(event.id())).isPresent();
    assertThat(ports.runs().startedBy(event.id())).isEmpty();
  }

  @Test
  void anIdThatWasStoredBeforeIsTheSameEvent() {
    StoredEvent event = Given.event("shop/placed", "{\"first\":true}");
    NewRun b = Given.run("b");
    NewRun a = Given.run("a");
    store(dispatch(event, b, a));

    StoredEvent again =
        new StoredEvent(event.id(), "shop/other", "{\"first\":false}", event.time());
    NewRun late = Given.run("a");
    Accepted accepted = append(dispatch(again, late));

    assertThat(accepted).isEqualTo(new Accepted.Duplicate(idsOf(a, b)));
    assertThat(ports.runs().run(late.id())).isEmpty();
    assertJson(ports.runs().event(event.id()).orElseThrow().data(), "{\"first\":true}");
  }

  @Test
  void aDuplicateDoesNotTellOfReruns() {
    UUID me = worker(ports, "a");
    StoredEvent event = Given.event("shop/placed", "{}");
    NewRun first = Given.run("a");
    store(dispatch(event, first));
    claim(ports, me, "a");
    end(new RunEnd.Completed(first.id(), "1", false, null));
    NewRun rerun = Given.run("a");
    assertThat(ports.reruns().rerun(rerun, first.id(), null, version()))
        .isEqualTo(Reruns.Result.STARTED);

    assertThat(append(dispatch(event, Given.run("a"))))
        .isEqualTo(new Accepted.Duplicate(List.of(first.id())));
    assertThat(ports.runs().startedBy(event.id()).stream().map(Run::id))
        .containsExactlyInAnyOrder(first.id(), rerun.id());
  }

  @Test
  void whatWasMatchedByOtherFunctionsIsNotStored() {
    long old = version();
    ports.functions().publish(List.of(Given.function("new", "shop/placed")));
    StoredEvent event = Given.event("shop/placed", "{}");
    NewRun run = Given.run("a");

    Accepted accepted = append(new Dispatch(event, List.of(run), List.of(), List.of(), old, null));

    assertThat(accepted).isInstanceOf(Accepted.FunctionsChanged.class);
    assertThat(ports.runs().event(event.id())).isEmpty();
    assertThat(ports.runs().run(run.id())).isEmpty();
  }

  @Test
  void theSendersWorkerTakesTheRunsThatItAsksFor() {
    UUID me = worker(ports, "a", "b");
    NewRun mine = Given.taken("a");
    NewRun others = Given.run("b");

    Accepted.Stored stored = store(dispatch(Given.event("shop/placed", "{}"), mine, others));

    assertThat(stored.taken()).containsExactly(mine.id());
    assertThat(stored.started()).containsExactlyInAnyOrder(mine.id(), others.id());
    assertThat(run(mine.id()).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run(mine.id()).dueAt()).isNull();
    assertThat(run(mine.id()).startedAt()).isEqualTo(stored.at());
    assertThat(ports.queue().lost(me, Set.of(mine.id(), others.id()))).containsExactly(others.id());
    assertThat(ids(claim(ports, me, "a", "b"))).containsExactly(others.id());
  }

  @Test
  void nothingIsTakenWithoutALease() {
    NewRun unregistered = Given.taken("a");
    assertThat(store(dispatch(Given.event("shop/placed", "{}"), unregistered)).taken())
        .isEmpty();
    assertThat(run(unregistered.id()).status()).isEqualTo(RunStatus.QUEUED);

    UUID me = worker(ports, "a");
    Ports other = subject().openProcess();
    UUID sweeper = worker(other, "a");
    subject().endLease(me);
    sweep(other, sweeper);
    NewRun dead = Given.taken("a");
    assertThat(store(dispatch(Given.event("shop/placed", "{}"), dead)).taken()).isEmpty();
    assertThat(run(dead.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(dead.id()).dueAt()).isNotNull();
  }

  @Test
  void manySendersOfOneIdStoreOneEvent() {
    List<Ports> processes = List.of(ports, subject().openProcess());
    for (int round = 0; round < 5; round++) {
      StoredEvent event = Given.event("shop/placed", "{}");
      long version = version();
      List<CompletableFuture<Accepted>> sends = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sends.add(processes
            .get(i % 2)
            .events()
            .append(
                new Dispatch(event, List.of(Given.run("a")), List.of(), List.of(), version, null)));
      }
      List<Accepted> answers = sends.stream().map(CompletableFuture::join).toList();

      List<Run> runs = ports.runs().startedBy(event.id());
      assertThat(runs).hasSize(1);
      assertThat(answers.stream().filter(Accepted.Stored.class::isInstance)).hasSize(1);
      assertThat(answers.stream().filter(Accepted.Duplicate.class::isInstance))
          .hasSize(19)
          .allMatch(new Accepted.Duplicate(List.of(runs.get(0).id()))::equals);
      requireNonNull(runs.get(0).dueAt());
    }
  }
}
