package bad;

import dev.stepwell.*;
import java.util.*;

class PrivateType {
  private record Page(int number) {}

  PrivateType(Optional<Page> start) {}
  // ^ [PrivateType] a constructor of PrivateType names PrivateType.Page, which is private; make that at least package-private, because generated code names it too

  @Function(id = "run", event = "tests/run.wanted")
  void run(List<Page> pages) {}
  // ^ [PrivateType] function run names PrivateType.Page, which is private; make that at least package-private, because generated code names it too

  @Step
  Page turn(Page[] pages) {
  // ^ [PrivateType] step turn names PrivateType.Page, which is private; make that at least package-private, because generated code names it too
  // ^ [PrivateType] step turn names PrivateType.Page, which is private; make that at least package-private, because generated code names it too
    return pages[0];
  }

  @Event("tests/by.hand")
  record ByHand(Page page) {}
  // ^ [PrivateType] event record PrivateType.ByHand names PrivateType.Page, which is private; make that at least package-private, because generated code names it too
}
