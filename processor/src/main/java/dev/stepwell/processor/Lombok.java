package dev.stepwell.processor;

import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** What Lombok adds to a class after the round in which the class is seen first. */
final class Lombok {
  private static final Set<String> MAKES_CONSTRUCTORS = Set.of(
      "lombok.AllArgsConstructor",
      "lombok.Builder",
      "lombok.Data",
      "lombok.NoArgsConstructor",
      "lombok.RequiredArgsConstructor",
      "lombok.Value",
      "lombok.experimental.SuperBuilder");

  private Lombok() {}

  /** Whether the class has no constructor in its source yet, and Lombok generates one in this round. */
  static boolean isAwaited(Elements elements, TypeElement type) {
    List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements());
    return constructors.stream()
            .allMatch(constructor -> elements.getOrigin(constructor) == Elements.Origin.MANDATED)
        && type.getAnnotationMirrors().stream()
            .map(annotation -> annotation.getAnnotationType().toString())
            .anyMatch(MAKES_CONSTRUCTORS::contains);
  }
}
