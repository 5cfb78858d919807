package dev.stepwell.processor.model;

/**
 * A method under {@code @Step}.
 *
 * @param id the step's id
 * @param retries how often it is tried again; −1 for what the function says
 * @param method the method
 * @param idAddress where the id stands
 * @param retriesAddress where the retries stand
 */
public record StepModel(
    String id, int retries, MethodModel method, Address idAddress, Address retriesAddress) {}
