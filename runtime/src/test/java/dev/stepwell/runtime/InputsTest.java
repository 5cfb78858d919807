package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.flows.DurablePacking;
import dev.stepwell.runtime.flows.DurableWaitFlows;
import dev.stepwell.runtime.flows.PackingWanted;
import dev.stepwell.runtime.flows.Probe;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepRecord;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Inputs of steps are recorded if the application enables it, on a real Postgres. */
class InputsTest {
  private final Probe probe = new Probe();

  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private StepwellBuilder builder() {
    return Stepwell.on(database)
        .register(new DurablePacking(probe), new DurableWaitFlows(probe))
        .backoff(Duration.ofMillis(5), Duration.ofMillis(20));
  }

  private static UUID packed(Stepwell stepwell) throws InterruptedException {
    UUID run = stepwell.send(new PackingWanted("k")).runIds().get(0);
    assertThat(stepwell.await(run, LONG).status()).isEqualTo(RunStatus.COMPLETED);
    return run;
  }

  private static Map<String, @Nullable String> inputs(Stepwell stepwell, UUID run) {
    Map<String, @Nullable String> inputs = new TreeMap<>();
    for (StepRecord step : stepwell.runs().steps(run)) {
      inputs.put(step.id(), step.input());
    }
    return inputs;
  }

  @Test
  void argumentsAreRecordedAsTheyWereWhenTheStepFirstStarted() throws Exception {
    try (Stepwell stepwell = builder().recordInputs().start()) {
      Map<String, @Nullable String> inputs = inputs(stepwell, packed(stepwell));

      assertThat(inputs)
          .containsEntry(
              "fill",
              "{\"key\":\"k\",\"items\":[{\"name\":\"pen\",\"within\":{\"name\":\"ink\",\"within\":null}}]}")
          .containsEntry("label", "{\"labels\":[\"fragile\",\"this side up\"]}")
          .containsEntry("book", "{\"key\":\"k\"}");
      assertThat(probe.calls("k")).contains("fill", "fill", "book");
      assertThat(inputs.get("close")).isNull();
      assertThat(inputs.get("inline")).isNull();
      assertThat(inputs.get("nap")).isNull();
    }
  }

  @Test
  void whatCannotBeWrittenOrIsTooLongIsNotedAndFailsNothing() throws Exception {
    try (Stepwell stepwell = builder().recordInputs().start()) {
      assertThat(inputs(stepwell, packed(stepwell)).get("odd"))
          .startsWith("{\"cat\":{\"…\":\"<could not be written as JSON: Direct self-reference")
          .endsWith("\"large\":{\"…\":\"<70002 characters of JSON: too long to be recorded>\"},"
              + "\"last\":\"c\"}")
          .doesNotContain("reader");
    }
  }

  @Test
  void whatIsSentInvokedAndWaitedForIsTheInputOfSuchAStep() throws Exception {
    try (Stepwell stepwell = builder().recordInputs().start()) {
      UUID run = packed(stepwell);
      String sent = "{\"id\":\"" + run + "%s\",\"name\":\"%s\",\"data\":{\"key\":\"k\",%s}}";
      String heard = "waits/heard";

      assertThat(inputs(stepwell, run))
          .containsEntry("one", "{\"event\":" + sent.formatted("/one", heard, "\"number\":1") + "}")
          .containsEntry(
              "two",
              "{\"events\":[" + sent.formatted(".0/two", heard, "\"number\":2") + ","
                  + sent.formatted(".1/two", heard, "\"number\":3") + "]}")
          .containsEntry(
              "call",
              "{\"event\":"
                  + sent.formatted("/call", "stepwell/function.invoked", "\"kind\":\"kind\"")
                  + "}")
          .containsEntry("answer", "{\"event\":\"journeys/approved\",\"match\":{\"key\":\"k\"}}");
    }
  }

  @Test
  void nothingIsRecordedUnlessItIsAskedFor() throws Exception {
    try (Stepwell stepwell = builder().start()) {
      assertThat(inputs(stepwell, packed(stepwell)).values()).hasSize(11).containsOnlyNulls();
    }
  }
}
