package dev.stepwell.processor.scan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** What JSON carries of the objects of a class: the components of a record, the properties of another class, the forms of a sealed type. */
final class JsonParts {
  private static final Pattern GETTER = Pattern.compile("(get|is)\\p{Lu}.*");

  private JsonParts() {}

  /**
   * A part.
   *
   * @param words where it is, as in {@code in its component lines}
   */
  record Part(String words, TypeMirror type) {}

  /** The parts of a class; none where annotations say otherwise, or it is one of the platform. */
  static List<Part> of(javax.lang.model.util.Types types, DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    if (element.getKind() == ElementKind.RECORD) {
      return element.getRecordComponents().stream()
          .filter(component -> !JsonForms.isToldHow(component))
          .map(component -> new Part(
              "in its component " + component.getSimpleName(),
              Types.component(types, type, component)))
          .toList();
    }
    if (!JsonForms.isJudged(element)) {
      return List.of();
    }
    Stream<Part> forms = element.getPermittedSubclasses().stream()
        .filter(form -> ((TypeElement) ((DeclaredType) form).asElement())
            .getTypeParameters()
            .isEmpty())
        .map(form -> new Part("as a " + ((DeclaredType) form).asElement().getSimpleName(), form));
    return Stream.concat(forms, properties(types, type, element)).toList();
  }

  private static Stream<Part> properties(
      javax.lang.model.util.Types types, DeclaredType type, TypeElement element) {
    if (element.getKind() != ElementKind.CLASS) {
      return Stream.of();
    }
    Stream<Part> fields = ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
        .filter(JsonParts::isPublicOfObjects)
        .map(field ->
            new Part("in its field " + field.getSimpleName(), types.asMemberOf(type, field)));
    Stream<Part> getters = ElementFilter.methodsIn(element.getEnclosedElements()).stream()
        .filter(JsonParts::isPublicOfObjects)
        .filter(JsonParts::isGetter)
        .map(method -> new Part(
            "by its " + method.getSimpleName() + "()",
            ((ExecutableType) types.asMemberOf(type, method)).getReturnType()));
    return Stream.concat(fields, getters);
  }

  private static boolean isPublicOfObjects(Element member) {
    return member.getModifiers().contains(Modifier.PUBLIC)
        && !member.getModifiers().contains(Modifier.STATIC)
        && !member.getModifiers().contains(Modifier.TRANSIENT);
  }

  private static boolean isGetter(ExecutableElement method) {
    return method.getParameters().isEmpty()
        && GETTER.matcher(method.getSimpleName()).matches();
  }
}
