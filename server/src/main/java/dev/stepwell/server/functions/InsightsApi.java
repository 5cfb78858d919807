package dev.stepwell.server.functions;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.model.FailureGroup;
import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.model.RunCounts;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Routes;
import dev.stepwell.server.runs.RunReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** {@code /api/metrics}, {@code /api/failures} and {@code /api/workers}: statistics over a window that ends now. */
public final class InsightsApi {
  private static final int USUAL_MINUTES = 60;
  private static final int MAX_MINUTES = 31 * 24 * 60;

  /** The approximate number of buckets per window. */
  private static final int BUCKETS = 120;

  private final Stepwell stepwell;
  private final RunReader runs;
  private final RecentAnswers recent = new RecentAnswers();

  /** Reads the statistics; the reader of runs masks secrets in errors. */
  public InsightsApi(Stepwell stepwell, RunReader runs) {
    this.stepwell = stepwell;
    this.runs = runs;
  }

  /** Adds its routes. */
  public void addTo(Routes routes) {
    routes.get("/api/metrics", this::metrics);
    routes.get("/api/failures", this::failures);
    routes.get(
        "/api/workers",
        request -> request.json(
            stepwell.insights().workers().stream().map(WorkerJson::of).toList()));
  }

  private static int minutes(Exchange request) {
    Parameters parameters = Parameters.of(request);
    parameters.allow(Set.of("minutes"));
    return parameters.number("minutes", USUAL_MINUTES, MAX_MINUTES);
  }

  private void metrics(Exchange request) {
    int minutes = minutes(request);
    request.json(recent.of("metrics " + minutes, () -> metrics(minutes)));
  }

  private MetricsJson metrics(int minutes) {
    long bucket = Math.max(1, minutes * 60L / BUCKETS);
    Instant to = stepwell.now();
    Instant from = to.minus(Duration.ofMinutes(minutes));
    RunCounts counts = stepwell.insights().counts(from, to, Duration.ofSeconds(bucket));
    return MetricsJson.of(minutes, from, to, bucket, counts, stepwell.insights().retrying());
  }

  private void failures(Exchange request) {
    int minutes = minutes(request);
    request.json(recent.of("failures " + minutes, () -> failures(minutes)));
  }

  private FailuresJson failures(int minutes) {
    Instant to = stepwell.now();
    FailureGroups failures =
        stepwell.insights().failures(to.minus(Duration.ofMinutes(minutes)), to);
    return FailuresJson.of(minutes, failures, this::redaction);
  }

  /** The latest message may quote a secret of the event that started the latest run. */
  private Redaction redaction(FailureGroup group) {
    return stepwell.runs().run(group.lastRuns().get(0)).map(runs::redaction).orElse(Redaction.ALL);
  }
}
