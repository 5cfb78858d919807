package dev.stepwell.inngest.registration;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.condition.Expression;
import dev.stepwell.contract.condition.Expression.Field;
import dev.stepwell.contract.condition.Parser;
import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.StoredFunction.CancelOn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds expressions that need a field of events that the codec encodes: an Inngest server can compare its digest only. */
final class EncodedFieldsCheck {
  private final EventEncoding encoding;

  EncodedFieldsCheck(EventEncoding encoding) {
    this.encoding = encoding;
  }

  /** The faults of a function, each with its remedy. */
  List<String> faults(StoredFunction function) {
    List<String> faults = new ArrayList<>();
    FlowControl flow = function.flowControl();
    addValue(faults, "its condition", function.condition());
    for (CancelOn cancelOn : function.cancelOn()) {
      addValue(
          faults, "the condition of its @CancelOn on " + cancelOn.event(), cancelOn.condition());
      addCompared(faults, "the match of its @CancelOn on " + cancelOn.event(), cancelOn.match());
    }
    addCompared(faults, "its idempotencyKey", function.idempotencyKey());
    addValue(faults, "its @Priority", flow.priority());
    if (flow.batch() != null) {
      addValue(faults, "the condition of its @Batch", flow.batch().condition());
    }
    keys(flow).forEach(part -> addKey(faults, part));
    return faults.stream()
        .map(fault -> "function " + function.id() + ": " + fault)
        .toList();
  }

  /** The parts of all keys of flow control. */
  private static List<String> keys(FlowControl flow) {
    List<String> keys = new ArrayList<>();
    flow.concurrency().stream().map(ConcurrencyDefinition::key).forEach(keys::addAll);
    keys.addAll(flow.throttle() == null ? List.of() : flow.throttle().key());
    keys.addAll(flow.rateLimit() == null ? List.of() : flow.rateLimit().key());
    keys.addAll(flow.debounce() == null ? List.of() : flow.debounce().key());
    keys.addAll(flow.batch() == null ? List.of() : flow.batch().key());
    keys.addAll(flow.singleton() == null ? List.of() : flow.singleton().key());
    return keys;
  }

  private void addKey(List<String> faults, String part) {
    Expression value = Parser.parseValue(part);
    String place = "the key " + part + " of its flow control";
    if (value instanceof Field field && field.path().size() == 1) {
      addCompared(faults, place, field.path());
    } else {
      addValue(faults, place, value);
    }
  }

  /** Adds the faults of an expression that needs the values of its fields; null for none. */
  private void addValue(List<String> faults, String place, @Nullable String expression) {
    if (expression != null) {
      addValue(faults, place, Parser.parseValue(expression));
    }
  }

  private void addValue(List<String> faults, String place, Expression expression) {
    CelCondition.fields(List.of(expression)).stream()
        .filter(field -> field.path().stream().anyMatch(encoding::encodes))
        .map(
            field -> place + " needs the value of " + field
                + ", which the codec encodes in events, so an Inngest server cannot read it. Decide in the flow, encode other"
                + " fields only (FieldEncryption), or send events in the clear (InngestSettings.withClearEvents)")
        .forEach(faults::add);
  }

  /** Adds the faults of fields whose values are compared for equality. */
  private void addCompared(List<String> faults, String place, List<String> fields) {
    fields.stream()
        .filter(field -> encoding.encodes(field) && !encoding.hasKeys())
        .map(field -> place + " compares " + field
            + ", which the codec encodes in events without a digest. Override PayloadCodec.key, as EncryptingCodec.matchingKey"
            + " does, or send events in the clear (InngestSettings.withClearEvents)")
        .forEach(faults::add);
  }
}
