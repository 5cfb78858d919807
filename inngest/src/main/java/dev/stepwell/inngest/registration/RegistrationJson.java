package dev.stepwell.inngest.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwell.contract.CronFields;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.wire.Cel;
import dev.stepwell.inngest.wire.WireDuration;
import dev.stepwell.inngest.wire.WireJson;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.FunctionDescription.Cron;
import dev.stepwell.runtime.model.StoredFunction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The registration of a function. */
final class RegistrationJson {
  /** The trigger of a function that another one has replaced: it is never sent, but a server requires a trigger. */
  private static final String NEVER = "stepwell/function.replaced";

  private static final int FAILURE_RETRIES = 1;

  private final String appId;
  private final String url;
  private final EventEncoding encoding;

  RegistrationJson(String appId, String url, EventEncoding encoding) {
    this.appId = appId;
    this.url = url;
    this.encoding = encoding;
  }

  /** The function; a replaced one is not started by its own triggers. */
  ObjectNode of(StoredFunction function, boolean replaced) {
    String id = FunctionNames.wireId(appId, function.id());
    ObjectNode json = named(id, function.id(), retries(function.description()));
    json.set("triggers", replaced ? array(event(NEVER)) : triggers(function));
    if (!function.cancelOn().isEmpty()) {
      ArrayNode cancel = json.putArray("cancel");
      function.cancelOn().forEach(cancelOn -> cancel.add(cancellation(cancelOn)));
    }
    if (!function.idempotencyKey().isEmpty()) {
      json.put("idempotency", idempotency(function));
    }
    addTimeouts(json, function.description());
    new FlowControlJson(encoding).add(json, function.flowControl());
    return json;
  }

  /** The function that starts when a run of this one has failed. */
  ObjectNode ofFailure(StoredFunction function) {
    String id = FunctionNames.wireId(appId, function.failureFunctionId());
    String failed = FunctionNames.wireId(appId, function.id());
    ObjectNode json = named(
        id,
        function.id() + " (failure)",
        Math.max(FAILURE_RETRIES, retries(function.description())));
    json.set(
        "triggers",
        array(event("inngest/function.failed")
            .put("expression", "event.data.function_id == " + Cel.quoted(failed))));
    return json;
  }

  private ObjectNode named(String id, String name, int retries) {
    ObjectNode json = WireJson.object().put("id", id).put("name", name);
    ObjectNode step =
        json.putObject("steps").putObject("step").put("id", "step").put("name", "step");
    step.putObject("runtime")
        .put("type", "http")
        .put(
            "url", url + "?fnId=" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "&stepId=step");
    step.putObject("retries").put("attempts", retries);
    return json;
  }

  /** The maximum of all steps: the endpoint itself decides which attempt of a step is the last. */
  private static int retries(FunctionDescription description) {
    return description.steps().stream()
        .mapToInt(FunctionDescription.StepOptions::retries)
        .reduce(description.retries(), Math::max);
  }

  private static ArrayNode triggers(StoredFunction function) {
    ArrayNode triggers = WireJson.array();
    for (String name : function.events()) {
      ObjectNode trigger = event(name);
      if (function.condition() != null) {
        trigger.put("expression", CelCondition.of(function.condition()));
      }
      triggers.add(trigger);
    }
    for (Cron cron : function.description().crons()) {
      triggers.add(WireJson.object()
          .put("cron", "TZ=" + cron.timeZone() + " " + CronFields.plain(cron.expression())));
    }
    return triggers;
  }

  private static ObjectNode event(String name) {
    return WireJson.object().put("event", name);
  }

  private static ArrayNode array(ObjectNode element) {
    return WireJson.array().add(element);
  }

  private ObjectNode cancellation(StoredFunction.CancelOn cancelOn) {
    String condition = cancelOn.condition();
    return event(cancelOn.event())
        .put(
            "if",
            condition == null
                ? CelCondition.ofMatch(cancelOn.match(), encoding)
                : CelCondition.of(condition));
  }

  private static void addTimeouts(ObjectNode json, FunctionDescription description) {
    if (description.startTimeout() == null && description.finishTimeout() == null) {
      return;
    }
    ObjectNode timeouts = json.putObject("timeouts");
    if (description.startTimeout() != null) {
      timeouts.put("start", WireDuration.text(description.startTimeout()));
    }
    if (description.finishTimeout() != null) {
      timeouts.put("finish", WireDuration.text(description.finishTimeout()));
    }
  }

  /**
   * The key; the event's own id if a field may be missing, because each such event then counts separately. The digest of an
   * encoded field is missing in events of other senders.
   */
  private String idempotency(StoredFunction function) {
    String key = CelValue.keyOfFields(function.idempotencyKey(), encoding);
    List<String> missing = function.idempotencyKey().stream()
        .filter(field -> encoding.encodes(field) || !isAlwaysThere(function, field))
        .map(field -> Cel.field("event", encoding.path(field)) + " == null")
        .toList();
    return missing.isEmpty() ? key : String.join(" || ", missing) + " ? event.id : " + key;
  }

  private static boolean isAlwaysThere(StoredFunction function, String field) {
    return function.description().schemas().stream()
        .filter(schema -> function.events().contains(schema.event()))
        .allMatch(schema -> {
          for (JsonNode required : WireJson.own(schema.schema()).path("required")) {
            if (required.asText().equals(field)) {
              return true;
            }
          }
          return false;
        });
  }
}
