package bad.other;

import dev.stepwell.*;

public class UnreachableStep {
  @Step
  void pack() {}

  @Step
  protected void weigh() {}
}
