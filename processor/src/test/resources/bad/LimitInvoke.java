package bad;

import dev.stepwell.*;
import java.util.*;

class LimitInvoke {
  @Function(id = "outer", event = "tests/outer.wanted")
  @Concurrency(limit = 2, scope = "db", per = Concurrency.Per.RUN)
  void outer(String key, Steps steps) {
    steps.invoke("inner", Functions.INNER, new TestsInnerWanted(key));
    // ^ warning: [LimitInvoke] outer invokes inner and holds a slot of the @Concurrency(per = RUN) with the scope db, which inner needs too, so runs can wait for each other; invoke it without the limit, or send an event
    steps.invoke("other", Functions.OTHER, new TestsOtherWanted(key));
  }

  @Function(id = "inner", event = "tests/inner.wanted")
  @Concurrency(limit = 2, scope = "db", per = Concurrency.Per.RUN)
  void inner(String key) {}

  @Function(id = "other", event = "tests/other.wanted")
  @Concurrency(limit = 5, scope = "db")
  @Concurrency(limit = 2, per = Concurrency.Per.RUN)
  void other(String key) {}
}
