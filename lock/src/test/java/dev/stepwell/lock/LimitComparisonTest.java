package dev.stepwell.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed, added and removed limits mean for runs that wait. */
class LimitComparisonTest {
  private static final String FILE = "app/Summary.java";

  @TempDir
  Path folder;

  private LockProject project;

  @BeforeEach
  void release() throws IOException {
    project = new LockProject(folder).with("app/Used.java", """
        package app;
        @dev.stepwell.Event("usage/recorded")
        public record Used(String account, long amount) {}
        """).with(FILE, """
        package app;
        import dev.stepwell.*;
        import java.util.List;
        public class Summary {
          @Function(id = "summarise", event = "docs/uploaded")
          @Concurrency(limit = 5, key = "tenant")
          @Throttle(limit = 600, period = "1m", burst = 60)
          @Priority("event.data.size > 9 ? 60 : 0")
          void summarise(String tenant, int size) { ask(tenant); }
          @Step
          @Concurrency(limit = 3, scope = "openai")
          void ask(String tenant) {}
          @Function(id = "bill", event = "usage/recorded")
          @Batch(maxSize = 500, timeout = "30s", key = "account")
          void bill(List<Used> events) {}
        }
        """).released();
  }

  private LockProject change(String from, String to) {
    return project.change(FILE, from, to);
  }

  @Test
  void aChangedLimitAppliesToRunsThatWait() throws IOException {
    change("limit = 5", "limit = 3");
    change("burst = 60", "burst = 6");

    assertThat(project.findings())
        .containsExactly(
            "[LimitChanged] concurrency summarise by event.data.tenant of function summarise was 5 and"
                + " is 3; a run in flight: if it waits, the new value applies; if it executes, it"
                + " continues; what it stored when it was created, such as its key, stays; to do: nothing",
            "[LimitChanged] throttle summarise of function summarise was 600 in 1m, burst 60 and is 600"
                + " in 1m, burst 6; a run in flight: if it waits, the new value applies; if it"
                + " executes, it continues; what it stored when it was created, such as its key, stays;"
                + " to do: nothing");
  }

  @Test
  void anotherKeyIsAnotherLimit() throws IOException {
    change("key = \"tenant\"", "key = \"size\"");

    assertThat(project.names())
        .containsExactly(
            "LimitRemoved:summarise/concurrency summarise by event.data.tenant",
            "LimitAdded:summarise/concurrency summarise by event.data.size");
    assertThat(project.release().errors()).isEmpty();
  }

  @Test
  void aPathAndItsExpressionAreOneKey() throws IOException {
    change("key = \"tenant\"", "key = \"event.data.tenant\"");

    assertThat(project.findings()).isEmpty();
  }

  @Test
  void aSharedLimitOfAStepIsAPartOfTheFunctionThatCallsIt() throws IOException {
    change("limit = 3, scope = \"openai\"", "limit = 4, scope = \"openai\"");

    assertThat(project.names()).containsExactly("LimitChanged:summarise/shared concurrency openai");
  }

  @Test
  void aBatchThatBecomesOneEventLosesTheOthers() throws IOException {
    change("@Batch(maxSize = 500, timeout = \"30s\", key = \"account\")", "");
    change("List<Used> events", "Used event");

    assertThat(project.names()).containsExactly("BatchRemoved:bill/batch");
    assertThat(project.release().errors()).isNotEmpty();
  }

  @Test
  void aBatchOfAnotherSizeIsOnlyNoted() throws IOException {
    change("maxSize = 500", "maxSize = 50");

    assertThat(project.names()).containsExactly("LimitChanged:bill/batch");
  }
}
