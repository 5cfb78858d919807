package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.SendInfo;
import dev.stepwell.runtime.middleware.StepInfo;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.testing.flows.ClaimsDesk;
import dev.stepwell.testing.flows.DurableTrips;
import dev.stepwell.testing.flows.TripsTripWanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Headers and middleware in a test. */
class HeadersTest {
  private final List<String> seen = new ArrayList<>();

  private static final class OpenDesk implements ClaimsDesk {
    @Override
    public String reserve(String traveller, String city) {
      return traveller + "@" + city;
    }

    @Override
    public void release(String traveller) {}
  }

  private final class Notes implements Middleware {
    @Override
    public List<Sent> aroundSend(SendInfo send, Sending next) {
      return next.proceed(send.events().stream()
          .map(event -> {
            Map<String, String> more = new HashMap<>(event.headers());
            more.put("trace", "t1");
            return event.withHeaders(more);
          })
          .toList());
    }

    @Override
    public @Nullable Object aroundStep(StepInfo step, Attempt next) throws Exception {
      seen.add(step.stepId() + " " + step.run().event().headers());
      return next.proceed();
    }
  }

  @Test
  void aTestSendsHeadersAndAddsMiddleware() {
    TestStepwell stepwell = TestStepwell.builder()
        .middleware(new Notes())
        .register(new DurableTrips(new OpenDesk()))
        .build();

    TestRun run = stepwell.send(
        new TripsTripWanted("ann", List.of("Rome")), SendOptions.header("tenant", "acme"));

    assertThat(run.headers()).isEqualTo(Map.of("tenant", "acme", "trace", "t1"));
    assertThat(seen).isNotEmpty().allMatch(line -> line.endsWith("{tenant=acme, trace=t1}"));
  }
}
