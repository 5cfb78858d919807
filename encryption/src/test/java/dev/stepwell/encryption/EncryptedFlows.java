package dev.stepwell.encryption;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.time.Duration;

/** Functions whose payloads are encrypted. */
public class EncryptedFlows {
  @Function(id = "open-account", event = "encrypted/account.wanted", idempotencyKey = "taxId")
  @CancelOn(event = "encrypted/account.refused", match = "taxId")
  String open(String taxId, String name, Steps steps) {
    String greeting = greet(name);
    boolean signed = steps
        .waitForEvent("signature", AccountSignedCatalog.where().taxId(taxId), Duration.ofDays(30))
        .isPresent();
    return greeting + (signed ? ", signed" : ", not signed");
  }

  @Function(id = "review-account", event = "encrypted/account.reviewed")
  @CancelOn(
      event = "encrypted/account.refused",
      condition = "event.data.taxId == async.data.taxId && event.data.name != 'Eve'")
  void review(String taxId, String name, Steps steps) {
    steps.sleep("think", Duration.ofDays(30));
  }

  @Step
  String greet(String name) {
    return "Dear " + name;
  }
}
