package bad;

import static java.util.UUID.*;

import dev.stepwell.*;
import java.util.UUID;
import java.util.stream.Stream;

class UnstableId {
  @Function(id = "number", event = "tests/number.wanted")
  void number(String key) {
    work(UUID.randomUUID());
    // ^ warning: [UnstableId] UUID.randomUUID() returns a different id whenever the run is replayed; use steps.uuid(), or call it in a @Step
    work(randomUUID());
    // ^ warning: [UnstableId] randomUUID() returns a different id whenever the run is replayed; use steps.uuid(), or call it in a @Step
    Stream.generate(UUID::randomUUID).limit(3).forEach(this::work);
    // ^ warning: [UnstableId] UUID::randomUUID returns a different id whenever the run is replayed; use steps.uuid(), or call it in a @Step
  }

  @Step
  void work(UUID id) {}
}
