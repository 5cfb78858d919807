package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.AnnotationModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** The value of this name, or its default; nothing where the source gives none, or one that does not compile. */
  private static <T> Optional<T> value(
      Elements elements, AnnotationMirror mirror, String name, Class<T> type) {
    return elements.getElementValuesWithDefaults(mirror).entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
        .map(entry -> entry.getValue().getValue())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  static String text(Elements elements, AnnotationMirror mirror, String name) {
    return value(elements, mirror, name, String.class).orElse("");
  }

  static int number(Elements elements, AnnotationMirror mirror, String name) {
    return value(elements, mirror, name, Integer.class).orElse(0);
  }

  /** The texts of an array. */
  static List<String> texts(Elements elements, AnnotationMirror mirror, String name) {
    return items(elements, mirror, name, String.class);
  }

  /** The annotations in an array. */
  static List<AnnotationMirror> mirrors(Elements elements, AnnotationMirror mirror, String name) {
    return items(elements, mirror, name, AnnotationMirror.class);
  }

  private static <T> List<T> items(
      Elements elements, AnnotationMirror mirror, String name, Class<T> type) {
    List<T> items = new ArrayList<>();
    for (Object item : value(elements, mirror, name, List.class).orElse(List.of())) {
      Object value = ((AnnotationValue) item).getValue();
      if (type.isInstance(value)) {
        items.add(type.cast(value));
      }
    }
    return items;
  }

  /** The annotations as the model has them, but for those that no other file can name. */
  static List<AnnotationModel> models(List<? extends AnnotationMirror> mirrors) {
    List<AnnotationModel> models = new ArrayList<>();
    for (AnnotationMirror mirror : mirrors) {
      TypeModel type = Types.model(mirror.getAnnotationType());
      if (type instanceof TypeModel.Declared) {
        models.add(AnnotationModel.of(type, AnnotationText.values(mirror)));
      }
    }
    return models;
  }

  static boolean hasNullable(List<? extends AnnotationMirror> mirrors) {
    return models(mirrors).stream().anyMatch(AnnotationModel::isNullable);
  }

  /** The modifiers in the words of the source. */
  static Set<String> modifiers(Element element) {
    Set<String> modifiers = new LinkedHashSet<>();
    element.getModifiers().forEach(modifier -> modifiers.add(modifier.toString()));
    return modifiers;
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
