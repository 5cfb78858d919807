package odd;

import dev.stepwell.Function;
import dev.stepwell.Step;
import java.io.Serializable;
import java.util.List;

@Deprecated
@SuppressWarnings("rawtypes")
class Warned implements Serializable {
  private static final long serialVersionUID = 1L;

  @Deprecated
  Warned(List raw) {}

  @Step
  @Deprecated
  int old(List raw) {
    return 1;
  }

  @Function(id = "warned", event = "odd/warned")
  @Deprecated(forRemoval = true)
  void run(String key) {}
}
