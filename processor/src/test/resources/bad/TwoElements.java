package bad;

import dev.stepwell.*;
import java.util.List;

@Function(id = "pair", event = "tests/pair.wanted")
class TwoElements {
  record Left(String key) {}

  record Right(String key) {}

  @Step
  List<Left> lefts(String key) {
    return List.of();
  }

  @Step
  List<Right> rights(String key) {
    return List.of();
  }

  @Step
  void pair(Left left, Right right) {}
  // ^ [TwoElements] step pair takes an element of lefts and one of rights; take one of them as a whole list
}
