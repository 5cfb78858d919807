package dev.stepwell.processor.scan;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What JSON loses of the objects of a class: private fields, wide types, keys of maps. */
final class JsonShown {
  /** Platform types with many implementations, which do not determine the class to create. */
  private static final Set<String> WIDE = Set.of(
      "java.io.Serializable",
      "java.lang.Cloneable",
      "java.lang.Comparable",
      "java.lang.Number",
      "java.lang.Record");

  private static final Set<String> LOMBOK_MAKERS = Set.of(
      "lombok.AllArgsConstructor",
      "lombok.Builder",
      "lombok.Value",
      "lombok.experimental.SuperBuilder");

  private JsonShown() {}

  /** Why objects of this class cannot be read back, as a phrase; null if they can, or if it is not known. */
  static @Nullable String fault(Elements elements, TypeElement type) {
    String name = type.getSimpleName().toString();
    if (WIDE.contains(type.getQualifiedName().toString())) {
      return name + " does not determine which class to create";
    }
    if (type.getKind() != ElementKind.CLASS || JsonForms.isForeign(type)) {
      return null;
    }
    String maker = lombokMaker(type);
    if (maker != null) {
      return name + " is constructed by Lombok's @" + maker
          + ", which JSON does not know; add @Jacksonized and @Builder, or use a record";
    }
    if (!JsonForms.isJudged(type) || !isOwnClass(type)) {
      return null;
    }
    return JsonForms.isSealed(type) ? null : hidden(elements, type);
  }

  /** The Lombok annotation that alone creates the class; null if JSON can create it otherwise, or it has none. */
  private static @Nullable String lombokMaker(TypeElement type) {
    List<String> names =
        type.getAnnotationMirrors().stream().map(JsonShown::name).toList();
    boolean isMade = names.contains("lombok.NoArgsConstructor")
        || names.stream().anyMatch(name -> name.startsWith("lombok.extern.jackson."))
        || names.stream().anyMatch(name -> name.startsWith("com.fasterxml.jackson."))
        || ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .anyMatch(JsonShown::isForJson);
    boolean hasFields = ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .anyMatch(field -> !field.getModifiers().contains(Modifier.STATIC));
    return isMade || !hasFields
        ? null
        : names.stream()
            .filter(LOMBOK_MAKERS::contains)
            .map(name -> name.replaceFirst(".*\\.", ""))
            .sorted()
            .findFirst()
            .orElse(null);
  }

  private static boolean isForJson(ExecutableElement constructor) {
    return Stream.concat(
            Stream.of(constructor), constructor.getParameters().stream().map(Element.class::cast))
        .flatMap(element -> element.getAnnotationMirrors().stream())
        .anyMatch(annotation -> name(annotation).startsWith("com.fasterxml.jackson."));
  }

  private static String name(AnnotationMirror annotation) {
    return annotation.getAnnotationType().toString();
  }

  /** Whether all that this class extends is judged too. */
  private static boolean isOwnClass(TypeElement type) {
    TypeMirror above = type.getSuperclass();
    return !(above instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)
        || element.getQualifiedName().contentEquals("java.lang.Object")
        || (JsonForms.isJudged(element) && isOwnClass(element));
  }

  private static @Nullable String hidden(Elements elements, TypeElement type) {
    List<String> shown = properties(elements, type, "(get|is)\\p{Lu}.*", 0);
    List<String> settable = properties(elements, type, "set\\p{Lu}.*", 1);
    boolean isBlank = shown.isEmpty()
        && ElementFilter.fieldsIn(elements.getAllMembers(type)).stream()
            .noneMatch(field -> field.getModifiers().contains(Modifier.PUBLIC));
    List<String> read = ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
        .filter(method -> method.getParameters().isEmpty())
        .map(method -> method.getSimpleName().toString())
        .toList();
    return ElementFilter.fieldsIn(elements.getAllMembers(type)).stream()
        .filter(JsonShown::isHidden)
        .map(field -> field.getSimpleName().toString())
        .filter(name -> !shown.contains(property(name))
            && (isBlank || settable.contains(property(name)) || read.contains(name)))
        .findFirst()
        .map(name ->
            "its field " + name + " is not public and has no public getter, so JSON leaves it out")
        .orElse(null);
  }

  /** The names, in small letters, of what public methods of this pattern and number of parameters read or set. */
  private static List<String> properties(
      Elements elements, TypeElement type, String pattern, int parameters) {
    return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
        .filter(method -> method.getModifiers().contains(Modifier.PUBLIC))
        .filter(method -> method.getParameters().size() == parameters)
        .map(method -> method.getSimpleName().toString())
        .filter(name -> name.matches(pattern) && !name.equals("getClass"))
        .map(name -> name.replaceFirst("get|is|set", "").toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String property(String field) {
    return field.replaceFirst("^is(?=\\p{Lu})", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isHidden(VariableElement field) {
    return !field.getModifiers().contains(Modifier.PUBLIC)
        && !field.getModifiers().contains(Modifier.STATIC)
        && !field.getModifiers().contains(Modifier.TRANSIENT);
  }

  /** Why the keys of a map cannot be read back; null if they can, or if this is not a map. */
  static @Nullable String keyFault(DeclaredType type, boolean isMap) {
    if (!isMap || type.getTypeArguments().size() != 2) {
      return null;
    }
    TypeMirror key = type.getTypeArguments().get(0);
    if (!(key instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return null;
    }
    String name = element.getSimpleName().toString();
    boolean isContainer = element
        .getQualifiedName()
        .toString()
        .matches("java\\.util\\.(List|Set|Map|Collection|Optional)");
    boolean isObject =
        (element.getKind() == ElementKind.RECORD || element.getKind() == ElementKind.CLASS)
            && !JsonForms.isForeign(element)
            && JsonForms.isJudged(element)
            && (element.getKind() == ElementKind.RECORD || !isMadeOfText(element));
    return isContainer || isObject
        ? name + " is the key of a map, which JSON writes as a text and cannot read back"
        : null;
  }

  /** Whether Jackson can make it of a text: by a constructor, or by a factory. */
  private static boolean isMadeOfText(TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(ExecutableElement.class::isInstance)
        .map(ExecutableElement.class::cast)
        .filter(maker -> maker.getParameters().size() == 1)
        .filter(
            maker -> maker.getParameters().get(0).asType().toString().endsWith("java.lang.String"))
        .anyMatch(maker -> maker.getKind() == ElementKind.CONSTRUCTOR
            || (maker.getModifiers().contains(Modifier.STATIC)
                && maker.getSimpleName().toString().matches("valueOf|fromString")));
  }
}
