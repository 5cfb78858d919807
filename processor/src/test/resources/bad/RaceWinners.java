package bad;

import dev.stepwell.*;
import java.util.List;
import java.util.concurrent.Callable;

class RaceWinners {
  private static final int ALL = 3;

  @Function(id = "race", event = "tests/race.wanted")
  void race(String key, Steps steps) {
    steps.race("none", 0, List.of(() -> key, () -> key));
    // ^ [RaceWinners] a race has 0 winners; give a number from 1 to the number of its branches, 2
    steps.race("many", ALL, List.of(() -> key, () -> key));
    // ^ [RaceWinners] a race has 3 winners; give a number from 1 to the number of its branches, 2
    List<Callable<String>> given = List.of(() -> key);
    steps.race("given", -1, given);
    // ^ [RaceWinners] a race has -1 winners; give a number from 1 to the number of its branches
    steps.race("right", 2, List.of(() -> key, () -> key));
  }
}
