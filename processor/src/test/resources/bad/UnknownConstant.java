package bad;

import dev.stepwell.*;
import java.util.*;

class UnknownConstant {
  enum Visibility {
    PUBLIC,
    PRIVATE
  }

  @Function(id = "run", event = "tests/run.wanted", condition = "event.data.visibility == 'PUBLC'")
  // ^ [UnknownConstant] event.data.visibility is UnknownConstant.Visibility, which has no constant PUBLC (its constants are PUBLIC, PRIVATE); did you mean PUBLIC?
  void run(Visibility visibility) {}

  @Function(id = "in", event = "tests/in.wanted", condition = "event.data.visibility in ['PUBLIC', 'SECRET']")
  // ^ [UnknownConstant] event.data.visibility is UnknownConstant.Visibility, which has no constant SECRET (its constants are PUBLIC, PRIVATE)
  void in(Visibility visibility) {}
}
