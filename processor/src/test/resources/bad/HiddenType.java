package bad;

import dev.stepwell.*;
import java.util.*;

class HiddenType {
  private record Page(int number) {}

  HiddenType(Optional<Page> start) {}
  // ^ [HiddenType] a constructor of HiddenType names HiddenType.Page, which is private; make that at least package-private, for generated code names it too

  @Function(id = "run", event = "tests/run.wanted")
  void run(List<Page> pages) {}
  // ^ [HiddenType] function run names HiddenType.Page, which is private; make that at least package-private, for generated code names it too

  @Step
  Page turn(Page[] pages) {
  // ^ [HiddenType] step turn names HiddenType.Page, which is private; make that at least package-private, for generated code names it too
  // ^ [HiddenType] step turn names HiddenType.Page, which is private; make that at least package-private, for generated code names it too
    return pages[0];
  }

  @Event("tests/by.hand")
  record ByHand(Page page) {}
  // ^ [HiddenType] event record HiddenType.ByHand names HiddenType.Page, which is private; make that at least package-private, for generated code names it too
}
