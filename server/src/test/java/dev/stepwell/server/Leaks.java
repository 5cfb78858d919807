package dev.stepwell.server;

import dev.stepwell.Event;
import dev.stepwell.Function;
import dev.stepwell.NonRetriableException;
import dev.stepwell.Secret;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;

/** A function whose steps quote its secrets in every form. */
public class Leaks {
  /** A secret that a step returns. */
  public record Issued(@Secret String voucher) {}

  /** An event that no function listens to. */
  @Event("tests/secret.told")
  public record SecretTold(@Secret String told) {}

  @Function(id = "leak", event = "tests/leak.wanted", retries = 0)
  String leak(@Secret String code, @Secret String longer, @Secret long digits, String sortKey) {
    Issued issued = issue(sortKey);
    return quote(List.of(code, longer, String.valueOf(digits), issued.voucher()), sortKey);
  }

  @Function(id = "leak-by-invoking", event = "tests/leak.invoked", retries = 0)
  String leakByInvoking(String alias, Steps steps) {
    return steps.invoke(
        "leak", Functions.LEAK, new TestsLeakWanted(alias, alias + "-and-more", 73_501_964, "k"));
  }

  @Step
  Issued issue(String sortKey) {
    return new Issued("voucher+" + sortKey + "/7Q");
  }

  /** Sends a secret that no other payload has, derives one, and passes it to a step that fails. */
  @Function(id = "leak-derived", event = "tests/leak.derived", retries = 0)
  String leakDerived(String seed, Steps steps) {
    steps.send("tell", new SecretTold("told-" + seed + "-4471x"));
    String derived = "derived=" + new StringBuilder(seed).reverse() + "&77";
    try {
      return use(derived);
    } catch (StepFailedException e) {
      throw new IllegalStateException("flow quotes told-" + seed + "-4471x and " + derived, e);
    }
  }

  @Function(id = "harmless", event = "tests/harmless.wanted", retries = 0)
  String harmless(String note, @Secret String code, Steps steps) {
    return steps.run("find", String.class, () -> {
      throw new NoSuchElementException(note);
    });
  }

  @Step
  String use(@Secret String derived) {
    IllegalStateException cause = new IllegalStateException("cause of <" + derived + ">");
    cause.addSuppressed(new java.io.IOException(
        "suppressed " + URLEncoder.encode(derived, StandardCharsets.UTF_8)));
    throw new IllegalArgumentException("no use of <" + derived + ">", cause);
  }

  @Step
  String quote(List<String> values, String sortKey) {
    StringBuilder message = new StringBuilder("sorted by " + sortKey);
    for (String value : values) {
      forms(value).forEach(form -> message.append("\n<").append(form).append('>'));
    }
    throw new NonRetriableException(
        message.toString(), new IllegalStateException("because of " + values));
  }

  /** The value in all forms; Base64 begins at each place of a group of three bytes. */
  static List<String> forms(String value) {
    String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
    return List.of(
        value,
        url,
        url.replace("+", "%20"),
        "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"",
        base64(Base64.getEncoder(), value),
        base64(Base64.getEncoder(), "u:" + value),
        base64(Base64.getEncoder(), "u" + value + "!"),
        base64(Base64.getUrlEncoder(), value + "?"),
        base64(Base64.getUrlEncoder().withoutPadding(), "é:" + value),
        base64(Base64.getUrlEncoder(), "user:" + value + "~~"));
  }

  private static String base64(Base64.Encoder encoder, String text) {
    return encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
