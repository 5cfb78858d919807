package dev.stepwell.spring.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.spring.traced.DurableTracedTrips;
import dev.stepwell.spring.traced.SpringTripPlanned;
import dev.stepwell.spring.traced.SpringTripRefused;
import dev.stepwell.testing.TestStepwell;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What meters and handlers of observations get. */
class ObservationsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final TestStepwell stepwell = stepwell();

  private TestStepwell stepwell() {
    meters.config().meterFilter(new ErrorTags());
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    return TestStepwell.builder()
        .middleware(new ObservationMiddleware(registry, getClass().getClassLoader()))
        .register(new DurableTracedTrips())
        .build();
  }

  private List<String> tags(String meter, String key) {
    return meters.find(meter).timers().stream()
        .map(Timer::getId)
        .map(id -> String.valueOf(id.getTag(key)))
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void eventsThatNoCatalogNamesHaveOneTag() {
    for (int i = 0; i < 50; i++) {
      stepwell.sender().sendJson(List.of(new JsonEvent("outside/name-" + i, "{}", null, null)));
    }
    stepwell.send(new SpringTripPlanned("Rome"));

    assertThat(tags("stepwell.send", "event")).containsExactly("other", "spring/trip.planned");
  }

  @Test
  void failuresAreTaggedWithTheTypeOfTheExceptionAndReadWithoutItsMessage() {
    List<Throwable> errors = new ArrayList<>();
    registry.observationConfig().observationHandler(new ObservationHandler<>() {
      @Override
      public void onError(Observation.Context context) {
        errors.add(context.getError());
      }

      @Override
      public boolean supportsContext(Observation.Context context) {
        return true;
      }
    });
    stepwell.send(new SpringTripRefused("Atlantis"));

    assertThat(tags("stepwell.run", "error")).containsExactly("NonRetriableException");
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0)).hasMessage("dev.stepwell.NonRetriableException");
  }
}
