package bad;

import dev.stepwell.*;
import java.util.*;

class UnstableFirst {
  private static final Set<String> REGIONS = Set.of("eu", "us");

  @Function(id = "choose", event = "tests/choose.wanted")
  void choose(String key, List<String> given) {
    Map<String, String> names = Map.of("a", "b", "c", "d");
    String first = names.keySet().iterator().next();
    // ^ warning: [UnstableFirst] the first element of names.keySet().iterator() is a different one in every process; use a List, or sort it first
    String any = Set.of("a", "b").stream().findFirst().get();
    // ^ warning: [UnstableFirst] the first element of Set.of("a", "b").stream() is a different one in every process; use a List, or sort it first
    work(first + any + REGIONS.iterator().next());
    // ^ warning: [UnstableFirst] the first element of REGIONS.iterator() is a different one in every process; use a List, or sort it first
    given.iterator().next();
    names.keySet().stream().filter(key::equals).findFirst().orElse("");
    Set.of(key).iterator().next();
  }

  @Step
  void work(String region) {}
}
