package bad;

import dev.stepwell.*;
import java.util.*;

record Customer(String country, Optional<Address> address) {}

record Address(String street) {}

class UnknownMember {
  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.customer.contry == 'IS'")
  // ^ [UnknownMember] event.data.customer is Customer, which has no field contry (its fields are country, address); did you mean country?
  void run(Customer customer) {}

  @Function(id = "deep", event = "tests/deep.wanted", condition = "has(event.data.customer.address.city)")
  // ^ [UnknownMember] event.data.customer.address is Address, which has no field city (its fields are street)
  void deep(Customer customer) {}

  @Function(id = "plain", event = "tests/plain.wanted", condition = "event.data.amount.value > 3")
  // ^ [UnknownMember] event.data.amount is int, which has no field value (its fields are none)
  void plain(int amount) {}

  record Named(@com.fasterxml.jackson.annotation.JsonProperty("the_key") String key) {}

  @Function(id = "named", event = "tests/named", condition = "event.data.of.key != '' && event.data.of.the_key != ''")
  // ^ [UnknownMember] event.data.of is UnknownMember.Named, which has no field key (its fields are the_key); JSON has key as the_key
  void named(Named of) {}
}
