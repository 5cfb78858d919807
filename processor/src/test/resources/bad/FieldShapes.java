package bad;

import dev.stepwell.*;

@Function(id = "count", event = "tests/count.wanted")
class FieldShapes {
  @Step
  void one(String key, int number) {}

  @Step
  void two(String key, long number) {}
  // ^ [FieldShapes] field number of the event is int in step one and long in step two; make them the same, or rename one
}
