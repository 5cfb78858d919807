package dev.stepwell.processor.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method under {@code @Function}, or a class, which is a graph of its steps.
 *
 * @param id the function's id, without its version
 * @param history what earlier code knew it as
 * @param triggers what starts it
 * @param options how its runs are executed
 * @param flow how its runs are limited, delayed, put together and ordered
 * @param method the method; of a class, a method of its name that takes and returns what the graph does
 * @param cancelOn its cancellations
 * @param whole the event that it takes as a whole: a hand-written one, or the tick of its cron; null if it takes fields
 * @param graph the graph; null for a method
 * @param idAddress the place of the id
 */
public record FunctionModel(
    String id,
    HistoryModel history,
    TriggersModel triggers,
    OptionsModel options,
    FlowControlModel flow,
    MethodModel method,
    List<CancelOnModel> cancelOn,
    @Nullable EventModel whole,
    @Nullable GraphModel graph,
    Address idAddress) {
  /** The same function with its steps in order, and what it takes and returns because of that. */
  public FunctionModel ordered(MethodModel as, GraphModel order) {
    return new FunctionModel(
        id, history, triggers, options, flow, as, cancelOn, whole, order, idAddress);
  }

  /** The id under which its runs are stored: with the version, except for the first. */
  public String storedId() {
    return history.version() == 1 ? id : id + "@" + history.version();
  }

  /** The name of the function's constant: {@code export-to-github} gives {@code EXPORT_TO_GITHUB}. */
  public String constant() {
    String name = PlannedFunction.constant(id);
    return history.version() == 1 ? name : name + "_V" + history.version();
  }

  /** The name of the event that it is called with; empty if there is none. */
  public String event() {
    if (whole != null) {
      return whole.name();
    }
    return triggers.events().isEmpty() ? "" : triggers.events().get(0).text();
  }

  /** The names of the events that start it, beginning with the one that it takes; none for a cron. */
  public List<TextModel> events() {
    if (hasCron()) {
      return List.of();
    }
    List<TextModel> events = new ArrayList<>();
    for (TextModel event : triggers.events()) {
      events.add(event.text().equals(event()) ? 0 : events.size(), event);
    }
    return events;
  }

  /** The names of the events for which it waits, of a graph. */
  public List<String> awaited() {
    return graph == null
        ? List.of()
        : graph.waits().stream().map(node -> node.awaited().event()).distinct().toList();
  }

  /** Whether a cron expression starts it. */
  public boolean hasCron() {
    return !triggers.crons().isEmpty();
  }

  /** The parameters that are fields of the event: all but {@code Steps}, and but the whole event or tick. */
  public List<FieldModel> fields() {
    return method.parameters().stream()
        .filter(parameter -> !isSteps(parameter.type())
            && !isTick(parameter.type())
            && !isWhole(parameter.type())
            && !isBatch(parameter.type()))
        .toList();
  }

  /** Whether it is called with a batch of events. */
  public boolean isBatched() {
    return flow.batch() != null;
  }

  /** Whether this is a list of the events that the method takes, of a batched function. */
  public boolean isBatch(TypeModel type) {
    return isBatched() && whole != null && type.equals(TypeModel.Declared.list(whole.type()));
  }

  /** Whether this is the record of the event that the method takes whole. */
  public boolean isWhole(TypeModel type) {
    return whole != null
        && type instanceof TypeModel.Declared declared
        && whole
            .type()
            .equals(new TypeModel.Declared(declared.packageName(), declared.names(), List.of()));
  }

  /** Whether this is the type {@code dev.stepwell.Steps}. */
  public static boolean isSteps(TypeModel type) {
    return isOurs(type, "Steps");
  }

  /** Whether this is the type {@code dev.stepwell.Failure}. */
  public static boolean isFailure(TypeModel type) {
    return isOurs(type, "Failure");
  }

  /** Whether this is the type {@code dev.stepwell.Cancellation}. */
  public static boolean isCancellation(TypeModel type) {
    return isOurs(type, "Cancellation");
  }

  /** Whether this is the type {@code dev.stepwell.CronTick}. */
  public static boolean isTick(TypeModel type) {
    return isOurs(type, "CronTick");
  }

  private static boolean isOurs(TypeModel type, String name) {
    return type.equals(new TypeModel.Declared("dev.stepwell", List.of(name), List.of()));
  }
}
