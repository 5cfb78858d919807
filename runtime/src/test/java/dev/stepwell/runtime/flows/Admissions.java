package dev.stepwell.runtime.flows;

import dev.stepwell.Batch;
import dev.stepwell.Cancellation;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.MaxWaiting;
import dev.stepwell.OnCancel;
import dev.stepwell.OnFailure;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Singleton;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One function for each rule on starts, as users declare them. */
public class Admissions {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** What the functions have noted, in order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Step
  int note(String line) {
    lines.add(line);
    return lines.size();
  }

  @Function(id = "rated", event = "rated/wanted")
  @RateLimit(limit = 2, period = "1h", key = "tenant")
  int rated(String tenant, Steps steps) {
    return note("rated " + tenant);
  }

  @Function(id = "single", event = "single/wanted")
  @Singleton(key = "site", mode = Singleton.Mode.CANCEL)
  @Concurrency(limit = 10)
  int single(String site, int number, Steps steps) {
    note("begin " + number);
    Optional<SingleEnd> end =
        steps.waitForEvent("end", SingleEndCatalog.where().number(number), Duration.ofMinutes(10));
    return note("end " + end.map(SingleEnd::number).orElse(-1));
  }

  @Function(id = "busy", event = "busy/wanted")
  @Singleton(mode = Singleton.Mode.CANCEL)
  int busy(int number, int notes, Steps steps) {
    for (int i = 0; i < notes; i++) {
      note("busy " + number);
    }
    return number;
  }

  @Function(id = "bounded", event = "bounded/wanted")
  @MaxWaiting(limit = 2)
  @Concurrency(limit = 1)
  int bounded(String gate, Steps steps) {
    return note("bounded " + gate);
  }

  @Function(id = "newest", event = "newest/wanted")
  @MaxWaiting(limit = 1, whenFull = MaxWaiting.WhenFull.SKIP_OLDEST)
  int newest(int number, Steps steps) {
    return note("newest " + number);
  }

  @Function(id = "latest", event = "latest/wanted")
  @Singleton(mode = Singleton.Mode.QUEUE_LATEST)
  int latest(int number, Steps steps) {
    steps.waitForEvent("end", SingleEndCatalog.where().number(number), Duration.ofMinutes(10));
    return note("latest " + number);
  }

  @Function(id = "ordered", event = "ordered/wanted")
  @Priority("event.data.urgent ? 3600 : 0")
  @Concurrency(limit = 1)
  int ordered(int number, boolean urgent, Steps steps) {
    return note("ordered " + number);
  }

  @Function(id = "settled", event = "settled/wanted")
  @Debounce(period = "1s", key = "document")
  String settled(String document, int version, Steps steps) {
    note("settled " + version);
    return document + version;
  }

  @Function(id = "revised", event = "revised/wanted")
  @Debounce(period = "1s", key = "document")
  String revised(String document, int version, Steps steps) {
    return "version " + version + ", then "
        + steps
            .waitForEvent("next", RevisedWanted.where().document(document), Duration.ofMillis(300))
            .map(RevisedWanted::version)
            .orElse(0);
  }

  @Function(id = "billed", event = "meter/read")
  @Batch(maxSize = 3, timeout = "1s", key = "account")
  int billed(List<Meter> events, Steps steps) {
    return events.stream().mapToInt(Meter::units).sum();
  }

  @Function(id = "spread", event = "spread/wanted")
  @Throttle(limit = 4, period = "1s", key = "tenant")
  long spread(String tenant, Steps steps) {
    return steps.now().toEpochMilli();
  }

  @Function(id = "spoiled", event = "meter/spoiled")
  @Batch(maxSize = 2, timeout = "10m", key = "account")
  int spoiled(List<Spoilage> events, Steps steps) {
    if (events.get(0).account().equals("waits")) {
      steps.sleep("wait", Duration.ofMinutes(10));
    }
    throw new IllegalStateException("spoiled");
  }

  @OnFailure("spoiled")
  void failed(List<Spoilage> events, Failure failure, Steps steps) {
    note("failed " + events.stream().map(Spoilage::units).toList());
  }

  @OnCancel("spoiled")
  void cancelled(List<Spoilage> events, Cancellation cancellation, Steps steps) {
    note("cancelled " + events.stream().map(Spoilage::units).toList());
  }

  @Function(id = "delayed", event = "delayed/wanted", startTimeout = "1s")
  @Debounce(period = "2s")
  int delayed(int number, Steps steps) {
    return note("delayed " + number);
  }
}
