package dev.stepwell.polaris.races;

import dev.stepwell.Concurrency;
import dev.stepwell.FirstEvent;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Taxis: the first offer wins, the first answer counts, and a printer prints one receipt at a time. */
public class DashboardTaxis {
  private final Gates gates;

  public DashboardTaxis(Gates gates) {
    this.gates = gates;
  }

  @Function(id = "find-taxi", event = "taxis/wanted")
  String find(String riderId, Steps steps) {
    String offer = steps.race(
        "offer",
        List.of(
            () -> ask("blue-" + riderId),
            () -> steps.race(
                "partner",
                List.of(() -> askPartner("red-" + riderId), () -> askPartner("green-" + riderId))),
            () -> {
              steps.sleep("patience", Duration.ofMinutes(10));
              return "no taxi";
            }));
    Optional<FirstEvent<Record>> answer = steps.any(
        "answer",
        List.of(
            RideAcceptedCatalog.where().riderId(riderId),
            RideDeclinedCatalog.where().riderId(riderId)),
        Duration.ofMinutes(5));
    return offer
        + answer.map(first -> first.index() == 0 ? ", accepted" : ", declined").orElse("");
  }

  @Step
  String ask(String cab) throws InterruptedException {
    gates.pass(cab);
    return "taxi of " + cab;
  }

  @Step
  String askPartner(String cab) throws InterruptedException {
    gates.pass(cab);
    return "taxi of " + cab;
  }

  @Function(id = "print-receipt", event = "taxis/paid")
  String receipt(String riderId, String printer, Steps steps) throws InterruptedException {
    String amount = steps.run("add-up", String.class, () -> "7 euros");
    return print(riderId, amount);
  }

  @Function(id = "print-copies", event = "taxis/copied")
  List<String> copies(String riderId, String printer, Steps steps) {
    return steps.forEach(List.of("a", "b", "c"), copy -> print(riderId + "-" + copy, "copy"));
  }

  @Step
  @Concurrency(limit = 1, key = "printer")
  String print(String riderId, String amount) throws InterruptedException {
    gates.pass("print-" + riderId);
    return amount + " of " + riderId;
  }
}
