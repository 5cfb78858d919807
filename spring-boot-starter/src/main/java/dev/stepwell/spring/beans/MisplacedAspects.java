package dev.stepwell.spring.beans;

import dev.stepwell.spring.StepwellConfigurationException;
import java.lang.reflect.Method;
import java.util.Map;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/**
 * Annotations of the application's frameworks on classes with functions, where they cannot do what they say. An aspect surrounds each
 * execution of a function, not the function; a step is called by the flow itself, past the proxy, as is what a step calls on its object.
 */
final class MisplacedAspects {
  private static final String USE_TRANSACTIONAL_STEPS =
      "Remove it, and mark each step that writes with @Step(transactional = true): its writes commit together with its outcome.";
  private static final String USE_EVENTS =
      "Remove it, and start the function with an event: runs have threads of their own.";
  private static final String USE_STORED_RESULTS =
      "Remove it: the result of a step is stored, and the step is not executed again.";
  private static final String USE_RETRIES =
      "Remove it, and set retries and backoff of the @Function or @Step.";

  private static final Map<String, String> CURES = Map.of(
      "org.springframework.transaction.annotation.Transactional", USE_TRANSACTIONAL_STEPS,
      "jakarta.transaction.Transactional", USE_TRANSACTIONAL_STEPS,
      "org.springframework.scheduling.annotation.Async", USE_EVENTS,
      "org.springframework.cache.annotation.Cacheable", USE_STORED_RESULTS,
      "org.springframework.cache.annotation.CachePut", USE_STORED_RESULTS,
      "org.springframework.retry.annotation.Retryable", USE_RETRIES,
      "org.springframework.resilience.annotation.Retryable", USE_RETRIES);

  private MisplacedAspects() {}

  /**
   * Examines a class with functions.
   *
   * @throws StepwellConfigurationException if it or one of its methods has such an annotation
   */
  static void reject(Class<?> plain) {
    rejectIfPresent(MergedAnnotations.from(plain, SearchStrategy.TYPE_HIERARCHY), plain.getName());
    for (Method method : ReflectionUtils.getAllDeclaredMethods(plain)) {
      rejectIfPresent(
          MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY),
          method.getDeclaringClass().getName() + "." + method.getName());
    }
  }

  private static void rejectIfPresent(MergedAnnotations annotations, String place) {
    CURES.forEach((annotation, cure) -> {
      if (annotations.isPresent(annotation)) {
        throw rejection(place, annotation, cure);
      }
    });
  }

  private static StepwellConfigurationException rejection(
      String place, String annotation, String cure) {
    String name = annotation.substring(annotation.lastIndexOf('.') + 1);
    return new StepwellConfigurationException(
        "@" + name + " on " + place
            + " cannot take effect: a run executes its function again after each wait, and its steps without the aspect.",
        cure);
  }
}
