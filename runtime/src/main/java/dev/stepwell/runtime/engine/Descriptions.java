package dev.stepwell.runtime.engine;

import dev.stepwell.contract.CancelOnDefinition;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.FunctionDescription.Cron;
import dev.stepwell.runtime.model.FunctionDescription.EventSchema;
import dev.stepwell.runtime.model.FunctionDescription.StepOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Describes functions, with the schemas of events in the catalogs and their step graphs. */
final class Descriptions {
  private final Map<String, String> schemas = new TreeMap<>();
  private final StepGraphs graphs;

  Descriptions(List<EventDefinition<?>> events, StepGraphs graphs) {
    this.graphs = graphs;
    events.forEach(event -> schemas.putIfAbsent(event.name(), event.schema()));
  }

  FunctionDescription of(FunctionDefinition<?, ?, ?> definition) {
    return new FunctionDescription(
        definition.retries(),
        definition.startTimeout(),
        definition.finishTimeout(),
        schemas(definition),
        definition.crons().stream()
            .map(cron -> new Cron(cron.expression(), cron.timeZone()))
            .toList(),
        definition.steps().stream().map(step -> options(step, definition)).toList(),
        definition.secretFields(),
        graphs.of(definition.id()));
  }

  /** All events that start a function have the fields of the first. */
  private List<EventSchema> schemas(FunctionDefinition<?, ?, ?> definition) {
    List<EventSchema> known = new ArrayList<>();
    for (String event : definition.triggers()) {
      known.add(
          new EventSchema(event, schemas.getOrDefault(event, definition.event().schema())));
    }
    Set<String> cancelling = new LinkedHashSet<>();
    definition.cancelOn().stream().map(CancelOnDefinition::event).forEach(cancelling::add);
    definition.triggers().forEach(cancelling::remove);
    for (String event : cancelling) {
      String schema = schemas.get(event);
      if (schema != null) {
        known.add(new EventSchema(event, schema));
      }
    }
    return known;
  }

  private static StepOptions options(StepDefinition<?> step, FunctionDefinition<?, ?, ?> of) {
    return new StepOptions(
        step.id(), step.retries() < 0 ? of.retries() : step.retries(), step.timeout());
  }
}
