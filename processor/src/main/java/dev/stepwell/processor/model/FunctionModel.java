package dev.stepwell.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method under {@code @Function}.
 *
 * @param id the function's id
 * @param event the name of the event that starts it
 * @param retries how often its steps are tried again
 * @param method the method
 * @param cancelOn what cancels its runs
 * @param whole the hand-written event that the method takes whole; null if it takes fields
 * @param idAddress where the id stands
 * @param eventAddress where the event's name stands
 * @param retriesAddress where the retries stand
 */
public record FunctionModel(
    String id,
    String event,
    int retries,
    MethodModel method,
    List<CancelOnModel> cancelOn,
    @Nullable EventModel whole,
    Address idAddress,
    Address eventAddress,
    Address retriesAddress) {
  /** The parameters that are fields of the event: all but {@code Steps}, and but the whole event. */
  public List<FieldModel> fields() {
    return method.parameters().stream()
        .filter(parameter -> !isSteps(parameter.type()) && !isWhole(parameter.type()))
        .toList();
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
    return type.equals(new TypeModel.Declared("dev.stepwell", List.of("Steps"), List.of()));
  }

  /** Whether this is the type {@code dev.stepwell.Failure}. */
  public static boolean isFailure(TypeModel type) {
    return type.equals(new TypeModel.Declared("dev.stepwell", List.of("Failure"), List.of()));
  }
}
