package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.testing.flows.DurableOnboarding;
import dev.stepwell.testing.flows.DurableWeeklyLetter;
import dev.stepwell.testing.flows.Functions;
import dev.stepwell.testing.flows.Onboarding.Badge;
import dev.stepwell.testing.flows.Onboarding.Seat;
import dev.stepwell.testing.flows.Onboarding.Welcome;
import dev.stepwell.testing.flows.PeoplePersonJoined;
import dev.stepwell.testing.flows.PeoplePersonLeft;
import dev.stepwell.testing.flows.PhotoTaken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions that are graphs of steps: what begins when, what is skipped, and what fails. */
class GraphsTest {
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final List<String> refused = new ArrayList<>();
  private final TestStepwell stepwell = TestStepwell.of(new DurableOnboarding(what -> {
    if (refused.contains(what)) {
      throw new IllegalStateException("no " + what);
    }
    done.add(what);
  }));

  private TestRun join(boolean remote, String... topics) {
    return stepwell.send(new PeoplePersonJoined("ann", List.of(topics), remote));
  }

  @Test
  void whatWaitsHoldsUpOnlyWhatComesAfterIt() {
    TestRun run = join(false, "java", "sql");

    assertThat(done)
        .containsExactlyInAnyOrder(
            "create account",
            "choose courses",
            "book java",
            "book sql",
            "find desk",
            "order chair for desk of ann@example.org");
    assertThat(run.assertWaiting().steps())
        .containsExactlyInAnyOrder(
            "wait-for-photo",
            "create-account",
            "choose-courses",
            "book-seat",
            "book-seat:1",
            "find-desk",
            "order-chair",
            "before-ask");
    assertThat(run.reasons())
        .contains(new Reason.AwaitingEvent(
            "wait-for-photo",
            "people/photo.taken",
            "{\"person\":\"ann\"}",
            stepwell.now().plus(Duration.ofDays(2))));

    stepwell.send(new PhotoTaken("ann", "a.png"));
    assertThat(done).contains("print badge", "welcome").doesNotContain("ask ann");
    stepwell.advance(Duration.ofDays(3));

    run.assertCompleted();
    assertThat(done).hasSize(9).doesNotHaveDuplicates().endsWith("ask ann");
  }

  @Test
  void aStepOfEachElementMakesAListOfWhichThereIsAStepOfEachElement() {
    TestStepwell letters = TestStepwell.of(new DurableWeeklyLetter(List.of("ann", "bob")));

    letters.advance(Duration.ofDays(7));

    TestRun run = letters.run(Functions.WEEKLY_LETTER);
    assertThat(run.output(Functions.WEEKLY_LETTER))
        .as("what the only step returns after which nothing comes")
        .containsExactly("dear ann!", "dear bob!");
    assertThat(run.steps())
        .containsExactlyInAnyOrder("readers", "write", "write:1", "stamp", "stamp:1", "send-all");
  }

  @Test
  void ofAnEmptyListThereAreNoSteps() {
    TestStepwell letters = TestStepwell.of(new DurableWeeklyLetter(List.of()));

    letters.advance(Duration.ofDays(7));

    TestRun run = letters.run(Functions.WEEKLY_LETTER);
    assertThat(run.output(Functions.WEEKLY_LETTER)).isEmpty();
    assertThat(run.steps()).containsExactlyInAnyOrder("readers", "send-all");
  }

  @Test
  void whatNeedsWhatIsAbsentIsSkippedAndWhatMayDoWithoutIsNot() {
    TestRun run = join(true, "java", "full", "sql");

    stepwell.advanceToEnd(run);

    assertThat(done).doesNotContain("print badge").contains("ask ann", "welcome");
    assertThat(run.steps()).doesNotContain("print-badge", "order-chair");
    assertThat(run.step("welcome").result(Welcome.class))
        .as("a photo that did not come, no desk, and a course that was full")
        .isEqualTo(new Welcome(
            "ann@example.org", "no badge", null, List.of(new Seat("java"), new Seat("sql"))));
  }

  @Test
  void aStepThatIsTriedAgainHoldsUpOnlyWhatComesAfterIt() {
    refused.add("choose courses");
    TestRun run = join(false, "java");
    assertThat(run.step("choose-courses").status()).isEqualTo(StepStatus.RETRYING);
    assertThat(done).contains("find desk").doesNotContain("book java");

    refused.clear();
    stepwell.advance(Duration.ofSeconds(1));

    assertThat(done).contains("book java");
    assertThat(done).containsOnlyOnce("find desk").containsOnlyOnce("create account");
  }

  @Test
  void whatFailsStopsWhatComesAfterItAndTheRestGoesToItsEnd() {
    refused.add("choose courses");
    refused.add("find desk");
    TestRun run = join(false, "java");
    stepwell.advance(Duration.ofDays(1));
    run.assertWaiting();

    stepwell.send(new PhotoTaken("ann", "a.png"));

    run.assertFailed();
    assertThat(run.step("print-badge").result(Badge.class)).isEqualTo(new Badge("a.png"));
    assertThat(run.failure().stepId()).isEqualTo("choose-courses");
    assertThat(done).containsExactly("create account", "print badge", "tell ann of choose-courses");
    assertThat(run.steps()).doesNotContain("book-seat", "welcome", "before-ask");
  }

  @Test
  void anEventCancelsIt() {
    TestRun run = join(false, "java");

    stepwell.send(new PeoplePersonLeft("ann"));

    run.assertCancelled();
    assertThat(stepwell.runs(Functions.ONBOARD)).hasSize(1);
  }

  @Test
  void stepsOfEachElementAreReplacedToo() {
    stepwell.replace("book-seat", call -> {
      done.add("replaced");
      return call.proceed();
    });

    join(false, "java", "sql");

    assertThat(done.stream().filter("replaced"::equals)).hasSize(2);
  }

  @Test
  void aRunIsRepeatedFromAStep() {
    TestRun run = join(true, "java");
    stepwell.send(new PhotoTaken("ann", "a.png"));
    stepwell.advanceToEnd(run);
    done.clear();

    TestRun again = stepwell.rerun(run.id(), "welcome");
    stepwell.advanceToEnd(again);

    assertThat(done).contains("welcome").doesNotContain("create account");
  }
}
