package dev.stepwell.spring.traced;

import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.encryption.Encrypted;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions with a retry, a parallel section, an event and a failure. */
public class TracedTrips {
  private final AtomicInteger attempts = new AtomicInteger();

  @Function(id = "plan-trip", event = "spring/trip.wanted")
  String plan(String city, Steps steps) {
    String hotel = book(city);
    List<String> tickets = steps.forEach(List.of("there", "back"), way -> buy(city, way));
    steps.send("tell", new SpringTripPlanned(city));
    return hotel + tickets;
  }

  @Step
  String book(String city) {
    if (attempts.incrementAndGet() == 1) {
      throw new IllegalStateException("no room for the card 4111-1111");
    }
    return "hotel in " + city;
  }

  @Step
  String buy(String city, String way) {
    return way;
  }

  @Function(id = "announce-trip", event = "spring/trip.planned")
  String announce(String city) {
    return city;
  }

  /** With a field that nobody else may read. */
  public record Ticket(String city, @Encrypted String card) {}

  @Function(id = "pay-trip", event = "spring/trip.paid")
  Ticket pay(String city, String card) {
    return new Ticket(city, card);
  }

  @Function(id = "refuse-trip", event = "spring/trip.refused")
  String refuse(String city) {
    throw new NonRetriableException("nobody goes to " + city);
  }
}
