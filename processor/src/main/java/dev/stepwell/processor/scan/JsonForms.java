package dev.stepwell.processor.scan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Whether objects of a class can be created from JSON, by the rules of Jackson. It does not judge platform classes,
 * many of which Jackson supports, nor classes whose annotations determine how they are created.
 */
final class JsonForms {
  private JsonForms() {}

  /** Why they cannot, as a phrase; null if they can, or if it is not known. */
  static @Nullable String fault(Elements elements, TypeElement type) {
    String name = type.getSimpleName().toString();
    if (!isJudged(type)
        || type.getKind() == ElementKind.RECORD
        || type.getKind() == ElementKind.ENUM) {
      return null;
    }
    if (isSealed(type)) {
      return twins(elements, type);
    }
    if (type.getKind() != ElementKind.CLASS) {
      return name
          + " is an interface that is not sealed, so JSON does not determine which class to create";
    }
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      return name + " is abstract and not sealed, so JSON does not determine which class to create";
    }
    if (isInner(type)) {
      return name + " belongs to an instance of its outer class, which JSON does not have";
    }
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .anyMatch(constructor -> constructor.getParameters().isEmpty())
        ? null
        : name
            + " has no constructor without parameters, and no annotation says how to construct it";
  }

  /** Whether this class can have objects that JSON is of: it is not abstract, and belongs to no other object. */
  static boolean isMade(TypeElement type) {
    return !type.getModifiers().contains(Modifier.ABSTRACT) && !isInner(type);
  }

  /** Whether this is a class of the platform, or of Jackson. */
  static boolean isForeign(TypeElement type) {
    String in = ModelTypes.packageName(type);
    return in.startsWith("java.")
        || in.startsWith("javax.")
        || in.startsWith("com.fasterxml.jackson.");
  }

  /** Whether these rules apply to this class: it is not a platform class, and has no annotation that overrides them. */
  static boolean isJudged(TypeElement type) {
    String in = ModelTypes.packageName(type);
    return !in.startsWith("java.")
        && !in.startsWith("javax.")
        && Stream.concat(Stream.of(type), type.getEnclosedElements().stream())
            .noneMatch(JsonForms::isToldHow);
  }

  private static boolean isToldHow(Element element) {
    return JsonMarks.areOn(element)
        || (element instanceof ExecutableElement method
            && method.getParameters().stream().anyMatch(JsonMarks::areOn));
  }

  /** An enum whose constants have bodies is sealed to the JVM, and one form to us. */
  static boolean isSealed(TypeElement type) {
    return type.getModifiers().contains(Modifier.SEALED) && type.getKind() != ElementKind.ENUM;
  }

  private static boolean isInner(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement
        && !type.getModifiers().contains(Modifier.STATIC);
  }

  /** The forms of a sealed type are distinguished by their names. */
  private static @Nullable String twins(Elements elements, TypeElement type) {
    List<String> names = forms(type).map(form -> name(elements, form)).toList();
    Set<String> twice = names.stream()
        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
        .collect(Collectors.toSet());
    return twice.isEmpty()
        ? null
        : type.getSimpleName() + " permits two classes named "
            + twice.iterator().next() + ", which JSON uses to distinguish them";
  }

  /** The name of a form of a sealed type. */
  static String name(Elements elements, TypeElement form) {
    String given = givenName(elements, form);
    return given.isEmpty() ? form.getSimpleName().toString() : given;
  }

  /** The name that an annotation gives to a class; empty if none. */
  static String givenName(Elements elements, TypeElement form) {
    return new JsonMarks(elements, List.of(form)).text("JsonTypeName", "value");
  }

  /** The classes of values of this type, as far as the type determines them. */
  static Stream<TypeElement> forms(TypeElement type) {
    if (type.getKind() == ElementKind.ENUM) {
      return Stream.of(type);
    }
    Stream<TypeElement> permitted = type.getPermittedSubclasses().stream()
        .map(form -> (TypeElement) ((DeclaredType) form).asElement())
        .flatMap(JsonForms::forms);
    return isSealed(type) && type.getModifiers().contains(Modifier.ABSTRACT)
        ? permitted
        : Stream.concat(Stream.of(type), permitted);
  }
}
