package dev.stepwell.processor.model;

import java.util.List;

/**
 * A method under {@code @Step}.
 *
 * @param id the step's id
 * @param retries how it is tried again
 * @param timeout how long an attempt may take
 * @param transactional whether it writes in the transaction that records its outcome
 * @param method the method
 * @param idAddress where the id stands
 */
public record StepModel(
    String id,
    RetriesModel retries,
    DurationModel timeout,
    boolean transactional,
    MethodModel method,
    Address idAddress) {
  /** The parameters that are a connection to the database. */
  public List<FieldModel> connections() {
    return method.parameters().stream()
        .filter(parameter -> isConnection(parameter.type()))
        .toList();
  }

  /** The parameters that are data. */
  public List<FieldModel> inputs() {
    return method.parameters().stream().filter(parameter -> !parameter.live()).toList();
  }

  /** Whether this is the type {@code java.sql.Connection}. */
  public static boolean isConnection(TypeModel type) {
    return type.equals(new TypeModel.Declared("java.sql", List.of("Connection"), List.of()));
  }
}
