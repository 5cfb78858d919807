package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.time.Duration;
import java.util.UUID;

/** A graph: the parameters of the steps define their order, and independent steps run in parallel. */
@Function(id = "plan-trip", event = "examples/trip.requested")
public class GraphExample {
  @Step
  Flight findFlight(String city) {
    return new Flight("flight to " + city);
  }

  @Step
  Hotel findHotel(String city) {
    return new Hotel("hotel in " + city);
  }

  @Step
  Plan plan(Flight flight, Hotel hotel) {
    return new Plan(flight.name() + ", " + hotel.name());
  }

  record Flight(String name) {}

  record Hotel(String name) {}

  record Plan(String text) {}

  /** Starts one run and prints its result. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableGraphExample()).start()) {
      UUID run = stepwell.send(new ExamplesTripRequested("Rome")).runIds().get(0);
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
