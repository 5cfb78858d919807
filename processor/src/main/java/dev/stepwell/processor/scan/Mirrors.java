package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads annotations by name, with the places of their values. */
final class Mirrors {
  private Mirrors() {}

  /** The annotation of this type on the element; null if it has none. */
  static @Nullable AnnotationMirror find(Element element, Class<?> type) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement annotation = (TypeElement) mirror.getAnnotationType().asElement();
      if (annotation.getQualifiedName().contentEquals(type.getCanonicalName())) {
        return mirror;
      }
    }
    return null;
  }

  /** The value of this name, or its default. */
  static Object value(Elements elements, AnnotationMirror mirror, String name) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        elements.getElementValuesWithDefaults(mirror).entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue().getValue();
      }
    }
    throw new IllegalArgumentException(mirror + " has no " + name);
  }

  static String text(Elements elements, AnnotationMirror mirror, String name) {
    return value(elements, mirror, name).toString();
  }

  static int number(Elements elements, AnnotationMirror mirror, String name) {
    return (Integer) value(elements, mirror, name);
  }

  /** The texts of an array. */
  static List<String> texts(Elements elements, AnnotationMirror mirror, String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : (List<?>) value(elements, mirror, name)) {
      texts.add(String.valueOf(((AnnotationValue) item).getValue()));
    }
    return texts;
  }

  /** The annotations in an array. */
  static List<AnnotationMirror> mirrors(Elements elements, AnnotationMirror mirror, String name) {
    List<AnnotationMirror> mirrors = new ArrayList<>();
    for (Object item : (List<?>) value(elements, mirror, name)) {
      mirrors.add((AnnotationMirror) ((AnnotationValue) item).getValue());
    }
    return mirrors;
  }

  /** Where this value is written; the annotation, if it is left to its default. */
  static Address address(Element element, AnnotationMirror mirror, String name) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return new Address(element, mirror, entry.getValue());
      }
    }
    return new Address(element, mirror, null);
  }

  static Address address(Element element) {
    return new Address(element, null, null);
  }
}
