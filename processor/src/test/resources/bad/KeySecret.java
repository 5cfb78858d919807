package bad;

import dev.stepwell.*;
import java.util.*;

class KeySecret {
  record Account(@Secret String token, String id) {}

  @Function(id = "run", event = "tests/run.wanted")
  @Concurrency(limit = 1, key = "token")
  // ^ warning: [KeySecret] the key "token" of function run is a secret field, but keys of limits are stored in clear text; use a field that is not secret and identifies the same
  @RateLimit(limit = 1, period = "1s", key = "account.token")
  // ^ warning: [KeySecret] the key "account.token" of function run is a secret field, but keys of limits are stored in clear text; use a field that is not secret and identifies the same
  void run(@Secret String token, Account account) {}

  @Function(id = "by-name", event = "tests/by.name.wanted")
  @Concurrency(limit = 1, key = "apiKey")
  // ^ warning: [KeySecret] the key "apiKey" of function byName is a secret field, but keys of limits are stored in clear text; use a field that is not secret and identifies the same
  void byName(String apiKey) {}

  @Function(id = "fine", event = "tests/fine.wanted")
  @Concurrency(limit = 1, key = "account.id")
  @RateLimit(limit = 1, period = "1s", key = "event.data.token == ''")
  void fine(@Secret String token, Account account) {}
}
