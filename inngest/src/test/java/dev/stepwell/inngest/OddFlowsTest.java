package dev.stepwell.inngest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.inngest.flows.Calls;
import dev.stepwell.inngest.flows.DurableOddFlows;
import dev.stepwell.inngest.testserver.ServerRun;
import dev.stepwell.inngest.wire.WireJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual results and parallel sections, with checkpoints and without, in both versions of execution. */
class OddFlowsTest {
  private final Calls calls = new Calls();

  @SuppressWarnings("NullAway.Init") // by start
  private Rig rig;

  @AfterEach
  void stop() {
    rig.close();
  }

  private void start(boolean checkpoints, int version) {
    rig = new Rig(
        settings -> checkpoints ? settings : settings.withoutCheckpoints(),
        builder -> builder.register(new DurableOddFlows(calls)));
    rig.server.takesCheckpoints = checkpoints;
    rig.server.firstVersion = version;
  }

  private void assertCompleted(ServerRun run, String json) {
    assertThat(run.status).isEqualTo("Completed");
    assertThat(run.result).isEqualTo(WireJson.own(json));
    assertThat(calls.made()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resultsThatAreNothingComeBackAsTheyWere(boolean checkpoints) {
    start(checkpoints, -1);

    assertCompleted(rig.run("nothings", WireJson.object()), "\"as they were\"");
    assertThat(calls.made()).containsExactly("none", "maybe", "void", "error-like");
  }

  @ParameterizedTest
  @CsvSource({"true,-1", "false,-1", "true,2", "false,1", "true,1"})
  void parallelSectionsMayBeNested(boolean checkpoints, int version) {
    start(checkpoints, version);

    assertCompleted(rig.run("nested", WireJson.object().put("width", 3).put("depth", 2)), "9");
    assertThat(calls.made()).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({"true,40", "false,40", "true,1", "false,1", "false,0"})
  void aParallelSectionMayBeWide(boolean checkpoints, int width) {
    start(checkpoints, -1);

    assertCompleted(
        rig.run("wide", WireJson.object().put("width", width)),
        Integer.toString(width * (width - 1) / 2));
    assertThat(calls.made()).hasSize(width);
  }

  @ParameterizedTest
  @CsvSource({"true,-1", "false,-1", "false,1"})
  void oneIdMayBeRepeatedInTheFlowAndInBranches(boolean checkpoints, int version) {
    start(checkpoints, version);

    ServerRun run = rig.run("repeats", WireJson.object());

    assertThat(run.status).isEqualTo("Completed");
    assertThat(calls.made()).hasSize(5);
    assertThat(run.result.asText()).matches("a1a2b[34]b[34]c5");
  }
}
