package dev.stepwell.processor.model;

/**
 * A method under {@code @OnFailure} or {@code @OnCancel}.
 *
 * @param ending what it handles
 * @param functionId the function that it is of
 * @param method the method
 * @param functionIdAddress the place of the function's id
 */
public record EndingModel(
    Ending ending, String functionId, MethodModel method, Address functionIdAddress) {}
