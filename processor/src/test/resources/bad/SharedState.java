package bad;

import dev.stepwell.*;

class SharedState {
  private static int runs;
  private String last = "";
  private final int[] counts = {0};

  @Function(id = "count", event = "tests/count.wanted")
  void count(String key) {
    last = key;
    // ^ warning: [SharedState] field last is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    this.last = key;
    // ^ warning: [SharedState] field last is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    runs++;
    // ^ warning: [SharedState] field runs is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    SharedState.runs += 2;
    // ^ warning: [SharedState] field runs is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    counts[0]++;
    // ^ warning: [SharedState] field counts is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
    work();
    note(key);
  }

  private void note(String key) {
    last = key + work();
    // ^ warning: [SharedState] field last is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it
  }

  @Step
  String work() {
    return last;
  }
}
