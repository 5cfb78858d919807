package bad;

import dev.stepwell.*;
import java.util.*;

class ChangedResult {
  static class Account {
    private String owner;

    String owner() {
      return owner;
    }

    public String getOwner() {
      return owner;
    }

    public void setOwner(String owner) {
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
    account.setOwner(key);
    // ^ warning: [ChangedResult] account.setOwner(key) changes the result of a step, which is stored as the step returned it; change a copy of account
  }

  record Page(List<Account> accounts) {}

  @Function(id = "parts", event = "tests/parts.wanted")
  void parts(String key) {
    List<String> alias = fetch();
    List<String> names = alias;
    names.add(key);
    // ^ warning: [ChangedResult] names.add(key) changes the result of a step, which is stored as the step returned it; change a copy of alias
    Page page = page();
    page.accounts().get(0).setOwner(key);
    // ^ warning: [ChangedResult] page.accounts().get(0).setOwner(key) changes the result of a step, which is stored as the step returned it; change a copy of page
    for (Account account : page.accounts()) {
      account.setOwner(key);
      // ^ warning: [ChangedResult] account.setOwner(key) changes the result of a step, which is stored as the step returned it; change a copy of page
    }
    page.accounts().forEach(account -> account.setOwner(key));
    // ^ warning: [ChangedResult] account.setOwner(key) changes the result of a step, which is stored as the step returned it; change a copy of page
    fetch().add(key);
    // ^ warning: [ChangedResult] fetch().add(key) changes the result of a step, which is stored as the step returned it; change a copy of fetch()
    List.of(key).forEach(alias::add);
    // ^ warning: [ChangedResult] alias::add changes the result of a step, which is stored as the step returned it; change a copy of alias
    addAll(alias);
    // ^ warning: [ChangedResult] addAll(alias) changes the result of a step, which is stored as the step returned it; change a copy of alias
  }

  private static void addAll(List<String> to) {
    to.add("all");
  }

  @Step
  Page page() {
    return new Page(List.of());
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
