package dev.stepwell.processor.model;

import java.util.List;

/**
 * A method under {@code @Step}.
 *
 * @param id the step's id
 * @param retries how it is tried again
 * @param timeout how long an attempt may take
 * @param flow its own limits
 * @param transactional whether it writes in the transaction that records its outcome
 * @param order its place in a graph
 * @param nullable whether what it returns may be null
 * @param was its former ids
 * @param method the method
 * @param idAddress the place of the id
 */
public record StepModel(
    String id,
    RetriesModel retries,
    DurationModel timeout,
    FlowControlModel flow,
    boolean transactional,
    OrderModel order,
    boolean nullable,
    List<TextModel> was,
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

  /** Whether it takes or returns what may be null. */
  public boolean speaksOfNull() {
    return nullable
        || method.parameters().stream()
            .anyMatch(parameter -> parameter.nullable() && !parameter.type().isOptional());
  }

  /** Whether this is the type {@code java.sql.Connection}. */
  public static boolean isConnection(TypeModel type) {
    return type.equals(new TypeModel.Declared("java.sql", List.of("Connection"), List.of()));
  }
}
