package dev.stepwell.processor;

import dev.stepwell.Batch;
import dev.stepwell.Concurrency;
import dev.stepwell.Debounce;
import dev.stepwell.Function;
import dev.stepwell.MaxWaiting;
import dev.stepwell.Priority;
import dev.stepwell.RateLimit;
import dev.stepwell.Singleton;
import dev.stepwell.Step;
import dev.stepwell.Throttle;
import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.check.FaultKind;
import dev.stepwell.processor.model.Address;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;

/** Finds annotations of flow control on what is neither a function nor a step. */
final class FlowControlPlaces {
  private static final List<Class<? extends Annotation>> OF_FUNCTIONS = List.of(
      RateLimit.class,
      Debounce.class,
      Batch.class,
      Priority.class,
      Singleton.class,
      MaxWaiting.class);

  private FlowControlPlaces() {}

  /** The faults of a round. */
  static List<Fault> in(RoundEnvironment round) {
    List<Fault> faults = new ArrayList<>();
    for (Class<? extends Annotation> annotation : OF_FUNCTIONS) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (element.getAnnotation(Function.class) == null) {
          faults.add(fault(annotation, element, "function"));
        }
      }
    }
    for (Element element :
        round.getElementsAnnotatedWithAny(Set.of(Concurrency.class, Concurrency.List.class))) {
      addUnlessStep(Concurrency.class, element, faults);
    }
    for (Element element : round.getElementsAnnotatedWith(Throttle.class)) {
      addUnlessStep(Throttle.class, element, faults);
    }
    return faults;
  }

  private static void addUnlessStep(
      Class<? extends Annotation> annotation, Element element, List<Fault> faults) {
    if (element.getAnnotation(Function.class) == null
        && element.getAnnotation(Step.class) == null) {
      faults.add(fault(annotation, element, "function or step"));
    }
  }

  private static Fault fault(
      Class<? extends Annotation> annotation, Element element, String place) {
    return Fault.of(
        FaultKind.LIMIT_PLACE,
        new Address(element, null, null),
        annotation.getSimpleName(),
        element.getSimpleName(),
        place);
  }
}
