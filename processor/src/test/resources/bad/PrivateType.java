package bad;

import dev.stepwell.*;
import java.util.*;

class PrivateType {
  private record Page(int number) {}

  PrivateType(Optional<Page> start) {}
  // ^ [PrivateType] a constructor of PrivateType uses PrivateType.Page, which is private; make it at least package-private, because generated code uses it too

  @Function(id = "run", event = "tests/run.wanted")
  void run(List<Page> pages) {}
  // ^ [PrivateType] function run uses PrivateType.Page, which is private; make it at least package-private, because generated code uses it too

  @Step
  Page turn(Page[] pages) {
  // ^ [PrivateType] step turn uses PrivateType.Page, which is private; make it at least package-private, because generated code uses it too
  // ^ [PrivateType] step turn uses PrivateType.Page, which is private; make it at least package-private, because generated code uses it too
    return pages[0];
  }

  @Event("tests/by.hand")
  record ByHand(Page page) {}
  // ^ [PrivateType] event record PrivateType.ByHand uses PrivateType.Page, which is private; make it at least package-private, because generated code uses it too
}
