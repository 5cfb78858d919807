package dev.stepwell.testing.flows;

import dev.stepwell.FirstEvent;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Functions that race ways of delivery. */
public class Couriers {
  @Function(id = "deliver", event = "couriers/delivery.wanted", retries = 2)
  String deliver(String parcel, Steps steps) {
    String way = steps.race(
        "fastest",
        List.of(
            () -> ride(parcel),
            () -> {
              steps.sleep("patience", Duration.ofHours(1));
              return "post " + parcel;
            },
            () -> steps.invoke("rival", Functions.RIVAL, new CouriersRivalAsked(parcel))));
    ride("receipt");
    return way;
  }

  @Step
  String ride(String parcel) {
    return "ride " + parcel;
  }

  @Function(id = "rival", event = "couriers/rival.asked")
  String rival(String parcel, Steps steps) {
    steps.sleep("slow", Duration.ofHours(2));
    return "rival " + parcel;
  }

  @Function(id = "hand-over", event = "couriers/handover.wanted")
  String handOver(String parcel, Steps steps) {
    Optional<FirstEvent<Record>> first = steps.any(
        "met",
        List.of(
            ParcelTakenCatalog.where().parcel(parcel), ParcelLeftCatalog.where().parcel(parcel)),
        Duration.ofDays(1));
    return first.map(met -> met.index() + " " + met.event()).orElse("nobody");
  }

  @Function(id = "misuse", event = "couriers/misuse.wanted")
  String misuse(int winners, int branches, Steps steps) {
    try {
      List<Callable<String>> all = java.util.Collections.nCopies(branches, () -> "won");
      return steps.race("misused", winners, all).toString();
    } catch (StepFailedException e) {
      return "step";
    }
  }
}
