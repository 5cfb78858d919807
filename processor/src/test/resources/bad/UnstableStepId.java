package bad;

import dev.stepwell.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;

class UnstableStepId {
  @Function(id = "name-steps", event = "tests/names.wanted")
  void nameSteps(String key, String[] parts, Steps steps) {
    steps.run("upload-" + UUID.randomUUID(), () -> work());
    // ^ [UnstableStepId] UUID.randomUUID() makes another id of this step whenever the run is replayed, so its outcome is never found; use what the event or an earlier step gave
    steps.sleep("sleep-" + Instant.now().toEpochMilli(), Duration.ofDays(1));
    // ^ [UnstableStepId] Instant.now() makes another id of this step whenever the run is replayed, so its outcome is never found; use what the event or an earlier step gave
    steps.run("object-" + System.identityHashCode(this), () -> {});
    // ^ [UnstableStepId] System.identityHashCode(this) makes another id of this step whenever the run is replayed, so its outcome is never found; use what the event or an earlier step gave
    String[] words = key.split("/", -1);
    steps.run("words-" + words, () -> {});
    // ^ [UnstableStepId] "words-" + words makes another id of this step whenever the run is replayed, so its outcome is never found; use what the event or an earlier step gave
    steps.run(words.toString(), () -> {});
    // ^ [UnstableStepId] words.toString() makes another id of this step whenever the run is replayed, so its outcome is never found; use what the event or an earlier step gave
    String id = "part-" + Math.random();
    // ^ warning: [UnstableRandom] Math.random() gives another result whenever the run is replayed; call it in a @Step
    steps.run(id, () -> {});
    // ^ [UnstableStepId] Math.random() makes another id of this step whenever the run is replayed, so its outcome is never found; use what the event or an earlier step gave
  }

  void work() {}
}
