package bad;

import dev.stepwell.*;
import java.util.*;

class KeyType {
  record Customer(String id, List<String> tags) {}

  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1, key = "customer")
  // ^ [KeyType] the key "customer" of function run is KeyType.Customer; use a text, a number, or an expression that is true or false
  @Throttle(limit = 1, period = "1s", cost = "customer.id")
  // ^ [KeyType] the cost "customer.id" of function run is String; use a number
  @RateLimit(limit = 1, period = "1s", key = {"customer.id", "customer.tags"})
  // ^ [KeyType] the key "customer.tags" of function run is List<String>; use a text, a number, or an expression that is true or false
  @Priority("event.data.customer.id == 'x'")
  // ^ [KeyType] the priority "event.data.customer.id == 'x'" of function run is boolean; use a number
  void run(Customer customer) {}

  @Function(id = "names", event = "tests/names.wanted")
  @Singleton(key = "customer.name")
  // ^ [UnknownMember] event.data.customer is KeyType.Customer, which has no field name (its fields are id, tags)
  @MaxWaiting(limit = 1, key = "custome")
  // ^ [UnknownField] event tests/names.wanted has no field custome (its fields are customer); did you mean customer?
  void names(Customer customer) {}

  @Function(id = "fine", event = "tests/fine.wanted")
  @Concurrency(limit = 1, key = {"customer.id", "at", "id", "size", "paid"})
  @Throttle(limit = 1, period = "1s", cost = "size")
  @Priority("size(event.data.customer.tags)")
  void fine(Customer customer, java.time.Instant at, UUID id, int size, boolean paid) {}
}
