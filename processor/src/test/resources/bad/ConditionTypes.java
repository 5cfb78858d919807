package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/stopped")
record Stopped(long id, UUID token) {}

class ConditionTypes {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.amount == '100'")
  // ^ [ConditionTypes] event.data.amount == '100' compares int with String, which can never be equal; compare values of one type
  void run(int amount) {}

  @Function(id = "stop", event = "tests/stop.wanted")
  @CancelOn(event = "tests/stopped", condition = "event.data.id == async.data.id")
  // ^ [ConditionTypes] event.data.id == async.data.id compares String with long, which can never be equal; compare values of one type
  void stop(String id) {}

  @Function(id = "time", event = "tests/time.wanted")
  @CancelOn(event = "tests/stopped", condition = "event.data.at == async.data.token")
  // ^ [ConditionTypes] event.data.at == async.data.token compares Instant with UUID, which can never be equal; compare values of one type
  void time(java.time.Instant at) {}

  @Function(id = "list", event = "tests/list.wanted", condition = "event.data.kind in ['a', 2]")
  // ^ [ConditionTypes] event.data.kind in ['a', 2] compares String with a number, which can never be equal; compare values of one type
  void list(String kind) {}

  @Function(id = "two", event = "tests/two.wanted")
  @CancelOn(event = "tests/two.stop", condition = "event.data.key == async.data.key && async.data.key > 3")
  // ^ [ConditionTypes] async.data.key > 3 compares String with a number, which can never be equal; compare values of one type
  void two(String key) {}
}
