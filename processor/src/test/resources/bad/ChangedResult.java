package bad;

import dev.stepwell.*;
import java.util.*;

class ChangedResult {
  static class Account {
    private String owner;

    String owner() {
      return owner;
    }

    void setOwner(String owner) {
      this.owner = owner;
    }
  }

  @Function(id = "collect", event = "tests/collect.wanted")
  void collect(String key, Steps steps) {
    List<String> files = fetch();
    files.add(key);
    // ^ warning: [ChangedResult] files.add(key) changes the result of a step, which is stored as the step returned it; change a copy of files
    files.sort(null);
    // ^ warning: [ChangedResult] files.sort(null) changes the result of a step, which is stored as the step returned it; change a copy of files
    Collections.sort(files);
    // ^ warning: [ChangedResult] Collections.sort(files) changes the result of a step, which is stored as the step returned it; change a copy of files
    var more = fetch();
    more.removeIf(String::isEmpty);
    // ^ warning: [ChangedResult] more.removeIf(String::isEmpty) changes the result of a step, which is stored as the step returned it; change a copy of more
    Map<String, String> owners = owners();
    owners.put(key, key);
    // ^ warning: [ChangedResult] owners.put(key, key) changes the result of a step, which is stored as the step returned it; change a copy of owners
    Account account = steps.run("open", Account.class, () -> new Account());
    // ^ warning: [InlineResult] an inline step stores Account, which JSON does not give back as it was: its field owner is not public and has no public getter, so JSON leaves it out; let a @Step method return it, whose exact type is known, or use a record
    account.setOwner(key);
    // ^ warning: [ChangedResult] account.setOwner(key) changes the result of a step, which is stored as the step returned it; change a copy of account
  }

  @Step
  List<String> fetch() {
    return new ArrayList<>();
  }

  @Step
  Map<String, String> owners() {
    return new HashMap<>();
  }
}
