package dev.stepwell.server;

import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Functions that pass a secret to many runs, or receive secrets from many, and quote them in texts. */
public class Riders {
  @Function(id = "send-riders", event = "tests/riders.wanted", retries = 0)
  String send(int count, String town, @Secret String seal, Steps steps) {
    List<String> reports = steps.forEach(
        IntStream.range(0, count).boxed().toList(),
        number -> steps.invoke("ride", Functions.RIDE, new TestsRideWanted(town, number, seal)));
    if (town.startsWith("far and slow")) {
      steps.sleep("way-back", Duration.ofDays(1));
    } else if (town.startsWith("far")) {
      throw new NonRetriableException("too far: " + reports.get(count / 2));
    }
    return "all " + reports.size() + " returned with " + seal;
  }

  @Function(id = "ride", event = "tests/ride.wanted", retries = 0)
  String ride(String town, int number, @Secret String seal, Steps steps) {
    if (town.startsWith("slow")) {
      steps.sleep("rest", Duration.ofDays(1));
    }
    String report = "rider " + number + " carried " + seal;
    return town.startsWith("far")
        ? report + ", " + steps.invoke("relay", Functions.RELAY, new TestsRelayWanted(number))
        : report;
  }

  @Function(id = "relay", event = "tests/relay.wanted", retries = 0)
  String relay(int number) {
    return "relayed " + number + " for " + pay(number).coins();
  }

  @Step
  RiderReceipt pay(int number) {
    return new RiderReceipt("ducats-" + number + "-gold");
  }

  /** A secret that arises in a run. */
  public record RiderReceipt(@Secret String coins) {}
}
