package bad;

import dev.stepwell.*;
import java.time.Instant;

@Allow(value = "UnstableRandom", because = "nothing here is random")
// ^ warning: [NothingToAllow] @Allow of UnstableRandom has nothing to allow; remove it
class NothingToAllow {
  @Function(id = "log", event = "tests/log.wanted")
  @Allow(
  // ^ warning: [NothingToAllow] @Allow of UnstableId has nothing to allow; remove it
      value = {"UnstableTime", "UnstableId"},
      because = "it is only logged")
  void log(String key) {
    Instant start = Instant.now();
    @Allow(value = "UnstableTime", because = "this is none")
    // ^ warning: [NothingToAllow] @Allow of UnstableTime has nothing to allow; remove it
    String text = key + start;
    work(text);
  }

  @Step
  @Allow(value = "UnstableTime", because = "in a step it is right")
  // ^ warning: [NothingToAllow] @Allow of UnstableTime has nothing to allow; remove it
  void work(String text) {
    Instant.now();
  }
}
