package dev.stepwell.inngest.registration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.Singleton;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.wire.Cel;
import dev.stepwell.inngest.wire.WireDuration;
import dev.stepwell.inngest.wire.WireJson;
import java.util.List;

/** The flow control of a function in its registration. */
final class FlowControlJson {
  private final EventEncoding encoding;

  FlowControlJson(EventEncoding encoding) {
    this.encoding = encoding;
  }

  /** Adds it to the registration of the function. */
  void add(ObjectNode function, FlowControl flow) {
    if (!flow.concurrency().isEmpty()) {
      ArrayNode limits = function.putArray("concurrency");
      flow.concurrency().forEach(limit -> limits.add(concurrency(limit)));
    }
    if (flow.throttle() != null) {
      function.set("throttle", throttle(flow.throttle()));
    }
    if (flow.rateLimit() != null) {
      function.set("rateLimit", rateLimit(flow.rateLimit()));
    }
    if (flow.debounce() != null) {
      function.set("debounce", debounce(flow.debounce()));
    }
    if (flow.batch() != null) {
      function.set("batchEvents", batch(flow.batch()));
    }
    if (flow.priority() != null) {
      function.putObject("priority").put("run", CelValue.priority(flow.priority()));
    }
    if (flow.singleton() != null) {
      function.set("singleton", singleton(flow.singleton()));
    }
  }

  /** A shared limit belongs to the environment on the server, under a key that begins with its name. */
  private ObjectNode concurrency(ConcurrencyDefinition limit) {
    ObjectNode json = WireJson.object().put("limit", limit.limit());
    if (limit.scope().isEmpty()) {
      return keyed(json, limit.key());
    }
    String name = Cel.quoted(limit.scope());
    return json.put("scope", "env")
        .put(
            "key",
            limit.key().isEmpty()
                ? name
                : name + " + \":\" + " + CelValue.key(limit.key(), encoding));
  }

  private ObjectNode throttle(ThrottleDefinition limit) {
    ObjectNode json = WireJson.object()
        .put("limit", limit.limit())
        .put("period", WireDuration.text(limit.period()))
        .put("burst", limit.burst());
    return keyed(json, limit.key());
  }

  private ObjectNode rateLimit(RateLimitDefinition limit) {
    ObjectNode json = WireJson.object()
        .put("limit", limit.limit())
        .put("period", WireDuration.text(limit.period()));
    return keyed(json, limit.key());
  }

  private ObjectNode debounce(DebounceDefinition debounce) {
    ObjectNode json = WireJson.object().put("period", WireDuration.text(debounce.period()));
    if (debounce.timeout() != null) {
      json.put("timeout", WireDuration.text(debounce.timeout()));
    }
    return keyed(json, debounce.key());
  }

  private ObjectNode batch(BatchDefinition batch) {
    ObjectNode json = WireJson.object()
        .put("maxSize", batch.maxSize())
        .put("timeout", WireDuration.hours(batch.timeout()));
    if (batch.condition() != null) {
      json.put("if", CelCondition.of(batch.condition()));
    }
    return keyed(json, batch.key());
  }

  private ObjectNode singleton(SingletonDefinition singleton) {
    ObjectNode json = WireJson.object()
        .put("mode", singleton.mode() == Singleton.Mode.CANCEL ? "cancel" : "skip");
    return keyed(json, singleton.key());
  }

  private ObjectNode keyed(ObjectNode json, List<String> key) {
    return key.isEmpty() ? json : json.put("key", CelValue.key(key, encoding));
  }
}
