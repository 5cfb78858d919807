package dev.stepwell.examples.pages.functions;

import dev.stepwell.Backoff;
import dev.stepwell.CancelOn;
import dev.stepwell.Cancellation;
import dev.stepwell.CronTick;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;

/** Options of functions and steps. */
class Reports {
  @Function(
      id = "write-report",
      event = {"reports/report.requested", "reports/report.repeated"},
      retries = 5,
      backoff = @Backoff(first = "1s", longest = "5m"),
      startTimeout = "1h",
      finishTimeout = "7d",
      idempotencyKey = "reportId")
  @CancelOn(event = "reports/report.withdrawn", match = "reportId")
  void write(String reportId, Steps steps) {
    render(reportId);
  }

  @Step(retries = 8, timeout = "30s")
  void render(String reportId) {}

  @OnFailure("write-report")
  void markFailed(String reportId, Failure failure, Steps steps) {
    tellAuthor(reportId, failure.message());
  }

  @OnCancel("write-report")
  void withdrawn(String reportId, Cancellation cancellation, Steps steps) {
    tellAuthor(reportId, "withdrawn by " + cancellation.cancelledBy());
  }

  @Step
  void tellAuthor(String reportId, @org.jspecify.annotations.Nullable String reason) {}

  @Function(id = "nightly-report", cron = "0 9 * * MON-FRI", timeZone = "Europe/Berlin")
  void daily(CronTick tick, Steps steps) {
    render("daily");
  }
}
