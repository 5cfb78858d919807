package bad;

import dev.stepwell.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;

class UnstableStepId {
  @Function(id = "name-steps", event = "tests/names.wanted")
  void nameSteps(String key, String[] parts, Steps steps) {
    steps.run("upload-" + UUID.randomUUID(), () -> work());
    // ^ [UnstableStepId] UUID.randomUUID() gives this step a different id whenever the run is replayed, so its outcome is never found; use a value of the event or of an earlier step
    steps.sleep("sleep-" + Instant.now().toEpochMilli(), Duration.ofDays(1));
    // ^ [UnstableStepId] Instant.now() gives this step a different id whenever the run is replayed, so its outcome is never found; use a value of the event or of an earlier step
    steps.run("object-" + System.identityHashCode(this), () -> {});
    // ^ [UnstableStepId] System.identityHashCode(this) gives this step a different id whenever the run is replayed, so its outcome is never found; use a value of the event or of an earlier step
    String[] words = key.split("/", -1);
    steps.run("words-" + words, () -> {});
    // ^ [UnstableStepId] "words-" + words gives this step a different id whenever the run is replayed, so its outcome is never found; use a value of the event or of an earlier step
    steps.run(words.toString(), () -> {});
    // ^ [UnstableStepId] words.toString() gives this step a different id whenever the run is replayed, so its outcome is never found; use a value of the event or of an earlier step
    String id = "part-" + Math.random();
    // ^ warning: [UnstableRandom] Math.random() returns a different result whenever the run is replayed; call it in a @Step
    steps.run(id, () -> {});
    // ^ [UnstableStepId] Math.random() gives this step a different id whenever the run is replayed, so its outcome is never found; use a value of the event or of an earlier step
  }

  void work() {}
}
