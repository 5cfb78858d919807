package bad;

import dev.stepwell.*;

@Function(id = "pay", event = "tests/pay.wanted")
class AmbiguousInput {
  record Account(String key) {}

  @Step
  Account buyer(String key) {
    return new Account(key);
  }

  @Step
  Account findSeller(String key) {
    return new Account(key);
  }

  @Step
  void check(Account findSeller) {}

  @Step
  void pay(Account account) {}
  // ^ [AmbiguousInput] parameter AmbiguousInput.Account account of step pay may be the result of buyer and of findSeller; name it after one of them: buyer or findSeller
}
