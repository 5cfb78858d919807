package dev.stepwell.testing;

import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.engine.Catalogs;
import dev.stepwell.runtime.model.StoredFunction;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions of the registered objects, and other functions of their catalogs. */
final class Registered {
  private final List<FunctionDefinition<?, ?, ?>> functions = new ArrayList<>();
  private final List<FunctionDefinition<?, ?, ?>> others = new ArrayList<>();
  private final List<EventDefinition<?>> events = new ArrayList<>();

  Registered(Catalogs catalogs, List<Object> objects) {
    events.addAll(catalogs.events());
    for (FunctionDefinition<?, ?, ?> function : catalogs.functions()) {
      boolean isRegistered = objects.stream().anyMatch(function.durableClass()::isInstance);
      (isRegistered ? functions : others).add(function);
    }
  }

  /** Whether a registered function has exactly this step. */
  @SuppressWarnings("ReferenceEquality") // steps of two classes may be equal
  boolean hasStep(StepDefinition<?> step) {
    return functions.stream()
        .flatMap(function -> function.steps().stream())
        .anyMatch(own -> own == step);
  }

  /** The exact type of a function's result. */
  Optional<Type> resultType(String functionId) {
    return functions.stream()
        .filter(function -> function.id().equals(functionId))
        .map(FunctionDefinition::resultType)
        .map(Type.class::cast)
        .findFirst();
  }

  /**
   * The name of the event of this record.
   *
   * @throws IllegalArgumentException if it is not the record of an event
   */
  String eventName(Class<? extends Record> type) {
    return events.stream()
        .filter(event -> event.type().equals(type))
        .map(EventDefinition::name)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(
                type.getName()
                    + " is not an event: it is neither generated for a @Function or a @CancelOn nor annotated with @Event"));
  }

  /** Explains which functions an event of this name starts, for a test that expected a run. */
  String startedBy(String eventName) {
    for (FunctionDefinition<?, ?, ?> function : functions) {
      if (function.triggers().contains(eventName) && function.condition() != null) {
        return "such an event starts the function " + function.id() + " only if "
            + function.condition();
      }
    }
    for (FunctionDefinition<?, ?, ?> other : others) {
      if (other.triggers().contains(eventName)) {
        return "it would start the function " + other.id()
            + ", which is not registered: add a new "
            + other.durableClass().getSimpleName() + "(…) to TestStepwell.of(…)";
      }
    }
    return "it starts no registered function; the registered functions are "
        + (functions.isEmpty() ? "none" : list());
  }

  private String list() {
    List<String> lines = new ArrayList<>();
    for (FunctionDefinition<?, ?, ?> function : functions) {
      lines.add(function.id() + " (on "
          + (function.triggers().isEmpty()
              ? "its cron expression"
              : String.join(", ", function.triggers()))
          + ")");
    }
    return String.join(", ", lines);
  }

  /** Explains how to register a function that no worker executes. */
  String missing(String functionId) {
    String id = Stream.of(StoredFunction.ON_FAILURE, StoredFunction.ON_CANCEL)
        .filter(functionId::endsWith)
        .map(end -> functionId.substring(0, functionId.length() - end.length()))
        .findFirst()
        .orElse(functionId);
    String cure = others.stream()
        .filter(other -> other.id().equals(id))
        .map(other -> "add a new " + other.durableClass().getSimpleName()
            + "(…) to TestStepwell.of(…), or replace the function: stepwell.replace(Functions."
            + id.toUpperCase(Locale.ROOT).replace("@", "_V").replace('-', '_') + ", event -> …)")
        .findFirst()
        .orElse("no catalog contains it");
    return "the function " + functionId + " is not registered: " + cure;
  }
}
