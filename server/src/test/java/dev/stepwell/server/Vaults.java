package dev.stepwell.server;

import dev.stepwell.Batch;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.OnFailure;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Functions that receive secrets on several paths, and quote them in texts. */
public class Vaults {
  @Function(id = "open-vault", event = "tests/vault.wanted")
  String open(String vault, Steps steps) {
    KeyHandedOver key = steps
        .waitForEvent(
            "key",
            KeyHandedOverCatalog.where().vault(vault),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10))
        .orElseThrow();
    turn(vault, "with " + key.doorPassword() + " and " + key.doorPin());
    return "opened with " + key.doorPassword();
  }

  @Step
  void turn(String vault, String how) {
    if (vault.startsWith("stuck")) {
      throw new IllegalStateException("it is stuck " + how);
    }
    if (vault.startsWith("broken")) {
      String password = how.substring("with ".length(), how.indexOf(" and "));
      throw new NonRetriableException("cannot turn " + how + ", "
          + Base64.getUrlEncoder()
              .encodeToString(("ops:" + password).getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Function(id = "guard-vault", event = "tests/guard.wanted")
  String guard(String vault, Steps steps) {
    return steps.invoke(
        "show", Functions.SHOW_BADGE, new TestsBadgeWanted(vault, "badge " + vault + " sesame"));
  }

  @Function(id = "show-badge", event = "tests/badge.wanted")
  String show(String vault, @Secret String badge) {
    throw new NonRetriableException("unreadable: " + badge);
  }

  @Function(id = "copy-keys", event = "tests/key.copied")
  @Batch(maxSize = 3, timeout = "10m")
  void copy(List<KeyCopied> keys) {
    throw new NonRetriableException(
        "no blank for " + keys.stream().map(KeyCopied::notch).toList());
  }

  @Function(id = "stamp-keys", event = "tests/key.stamped")
  @Batch(maxSize = 130, timeout = "10m")
  void stamp(List<KeyStamped> keys) {
    throw new NonRetriableException(
        "no stamp for " + keys.stream().map(KeyStamped::notch).toList());
  }

  @Function(id = "carry-key", event = "tests/key.carried")
  void carry(String vault, Steps steps) {
    throw new NonRetriableException("refused in " + vault + ": " + steps.headers());
  }

  /** Quotes a secret at the place where stored messages are truncated. */
  @Function(id = "label-key", event = "tests/key.labelled", retries = 0)
  void label(int before, @Secret String label) {
    throw new NonRetriableException("-".repeat(before) + label + "-".repeat(1_000));
  }

  @OnFailure("open-vault")
  void report(String vault, Failure failure) {
    throw new NonRetriableException("gave up: " + failure.message());
  }
}
