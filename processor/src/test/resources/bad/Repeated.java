package bad;

import dev.stepwell.*;
import java.util.*;

class Repeated {
  @Function(
      id = "run",
      event = {
        "tests/run.wanted",
        "tests/run.again",
        "tests/run.wanted"
        // ^ [Repeated] function run names the event tests/run.wanted twice; remove one
      },
      idempotencyKey = {
        "key",
        "key"
        // ^ [Repeated] function run names the idempotency field key twice; remove one
      })
  void run(String key) {}
}
