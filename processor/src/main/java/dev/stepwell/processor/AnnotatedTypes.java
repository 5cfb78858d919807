package dev.stepwell.processor;

import dev.stepwell.CancelOn;
import dev.stepwell.Event;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Was;
import dev.stepwell.processor.check.Fault;
import dev.stepwell.processor.check.FaultKind;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.scan.ClassScanner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * What is annotated in a round, by name, so that the order of source files makes no difference.
 *
 * @param classes the classes that are functions, and those with annotated methods
 * @param events the records that are events
 * @param faults what is annotated and cannot be read
 */
record AnnotatedTypes(
    Collection<TypeElement> classes, Collection<TypeElement> events, List<Fault> faults) {
  /** Finds it in the round and among the types that have waited for it. */
  static AnnotatedTypes in(
      Elements elements, RoundEnvironment round, Collection<TypeElement> waited) {
    Map<String, TypeElement> classes = new TreeMap<>();
    Map<String, TypeElement> events = new TreeMap<>();
    List<Fault> faults = new ArrayList<>();
    for (Element found : round.getElementsAnnotatedWithAny(
        Set.of(Function.class, Step.class, OnFailure.class, OnCancel.class))) {
      Element holder = found instanceof TypeElement ? found : found.getEnclosingElement();
      if (holder instanceof TypeElement type) {
        classes.put(type.getQualifiedName().toString(), type);
      }
    }
    for (Element event : round.getElementsAnnotatedWith(Event.class)) {
      FaultKind kind = kind((TypeElement) event);
      if (kind == null) {
        events.put(event.toString(), (TypeElement) event);
      } else {
        Address address = new Address(event, null, null);
        faults.add(Fault.of(kind, address, event.getSimpleName().toString()));
      }
    }
    for (Element element :
        round.getElementsAnnotatedWithAny(Set.of(CancelOn.class, CancelOn.List.class))) {
      if (element.getAnnotation(Function.class) == null) {
        Address address = new Address(element, null, null);
        faults.add(Fault.of(FaultKind.CANCEL_WITHOUT_FUNCTION, address, element.getSimpleName()));
      }
    }
    FlowControlPlaces.in(round).forEach(faults::add);
    for (Element named : round.getElementsAnnotatedWith(Was.class)) {
      if (named.getAnnotation(Function.class) == null && named.getAnnotation(Step.class) == null) {
        Address address = new Address(named, null, null);
        faults.add(Fault.of(FaultKind.WAS_ALONE, address, named.getSimpleName()));
      }
    }
    classes.values().forEach(type -> {
      faults.addAll(unreachable(type));
      faults.addAll(lost(elements, type));
    });
    for (TypeElement type : waited) {
      boolean isEvent = type.getAnnotation(Event.class) != null;
      (isEvent ? events : classes).put(type.getQualifiedName().toString(), type);
    }
    return new AnnotatedTypes(classes.values(), events.values(), faults);
  }

  /** The methods of a class that override steps and are none. */
  private static List<Fault> lost(Elements elements, TypeElement type) {
    return ClassScanner.lost(elements, type).stream()
        .map(method ->
            Fault.of(FaultKind.LOST_STEP, new Address(method, null, null), method.getSimpleName()))
        .toList();
  }

  /** The steps that a class inherits from another package and cannot override. */
  private static List<Fault> unreachable(TypeElement type) {
    List<Fault> faults = new ArrayList<>();
    for (ExecutableElement step : ClassScanner.unreachable(type)) {
      Element above = Objects.requireNonNull(step.getEnclosingElement());
      faults.add(Fault.of(
          FaultKind.UNREACHABLE_STEP,
          new Address(type, null, null),
          step.getSimpleName(),
          above.getSimpleName(),
          type.getSimpleName()));
    }
    return faults;
  }

  /** Whether this is, or stands in, a class with functions. */
  static boolean isInFunctions(Element element) {
    Element type = element instanceof TypeElement ? element : element.getEnclosingElement();
    return type != null
        && (type.getAnnotation(Function.class) != null
            || type.getEnclosedElements().stream()
                .anyMatch(member -> member.getAnnotation(Function.class) != null));
  }

  private static @Nullable FaultKind kind(TypeElement event) {
    if (event.getKind() != ElementKind.RECORD) {
      return FaultKind.EVENT_NOT_RECORD;
    }
    return ClassScanner.isPrivate(event) ? FaultKind.PRIVATE_EVENT : null;
  }
}
