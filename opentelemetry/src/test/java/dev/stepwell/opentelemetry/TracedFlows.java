package dev.stepwell.opentelemetry;

import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Functions that are traced. */
public class TracedFlows {
  private int attempts;

  @Function(id = "trace-trip", event = "traced/trip.wanted")
  String trip(String city, boolean fails, Steps steps) throws IOException {
    steps.forEach(List.of("a", "b"), this::look);
    book(city);
    steps.invoke("hotel", Functions.TRACE_HOTEL, new TracedHotelWanted(city));
    steps.sleep("think", Duration.ofDays(3));
    if (fails) {
      throw new IOException("secret " + city);
    }
    return city;
  }

  @OnFailure("trace-trip")
  void failed(String city) {}

  /** Its result says in which trace it is executed. */
  @Step
  String look(String part) {
    return Span.current().getSpanContext().getTraceId();
  }

  @Step
  void book(String city) throws IOException {
    if (++attempts == 1) {
      throw new IOException("busy in " + city);
    }
  }

  @Function(id = "trace-taxi", event = "traced/taxi.wanted", retries = 0)
  void taxi(String city, boolean inStep) {
    if (inStep) {
      call(city);
    }
    throw new AssertionError("no taxi in " + city);
  }

  @Step
  void call(String city) {
    throw new NoClassDefFoundError("taxi/Client of " + city);
  }

  @Function(id = "trace-hotel", event = "traced/hotel.wanted")
  void hotel(String city) {}
}
