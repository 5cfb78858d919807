package dev.stepwell.runtime.flows;

import dev.stepwell.CancelOn;
import dev.stepwell.Concurrency;
import dev.stepwell.EventMatch;
import dev.stepwell.FirstEvent;
import dev.stepwell.Function;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Functions with races, and with waits for the first of several events. */
public class RaceFlows {
  private final Probe probe;

  /** Reports to the probe, and waits for its gates. */
  public RaceFlows(Probe probe) {
    this.probe = probe;
  }

  /** A step that passes a gate against a sleep, an event, a child and a step that is retried later. */
  @Function(id = "race", event = "races/wanted")
  @CancelOn(event = "races/stop", match = "key")
  String race(String key, long millis, Steps steps) {
    String won = steps.race(
        "first",
        List.of(
            () -> gated("slow", key, steps),
            () -> {
              steps.run("ready", () -> probe.passGate(key + " ready"));
              steps.sleep("limit", Duration.ofMillis(millis));
              return "limit";
            },
            () -> steps
                .waitForEvent("approved", ApprovedCatalog.where().key(key), Duration.ofDays(1))
                .map(Approved::by)
                .orElse("nobody"),
            () -> steps.invoke("child", Functions.RACE_CHILD, new RacesChildWanted(key)),
            () -> String.join(
                " ", steps.all(List.of(() -> gated("inner", key, steps), () -> "done")))));
    return steps.run("after", String.class, () -> won);
  }

  /** A race in one of the runs of a key at a time, and a sleep after it whose number a branch could have. */
  @Function(id = "race-limited", event = "races/limited.wanted")
  @Concurrency(limit = 1, key = "key")
  String limited(String key, String name, Steps steps) {
    String won = steps.race(
        "first",
        List.of(
            () -> {
              steps.sleep("long", Duration.ofDays(1));
              return "slept";
            },
            () -> steps.run("work", String.class, () -> name)));
    steps.sleep("pause", Duration.ofSeconds(1));
    return steps.run("after", String.class, () -> won);
  }

  private String gated(String id, String key, Steps steps) {
    return steps.run(id, String.class, () -> {
      probe.called(key, id);
      try {
        probe.passGate(key);
      } catch (InterruptedException e) {
        probe.called(key, id + " interrupted");
        throw e;
      }
      return id;
    });
  }

  @Function(id = "race-child", event = "races/child.wanted")
  String child(String key, Steps steps) {
    return gated("work", key + " child", steps);
  }

  /** A loser that ignores its interrupt, and wants to commit afterwards. */
  @Function(id = "race-stubborn", event = "races/stubborn.wanted")
  String stubborn(String key, Steps steps) {
    String won = steps.race(
        "first",
        List.of(
            () -> steps.runInTransaction("commit", String.class, connection -> {
              connection.createStatement().execute("insert into losers values ('" + key + "')");
              passGate(key);
              return "committed";
            }),
            () -> steps.run("stay", String.class, () -> passGate(key)),
            () -> steps.run("limit", String.class, () -> {
              while (probe.count(key, "called") < 2) {
                Thread.sleep(5);
              }
              return "limit";
            })));
    return steps.run("after", String.class, () -> won);
  }

  private String passGate(String key) {
    probe.called(key, "called");
    while (true) {
      try {
        probe.passGate(key);
        probe.called(key, "passed");
        return key;
      } catch (InterruptedException e) {
        probe.called(key, "interrupted");
      }
    }
  }

  /** Branches that complete, or fail if negative, in the order of these numbers. */
  @Function(id = "race-ranked", event = "races/ranked.wanted", retries = 0)
  List<String> ranked(String key, int winners, List<Integer> ranks, Steps steps) {
    List<Callable<String>> branches = new ArrayList<>();
    for (int rank : ranks) {
      branches.add(() -> {
        steps.sleep("rank", Duration.ofMillis(100L * Math.abs(rank)));
        return steps.run("end", String.class, () -> {
          probe.called(key, "rank " + rank);
          if (rank < 0) {
            throw new IllegalStateException("rank " + rank);
          }
          return "rank " + rank;
        });
      });
    }
    List<String> won = new ArrayList<>();
    try {
      won.addAll(steps.race("ranked", winners, branches));
    } catch (StepFailedException e) {
      won.add(e.errorMessage() + " and " + e.getSuppressed().length);
    }
    won.add(steps.run("end", String.class, () -> "end"));
    return won;
  }

  /** The first of two events, then the other one. */
  @Function(id = "any", event = "races/any.wanted")
  List<String> any(String key, long millis, Steps steps) {
    List<String> said = new ArrayList<>();
    List<EventMatch<? extends Record>> matches =
        List.of(ApprovedCatalog.where().key(key), ConfirmedCatalog.where().key(key));
    for (int i = 0; i < 2; i++) {
      Optional<FirstEvent<Record>> first = steps.any("first", matches, Duration.ofMillis(millis));
      said.add(first
          .map(one -> one.index() + " " + one.event().getClass().getSimpleName())
          .orElse("none"));
    }
    return said;
  }
}
