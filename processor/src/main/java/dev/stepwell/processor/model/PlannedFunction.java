package dev.stepwell.processor.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function with all that it needs to be written.
 *
 * @param function the function
 * @param event the event that it is called with
 * @param triggers the events that start it; none if a cron expression does
 * @param cancels the events that cancel its runs, in the order of its {@code @CancelOn}s
 * @param awaited the events for which it waits, of a graph
 * @param onFailure its failure handler; null if it has none
 * @param onCancel its cancellation handler; null if it has none
 * @param secrets the names of the secret fields in what its runs store, sorted
 * @param graph its steps and the ways between them
 */
public record PlannedFunction(
    FunctionModel function,
    EventModel event,
    List<EventModel> triggers,
    List<EventModel> cancels,
    List<EventModel> awaited,
    @Nullable EndingModel onFailure,
    @Nullable EndingModel onCancel,
    Set<String> secrets,
    StepGraph graph) {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  /** The name of the function's constant. */
  public String constant() {
    return function.constant();
  }

  /** The name of a constant for this id, which has a letter or a digit. */
  public static String constant(String id) {
    String name = BETWEEN_WORDS.matcher(id).replaceAll("_").toUpperCase(Locale.ROOT);
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }
}
