package bad;

import dev.stepwell.*;
import java.util.*;

class InlineResult {
  record Page<T>(List<T> items) {}

  static class Money {
    Money(long cents) {}
  }

  @Function(id = "run", event = "tests/run.wanted")
  void run(String key, Steps steps) {
    steps.run("lines", List.class, () -> List.of(key));
    // ^ warning: [InlineResult] an inline step stores List, which JSON does not give back unchanged: List is raw, without its type arguments; let a @Step method return it, whose exact type is known, or use a record
    steps.run("anything", Object.class, () -> key);
    // ^ warning: [InlineResult] an inline step stores Object, which JSON does not give back unchanged: Object does not specify its content; let a @Step method return it, whose exact type is known, or use a record
    steps.run("page", Page.class, () -> new Page<>(List.of(key)));
    // ^ warning: [InlineResult] an inline step stores Page, which JSON does not give back unchanged: T is not an exact type; let a @Step method return it, whose exact type is known, or use a record
    steps.runInTransaction("cost", Money.class, connection -> new Money(1));
    // ^ warning: [InlineResult] an inline step stores Money, which JSON does not give back unchanged: Money has no constructor without parameters, and no annotation says how to construct it; let a @Step method return it, whose exact type is known, or use a record
    steps.run("name", String.class, () -> key);
    steps.run("nothing", () -> {});
  }
}
