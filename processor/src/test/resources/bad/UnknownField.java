package bad;

import dev.stepwell.*;
import java.util.*;

@Event("tests/by.hand")
record ByHand(String key, int count) {}

class UnknownField {
  @Function(id = "run", event = "tests/run.wanted")
  @CancelOn(event = "tests/run.stop", match = "projectID")
  // ^ [UnknownField] event tests/run.wanted has no field projectID (its fields are projectId); did you mean projectId?
  String run(String projectId) {
    return projectId;
  }

  @Function(id = "hand", event = "tests/by.hand")
  void hand(String keys) {}
  // ^ [UnknownField] event tests/by.hand has no field keys (its fields are key, count); did you mean key?

  @Function(id = "key", event = "tests/key.wanted", idempotencyKey = {"orderId", "custmer"})
  // ^ [UnknownField] event tests/key.wanted has no field custmer (its fields are orderId, customer); did you mean customer?
  void key(String orderId, String customer) {}

  @Function(id = "if", event = "tests/if.wanted", condition = "event.data.amont > 3")
  // ^ [UnknownField] event tests/if.wanted has no field amont (its fields are amount); did you mean amount?
  void condition(int amount) {}

  @Function(id = "stop", event = "tests/stop.wanted")
  @CancelOn(event = "tests/by.hand", condition = "event.data.key == async.data.keys")
  // ^ [UnknownField] event tests/by.hand has no field keys (its fields are key, count); did you mean key?
  void stop(String key) {}

  @Function(id = "own", event = "tests/own.wanted")
  @CancelOn(event = "tests/own.stop", condition = "event.data.ky == async.data.key")
  // ^ [UnknownField] event tests/own.wanted has no field ky (its fields are key); did you mean key?
  void own(String key) {}

  @Event("tests/named")
  record Named(@com.fasterxml.jackson.annotation.JsonProperty("the_key") String key) {}

  @Function(id = "named", event = "tests/named", condition = "event.data.key != ''", idempotencyKey = "key")
  // ^ [UnknownField] event tests/named has no field key (its fields are the_key); JSON has key as the_key
  // ^ [UnknownField] event tests/named has no field key (its fields are the_key); JSON has key as the_key
  @CancelOn(event = "tests/named.stop", match = "key")
  // ^ [UnknownField] event tests/named has no field key (its fields are the_key); JSON has key as the_key
  void named(String key) {}

  @Function(id = "json", event = "tests/named")
  void json(String the_key) {}
  // ^ [UnknownField] event tests/named has no field the_key (its fields are key); Java has the_key as key
}
