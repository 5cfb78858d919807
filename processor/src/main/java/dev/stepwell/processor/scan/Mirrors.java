package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.AnnotationModel;
import dev.stepwell.processor.model.TextModel;
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
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
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

  /** The value of this name, or its default; empty if the source has none, or an erroneous one. */
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

  static double decimal(Elements elements, AnnotationMirror mirror, String name) {
    return value(elements, mirror, name, Double.class).orElse(0.0);
  }

  static boolean flag(Elements elements, AnnotationMirror mirror, String name) {
    return value(elements, mirror, name, Boolean.class).orElse(false);
  }

  /** The name of an enum's constant; empty if there is none. */
  static String constant(Elements elements, AnnotationMirror mirror, String name) {
    return value(elements, mirror, name, VariableElement.class)
        .map(constant -> constant.getSimpleName().toString())
        .orElse("");
  }

  /** A class. */
  static Optional<TypeMirror> type(Elements elements, AnnotationMirror mirror, String name) {
    return value(elements, mirror, name, TypeMirror.class);
  }

  /** The texts of an array. */
  static List<String> texts(Elements elements, AnnotationMirror mirror, String name) {
    return items(elements, mirror, name, String.class).stream()
        .map(item -> (String) item.getValue())
        .toList();
  }

  /** The texts of an array in an annotation on this element, each with its place. */
  static List<TextModel> texts(
      Elements elements, Element element, AnnotationMirror mirror, String name) {
    return items(elements, mirror, name, String.class).stream()
        .map(item -> new TextModel((String) item.getValue(), new Address(element, mirror, item)))
        .toList();
  }

  /** The annotations in an array. */
  static List<AnnotationMirror> mirrors(Elements elements, AnnotationMirror mirror, String name) {
    return items(elements, mirror, name, AnnotationMirror.class).stream()
        .map(item -> (AnnotationMirror) item.getValue())
        .toList();
  }

  private static List<AnnotationValue> items(
      Elements elements, AnnotationMirror mirror, String name, Class<?> type) {
    List<AnnotationValue> items = new ArrayList<>();
    for (Object item : value(elements, mirror, name, List.class).orElse(List.of())) {
      if (item instanceof AnnotationValue value && type.isInstance(value.getValue())) {
        items.add(value);
      }
    }
    return items;
  }

  /** The annotations as the model has them, but for those that no other file can name. */
  static List<AnnotationModel> models(List<? extends AnnotationMirror> mirrors) {
    List<AnnotationModel> models = new ArrayList<>();
    for (AnnotationMirror mirror : mirrors) {
      TypeModel type = ModelTypes.model(mirror.getAnnotationType());
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

  /** The place of this value; that of the annotation for a default. */
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
