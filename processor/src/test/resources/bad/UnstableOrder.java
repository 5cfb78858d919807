package bad;

import dev.stepwell.*;
import java.util.*;

class UnstableOrder {
  private static final Set<String> REGIONS = Set.of("eu", "us");

  @Function(id = "deploy", event = "tests/deploy.wanted")
  void deploy(String key, List<String> given, Steps steps) {
    for (String region : REGIONS) {
    // ^ [UnstableOrder] REGIONS has another order in every process, and repeated steps are distinguished by their order; use a List, or sort it first
      work(region);
    }
    Map<String, String> owners = Map.of("eu", "ann", "us", "bob");
    for (String owner : owners.values()) {
    // ^ [UnstableOrder] owners.values() has another order in every process, and repeated steps are distinguished by their order; use a List, or sort it first
      work(owner);
    }
    Set.copyOf(given).forEach(this::work);
    // ^ [UnstableOrder] Set.copyOf(given) has another order in every process, and repeated steps are distinguished by their order; use a List, or sort it first
    Set.of("a", "b").stream().map(name -> name + key).forEach(name -> work(name));
    // ^ [UnstableOrder] Set.of("a", "b").stream().map(name -> name + key) has another order in every process, and repeated steps are distinguished by their order; use a List, or sort it first
    steps.forEach(Set.of("a", "b"), name -> {
    // ^ [UnstableOrder] Set.of("a", "b") has another order in every process, and repeated steps are distinguished by their order; use a List, or sort it first
      work(name);
      return name;
    });
  }

  @Step
  void work(String region) {}
}
