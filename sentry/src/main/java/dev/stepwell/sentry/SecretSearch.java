package dev.stepwell.sentry;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.runtime.Stepwell;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.runtime.secrets.SecretValues;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the values of secret fields in the payloads of a run. If it cannot look everywhere, all texts are hidden. */
final class SecretSearch {
  private static final Logger log = LoggerFactory.getLogger(SecretSearch.class);

  private static final ValueMapping MAPPING = JacksonMapping.plain();

  private final @Nullable Supplier<Stepwell> stepwell;
  private @Nullable SecretNames names;

  SecretSearch(@Nullable Supplier<Stepwell> stepwell) {
    this.stepwell = stepwell;
  }

  Redaction in(RunTrail trail) {
    SecretValues values = new SecretValues(names());
    try {
      values.add(trail.run().event().data());
      values.add(json(trail.run().event().headers()));
      trail.payloads().forEach(payload -> values.add(json(payload)));
      addStored(trail, values);
    } catch (RuntimeException | LinkageError e) {
      log.warn(
          "The secrets of run {} are not all known, so Sentry gets no texts of it",
          trail.run().runId(),
          e);
      values.addUnknown();
    }
    if (stepwell == null && !trail.sawAll()) {
      values.addUnknown();
    }
    return values.redaction();
  }

  private void addStored(RunTrail trail, SecretValues values) {
    if (stepwell == null) {
      return;
    }
    Stepwell known = stepwell.get();
    for (StepRecord step : known.runs().steps(trail.run().runId())) {
      addStored(known, step.input(), values);
      addStored(known, step.result(), values);
    }
  }

  private static void addStored(Stepwell stepwell, @Nullable String stored, SecretValues values) {
    if (stored != null) {
      values.add(stepwell.decoded(stored));
    }
  }

  private static String json(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    Class<?> type =
        value instanceof List ? List.class : value instanceof Map ? Map.class : value.getClass();
    return MAPPING.form(type).write(value);
  }

  /** Names that are marked anywhere count everywhere, as in the dashboard. */
  private synchronized SecretNames names() {
    SecretNames known = names;
    if (known == null) {
      Set<String> marked = new HashSet<>();
      for (Catalog catalog : ServiceLoader.load(Catalog.class)) {
        catalog.functions().stream().map(FunctionDefinition::secretFields).forEach(marked::addAll);
      }
      known = new SecretNames(marked);
      names = known;
    }
    return known;
  }
}
