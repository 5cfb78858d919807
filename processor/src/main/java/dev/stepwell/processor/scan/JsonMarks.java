package dev.stepwell.processor.scan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * The annotations on an element that determine its JSON: those of Jackson by simple names, those of Lombok by full
 * names. If Jackson merges elements, such as a method and those that it overrides, the first of each name counts.
 */
final class JsonMarks {
  /** The name of any annotation that stands for others, which are not looked for. */
  static final String OTHERS = "JacksonAnnotationsInside";

  private static final String JACKSON = "com.fasterxml.jackson.";
  private static final String LOMBOK = "lombok.";

  private final Elements elements;
  private final Map<String, AnnotationMirror> marks = new LinkedHashMap<>();

  JsonMarks(Elements elements, List<? extends Element> on) {
    this.elements = elements;
    on.stream()
        .flatMap(element -> element.getAnnotationMirrors().stream())
        .forEach(mark -> name(mark).ifPresent(name -> marks.putIfAbsent(name, mark)));
  }

  /** Those on a class and on what it extends and implements. */
  static JsonMarks of(Elements elements, TypeElement type) {
    return new JsonMarks(elements, List.copyOf(JsonMembers.lineage(type)));
  }

  private static Optional<String> name(AnnotationMirror mark) {
    TypeElement type = (TypeElement) mark.getAnnotationType().asElement();
    String name = type.getQualifiedName().toString();
    if (name.startsWith(JACKSON)) {
      return Optional.of(type.getSimpleName().toString());
    }
    if (name.startsWith(LOMBOK)) {
      return Optional.of(name);
    }
    return type.getAnnotationMirrors().stream()
            .map(meta -> (TypeElement) meta.getAnnotationType().asElement())
            .anyMatch(meta -> meta.getQualifiedName().toString().startsWith(JACKSON))
        ? Optional.of(OTHERS)
        : Optional.empty();
  }

  /** Whether an annotation here affects JSON. */
  static boolean areOn(Element element) {
    return element.getAnnotationMirrors().stream().anyMatch(mark -> name(mark).isPresent());
  }

  boolean has(String... names) {
    return Arrays.stream(names).anyMatch(marks::containsKey);
  }

  /** Whether there is one of these that is not disabled: {@code @JsonIgnore(false)}. */
  boolean holds(String name) {
    AnnotationMirror mark = marks.get(name);
    return mark != null && Mirrors.flag(elements, mark, "value");
  }

  /** Whether the others have these too, with the same values. */
  boolean agreeWith(JsonMarks others) {
    return marks.entrySet().stream()
        .allMatch(mark -> others.marks.containsKey(mark.getKey())
            && mark.getValue().toString().equals(others.marks.get(mark.getKey()).toString()));
  }

  /** The names of those that are not among these. */
  List<String> except(Set<String> names) {
    return marks.keySet().stream().filter(name -> !names.contains(name)).toList();
  }

  /** The text of an annotation; empty if there is none. */
  String text(String name, String value) {
    AnnotationMirror mark = marks.get(name);
    return mark == null ? "" : Mirrors.text(elements, mark, value);
  }

  /** The annotations in an array of an annotation. */
  List<AnnotationMirror> mirrors(String name, String value) {
    AnnotationMirror mark = marks.get(name);
    return mark == null ? List.of() : Mirrors.mirrors(elements, mark, value);
  }

  List<String> texts(String name, String value) {
    AnnotationMirror mark = marks.get(name);
    return mark == null ? List.of() : Mirrors.texts(elements, mark, value);
  }

  boolean flag(String name, String value) {
    AnnotationMirror mark = marks.get(name);
    return mark != null && Mirrors.flag(elements, mark, value);
  }

  /** The name of a constant of an annotation; empty if there is none. */
  String constant(String name, String value) {
    AnnotationMirror mark = marks.get(name);
    return mark == null ? "" : Mirrors.constant(elements, mark, value);
  }

  Optional<TypeMirror> type(String name, String value) {
    return Optional.ofNullable(marks.get(name))
        .flatMap(mark -> Mirrors.type(elements, mark, value));
  }

  /** The values that the source gives to an annotation, by name. */
  Set<String> given(String name) {
    AnnotationMirror mark = marks.get(name);
    return mark == null
        ? Set.of()
        : mark.getElementValues().keySet().stream()
            .map(value -> value.getSimpleName().toString())
            .collect(Collectors.toSet());
  }
}
