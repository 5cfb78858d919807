package bad;

import dev.stepwell.*;
import java.util.Collections;
import java.util.List;

class EmptyRace {
  @Function(id = "run", event = "tests/run.wanted")
  void run(String key, Steps steps) {
    steps.race("none", List.of());
    // ^ [EmptyRace] a race between List.of() has no branches, so none can win; give at least one
    steps.race("neither", 1, Collections.emptyList());
    // ^ [EmptyRace] a race between Collections.emptyList() has no branches, so none can win; give at least one
    steps.race("right", List.of(() -> key));
  }
}
