package bad;

import dev.stepwell.*;
import java.util.*;

class ScopeDiffers {
  @Function(id = "first", event = "tests/first.wanted")
  @Concurrency(limit = 50, scope = "openai")
  @Throttle(limit = 60, period = "1m", scope = "openai")
  void first(String key) {}

  @Function(id = "second", event = "tests/second.wanted")
  @Concurrency(limit = 40, scope = "openai")
  // ^ [ScopeDiffers] @Concurrency with the scope openai is 50 without a key on function first and 40 without a key on function second; declare a shared limit in the same way everywhere
  @Throttle(limit = 60, period = "1m", burst = 5, scope = "openai")
  // ^ [ScopeDiffers] @Throttle with the scope openai is 60 in 1m, burst 1 without a key on function first and 60 in 1m, burst 5 without a key on function second; declare a shared limit in the same way everywhere
  void second(String key) {}

  @Function(id = "third", event = "tests/third.wanted")
  @Concurrency(limit = 50, scope = "openai")
  @Concurrency(limit = 9, scope = "openai", per = Concurrency.Per.RUN)
  void third(String key) {}

  @Step
  @Concurrency(limit = 50, scope = "openai", key = "key")
  // ^ [ScopeDiffers] @Concurrency with the scope openai is 50 without a key on function first and 50 with a key of 1 part on step ask; declare a shared limit in the same way everywhere
  int ask(String key) { return 1; }
}
