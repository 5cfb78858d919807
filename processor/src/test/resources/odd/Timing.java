package odd;

import dev.stepwell.*;

/** A duration of the user's own, which is what it says. */
public class Timing {
  static final class Duration {
    static java.time.Duration ofSeconds(int before) {
      return java.time.Duration.ofSeconds(-before);
    }
  }

  @Function(id = "timing", event = "odd/timing")
  void timing(String key, Steps steps) {
    steps.sleep("own", Duration.ofSeconds(-3));
    steps.sleep("computed", java.time.Duration.ofSeconds(-key.length()));
  }
}
