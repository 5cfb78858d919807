package dev.stepwell.processor.model;

/**
 * A method under {@code @OnFailure}.
 *
 * @param functionId the function whose failures it handles
 * @param method the method
 * @param functionIdAddress where the id stands
 */
public record OnFailureModel(String functionId, MethodModel method, Address functionIdAddress) {}
