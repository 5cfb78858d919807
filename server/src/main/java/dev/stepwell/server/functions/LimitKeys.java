package dev.stepwell.server.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.LimitRules;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.server.http.HttpJson;
import dev.stepwell.server.http.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Shows keys of limits without the secrets in them. A part of a key that is read from a secret field is shown as a digest,
 * by which operators name the key.
 */
public final class LimitKeys {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
  private static final int DIGEST_BYTES = 6;
  private static final int KEY_BYTES = 32;

  private final CachedFunctions functions;
  private final SecretKeySpec digestKey;

  /**
   * The keys of these functions' limits.
   *
   * @param secret the key of digests, equal in all replicas; if it is empty, this process has one of its own
   */
  public LimitKeys(CachedFunctions functions, String secret) {
    this.functions = functions;
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    if (key.length == 0) {
      key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
    }
    this.digestKey = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The key for display, as JSON. */
  public String shown(String limit, String key) {
    List<List<String>> expressions = expressions(limit);
    boolean isUnknown = expressions.isEmpty();
    if (!isUnknown && expressions.stream().flatMap(List::stream).noneMatch(this::isSecret)) {
      return key;
    }
    if (!(parts(key) instanceof ArrayNode array)) {
      return Redaction.HIDDEN + digest(limit, key);
    }
    for (int part = 0; part < array.size(); part++) {
      if (!array.get(part).isNull() && (isUnknown || isSecret(expressions, part))) {
        array.set(
            part,
            array.textNode(Redaction.HIDDEN + digest(limit, array.get(part).toString())));
      }
    }
    return array.toString();
  }

  /** The values of a key; null if a codec stores keys in another form. */
  private static @Nullable JsonNode parts(String key) {
    try {
      return HttpJson.MAPPER.readTree(key);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /**
   * The stored key that is shown like this.
   *
   * @throws Problem 404 if no key is shown like this
   */
  String stored(LimitInfo limit, String shown) {
    String name = limit.limit().name();
    if (expressions(name).stream().flatMap(List::stream).noneMatch(this::isSecret)) {
      return shown;
    }
    return limit.keys().stream()
        .map(LimitInfo.Key::key)
        .filter(key -> shown(name, key).equals(shown))
        .findFirst()
        .orElseThrow(() -> unknown(name, shown));
  }

  /** The answer to a request that names an unknown key. */
  static Problem unknown(String limit, String key) {
    return Problem.missing("there is no key " + key + " of the limit \"" + limit + "\"");
  }

  /** The expressions of the parts of a limit's keys, by function; empty if no function declares the limit. */
  private List<List<String>> expressions(String limit) {
    return functions.all().stream()
        .flatMap(function -> expressions(function, limit))
        .distinct()
        .toList();
  }

  private static Stream<List<String>> expressions(StoredFunction function, String limit) {
    FlowControl flow = function.flowControl();
    Stream<List<String>> own =
        expressions(function.id(), limit, flow.concurrency(), flow.throttle());
    Stream<List<String>> ofSteps =
        flow.steps().stream().flatMap(step -> expressions(function.id(), step, limit));
    return Stream.concat(own, ofSteps);
  }

  private static Stream<List<String>> expressions(String function, StepLimits step, String limit) {
    return expressions(
        LimitRules.step(function, step.stepId()), limit, step.concurrency(), step.throttle());
  }

  private static Stream<List<String>> expressions(
      String owner,
      String limit,
      List<ConcurrencyDefinition> concurrency,
      @Nullable ThrottleDefinition throttle) {
    Stream<List<String>> found = concurrency.stream()
        .filter(each -> each.name(owner).equals(limit))
        .map(ConcurrencyDefinition::key);
    return throttle != null && throttle.name(owner).equals(limit)
        ? Stream.concat(found, Stream.of(throttle.key()))
        : found;
  }

  private boolean isSecret(List<List<String>> expressions, int part) {
    return expressions.stream().anyMatch(parts -> part < parts.size() && isSecret(parts.get(part)));
  }

  /** Whether the expression reads a secret field, or one within it. */
  private boolean isSecret(String expression) {
    SecretNames names = functions.secretNames();
    return NAME.matcher(expression).results().anyMatch(name -> names.isSecret(name.group()));
  }

  private String digest(String limit, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(digestKey);
      byte[] digest = mac.doFinal((limit + "\n" + value).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
