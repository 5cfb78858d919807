package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A function that races steps, sleeps and another function, over and over. */
public class CrashRaces {
  @Function(id = "crash-race", event = "crash/race.wanted")
  List<String> race(String key, int races, long millis, Steps steps) {
    List<String> won = new ArrayList<>();
    for (int i = 0; i < races; i++) {
      int round = i;
      List<Callable<String>> branches = new ArrayList<>();
      for (int b = 0; b < 3; b++) {
        int branch = b;
        branches.add(() -> {
          steps.run("one", () -> Thread.sleep((round + branch) % 3 * millis));
          steps.sleep("pause", Duration.ofMillis(branch * millis));
          steps.run("two", () -> Thread.sleep((round + 2 * branch) % 3 * millis));
          return "step " + branch;
        });
      }
      branches.add(() -> {
        steps.sleep("limit", Duration.ofMillis(4 * millis));
        return "limit";
      });
      branches.add(() -> steps.invoke("call", Functions.CRASH_CALLED, new CrashCalled(millis)));
      won.add(String.join(" and ", steps.race("first", 2, branches)));
      String last = won.get(i);
      steps.run("chosen", String.class, () -> last);
    }
    return won;
  }

  @Function(id = "crash-called", event = "crash/called")
  String called(long millis, Steps steps) {
    steps.sleep("pause", Duration.ofMillis(3 * millis));
    return steps.run("answer", String.class, () -> "called");
  }
}
