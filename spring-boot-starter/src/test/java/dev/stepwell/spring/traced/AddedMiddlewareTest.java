package dev.stepwell.spring.traced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stepwell.opentelemetry.OpenTelemetryMiddleware;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.sentry.SentryMiddleware;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Middleware that the starter adds because of what is on the class path, with the SDKs of OpenTelemetry, Micrometer and Sentry. */
@Timeout(180)
class AddedMiddlewareTest {
  /** A new one for each context, which shuts it down. */
  private static volatile InMemorySpanExporter exported = InMemorySpanExporter.create();

  @Configuration(proxyBeanMethods = false)
  static class Exporting {
    @Bean
    SpanProcessor exportedToMemory() {
      return SimpleSpanProcessor.create(exported);
    }
  }

  private static List<SpanData> spans(String name) {
    return exported.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  private static ConfigurableApplicationContext start(String... properties) {
    exported = InMemorySpanExporter.create();
    return TracedApplication.start(Exporting.class, properties);
  }

  /** The run, and the spans of the function that it starts by an event. */
  private static Run trip(ConfigurableApplicationContext context, String lastSpan)
      throws InterruptedException {
    Run run = TracedApplication.end(context, new SpringTripWanted("Rome"));
    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    await().atMost(Duration.ofSeconds(60)).until(() -> !spans(lastSpan).isEmpty());
    return run;
  }

  private static void assertOneTrace() {
    assertThat(exported.getFinishedSpanItems().stream()
            .filter(span -> !span.getName().contains("connection"))
            .map(SpanData::getTraceId)
            .distinct())
        .hasSize(1);
  }

  @Test
  void openTelemetryTracesByTheBeanOfTheApplicationAndNothingIsRecordedTwice() throws Exception {
    try (ConfigurableApplicationContext context =
        start("management.tracing.sampling.probability=1")) {
      trip(context, "process spring/trip.planned");

      assertThat(spans("send spring/trip.wanted")).hasSize(1);
      assertThat(spans("step book")).hasSize(2);
      assertThat(spans("run plan-trip")).isEmpty();
      assertOneTrace();
    }
  }

  @Test
  void observationsAreMetersAndOneTraceWithoutMessages() throws Exception {
    try (ConfigurableApplicationContext context = start(
        "management.tracing.sampling.probability=1",
        "management.tracing.propagation.type=W3C",
        "stepwell.tracing.enabled=false")) {
      Run run = trip(context, "run announce-trip");

      assertOneTrace();
      SpanData attempt = spans("step book").get(0);
      assertThat(attempt.getAttributes().get(AttributeKey.stringKey("run")))
          .isEqualTo(run.id().toString());
      assertThat(attempt.getAttributes().get(AttributeKey.stringKey("exception")))
          .isEqualTo("IllegalStateException");
      assertThat(exported.getFinishedSpanItems().toString()).doesNotContain("4111");
      assertThat(spans("step buy"))
          .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("step.id")))
          .containsExactlyInAnyOrder("buy", "buy:1");

      MeterRegistry meters = context.getBean(MeterRegistry.class);
      assertThat(meters.get("stepwell.step").tags("step", "buy").timers())
          .extracting(Timer::count)
          .containsExactly(2L);
      assertThat(meters
              .get("stepwell.run")
              .tags("function", "plan-trip", "outcome", "completed")
              .timer()
              .count())
          .isEqualTo(1);
      assertThat(meters.find("stepwell.step").tagKeys("run").timers()).isEmpty();
    }
  }

  @Test
  void observationsCanBeSwitchedOffByThePropertyOfBootAndByOurs() throws Exception {
    for (String property : List.of(
        "management.observations.enable.stepwell=false", "stepwell.observations.enabled=false")) {
      try (ConfigurableApplicationContext context =
          start("stepwell.tracing.enabled=false", property)) {
        TracedApplication.end(context, new SpringTripPlanned("Rome"));

        assertThat(context.getBean(MeterRegistry.class).find("stepwell.run").timer())
            .as(property)
            .isNull();
        assertThat(
                context.getBean(MeterRegistry.class).find("stepwell.runs.ended").meter())
            .isNotNull();
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Own {
    @Bean
    SentryMiddleware ownSentry() {
      return SentryMiddleware.create();
    }

    @Bean
    OpenTelemetryMiddleware ownTracing() {
      return OpenTelemetryMiddleware.create();
    }

    @Bean
    @Order(0)
    Middleware audit() {
      return new Middleware() {};
    }
  }

  @Test
  void beansOfTheApplicationWinAndPropertiesSwitchOff() {
    try (ConfigurableApplicationContext context = TracedApplication.start(Own.class)) {
      assertThat(context.getBeansOfType(Middleware.class))
          .containsOnlyKeys("ownSentry", "ownTracing", "audit");
    }
    try (ConfigurableApplicationContext context = TracedApplication.start(
        Exporting.class,
        "stepwell.sentry.enabled=false",
        "stepwell.tracing.enabled=false",
        "stepwell.observations.enabled=false")) {
      assertThat(context.getBeansOfType(Middleware.class)).isEmpty();
    }
  }

  @Test
  void sentryGetsAFailedRunWithALinkToTheDashboard() throws Exception {
    List<SentryEvent> reported = new CopyOnWriteArrayList<>();
    Sentry.init(options -> {
      options.setDsn("http://public@127.0.0.1:1/42");
      options.setBeforeSend((event, hint) -> {
        reported.add(event);
        return null;
      });
    });
    try (ConfigurableApplicationContext context =
        start("stepwell.sentry.dashboard-url=https://ops.example.org/stepwell/")) {
      Run run = TracedApplication.end(context, new SpringTripRefused("Atlantis"));

      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(reported).hasSize(1);
      assertThat(reported.get(0).getTag("stepwell.run")).isEqualTo(run.id().toString());
      assertThat(reported.get(0).getContexts().get("stepwell").toString())
          .contains("https://ops.example.org/stepwell/runs/" + run.id());
    } finally {
      Sentry.close();
    }
  }
}
