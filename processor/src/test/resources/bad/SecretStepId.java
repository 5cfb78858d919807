package bad;

import dev.stepwell.*;
import java.time.Duration;

class SecretStepId {
  record Account(@Secret String number, String name) {}

  @Function(id = "log-in", event = "tests/secret.log.in")
  void logIn(@Secret String login, String apiKey, Account account, String pageToken, Steps steps) {
    steps.run("log-in-" + login, () -> {});
    // ^ warning: [SecretStepId] login, in the id of a step, is secret, but ids are stored and shown in clear text; use another value that identifies the same
    steps.sleep("wait-" + apiKey.trim(), Duration.ofHours(1));
    // ^ warning: [SecretStepId] apiKey, in the id of a step, is secret, but ids are stored and shown in clear text; use another value that identifies the same
    String id = String.format("of-%s", account.number());
    steps.run(id, () -> {});
    // ^ warning: [SecretStepId] id, in the id of a step, is secret, but ids are stored and shown in clear text; use another value that identifies the same
    steps.run("name-" + account.name() + pageToken, () -> {});
    steps.run("length-" + login.length() + digest(login), () -> {});
  }

  private static String digest(String of) {
    return Integer.toHexString(of.hashCode());
  }
}
