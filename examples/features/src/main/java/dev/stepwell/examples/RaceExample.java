package dev.stepwell.examples;

import dev.stepwell.FirstEvent;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Races: the fastest of several suppliers, and the first of several events. */
public class RaceExample {
  @Function(id = "find-taxi", event = "examples/taxi.wanted")
  String find(String riderId, Steps steps) {
    String offer = steps.race(
        "offer", List.of(() -> ask("Blue Cabs", 1), () -> ask("Red Cabs", 3_600_000), () -> {
          steps.sleep("patience", Duration.ofMinutes(2));
          return "no taxi";
        }));
    Optional<FirstEvent<Record>> answer = steps.any(
        "answer",
        List.of(
            TaxiAcceptedCatalog.where().riderId(riderId),
            TaxiDeclinedCatalog.where().riderId(riderId)),
        Duration.ofMinutes(5));
    return offer
        + answer.map(first -> first.index() == 0 ? ", accepted" : ", declined").orElse("");
  }

  /** The slow supplier is interrupted as soon as the fast one has made its offer. */
  @Step
  String ask(String supplier, long millis) throws InterruptedException {
    Thread.sleep(millis);
    return "taxi of " + supplier;
  }

  /** Starts one run, sends one of the events that it waits for, and prints its result. */
  public static void main(String[] arguments) throws Exception {
    String riderId = UUID.randomUUID().toString();
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableRaceExample()).start()) {
      UUID run = stepwell.send(new ExamplesTaxiWanted(riderId)).runIds().get(0);
      stepwell.send(new TaxiAccepted(riderId));
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
