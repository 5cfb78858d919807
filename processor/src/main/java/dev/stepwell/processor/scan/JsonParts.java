package dev.stepwell.processor.scan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** What JSON carries of the objects of a class: the components of a record, the properties of another class, the forms of a sealed type. */
final class JsonParts {
  private static final Pattern GETTER = Pattern.compile("(get|is)\\p{Lu}.*");

  private final javax.lang.model.util.Types types;
  private final JsonFields fields;

  JsonParts(javax.lang.model.util.Types types, JsonFields fields) {
    this.types = types;
    this.fields = fields;
  }

  /**
   * A part.
   *
   * @param words where it is, as in {@code in its component lines}
   */
  record Part(String words, TypeMirror type) {}

  /** The parts of a class; none if annotations change them, or for a platform class. */
  List<Part> of(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    if (element.getKind() == ElementKind.RECORD) {
      return components(type, element);
    }
    if (!JsonForms.isJudged(element)) {
      return List.of();
    }
    Stream<Part> forms = element.getPermittedSubclasses().stream()
        .filter(form -> ((TypeElement) ((DeclaredType) form).asElement())
            .getTypeParameters()
            .isEmpty())
        .map(form -> new Part("as a " + ((DeclaredType) form).asElement().getSimpleName(), form));
    return Stream.concat(forms, properties(type, element)).toList();
  }

  /** The parts that JSON has by their types; for a record with unknown JSON, those without annotations. */
  private List<Part> components(DeclaredType type, TypeElement record) {
    Optional<Set<String>> known = fields
        .of(type)
        .map(all -> all.stream()
            .filter(JsonFields::isOfItsType)
            .map(JsonField::member)
            .collect(Collectors.toSet()));
    return record.getRecordComponents().stream()
        .filter(component -> known
            .map(names -> names.contains(component.getSimpleName().toString()))
            .orElseGet(() -> isPlain(record, component)))
        .map(component -> new Part(
            "in its component " + component.getSimpleName(),
            ModelTypes.component(types, type, component)))
        .toList();
  }

  private static boolean isPlain(TypeElement record, RecordComponentElement component) {
    return !JsonMarks.areOn(component.getAccessor())
        && ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
            .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
            .noneMatch(JsonMarks::areOn);
  }

  private Stream<Part> properties(DeclaredType type, TypeElement element) {
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
