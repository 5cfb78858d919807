package dev.stepwell.processor.scan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Annotations that change how values of a type are written. */
final class JsonValues {
  private static final Set<String> TIMES = Set.of(
      "java.time.Instant",
      "java.time.LocalDate",
      "java.time.LocalDateTime",
      "java.time.LocalTime",
      "java.time.OffsetDateTime",
      "java.time.ZonedDateTime");

  private final Elements elements;
  private final javax.lang.model.util.Types types;

  JsonValues(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Whether a member stands for the objects of this class: {@code @JsonValue}. */
  boolean isValue(TypeElement type) {
    return value(type).findAny().isPresent();
  }

  private Stream<? extends Element> value(TypeElement type) {
    return JsonMembers.lineage(type).stream()
        .flatMap(each -> each.getEnclosedElements().stream())
        .filter(member ->
            member.getKind() == ElementKind.FIELD || member.getKind() == ElementKind.METHOD)
        .filter(member -> new JsonMarks(elements, List.of(member)).holds("JsonValue"));
  }

  /** The type as which objects of this class are written, if they are read from the same; empty if unknown. */
  Optional<TypeMirror> written(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    List<TypeMirror> written = value(element)
        .map(member -> types.asMemberOf(type, member))
        .map(member -> member instanceof ExecutableType method ? method.getReturnType() : member)
        .toList();
    List<TypeMirror> read = read(type, element);
    return !written.isEmpty()
            && read.size() == 1
            && written.stream().allMatch(each -> types.isSameType(each, read.get(0)))
        ? Optional.of(read.get(0))
        : Optional.empty();
  }

  /** The value that objects consist of: the only component of a record, or the parameter of a delegating creator. */
  private List<TypeMirror> read(DeclaredType type, TypeElement element) {
    List<? extends Element> makers = element.getEnclosedElements().stream()
        .filter(each -> new JsonMarks(elements, List.of(each)).has("JsonCreator"))
        .toList();
    if (makers.isEmpty() && element.getKind() == ElementKind.RECORD) {
      return element.getRecordComponents().stream()
          .map(component -> ModelTypes.component(types, type, component))
          .toList();
    }
    return makers.size() == 1
            && makers.get(0) instanceof ExecutableElement maker
            && new JsonMarks(elements, makers).constant("JsonCreator", "mode").equals("DELEGATING")
        ? maker.getParameters().stream().<TypeMirror>map(Element::asType).toList()
        : List.of();
  }

  /** The format of a time that is written by a pattern: the pattern and its locale; empty for other fields. */
  static Optional<String> pattern(JsonField field) {
    JsonMarks marks = field.marks();
    boolean isTime = field.type().getKind() == TypeKind.DECLARED
        && TIMES.contains(((TypeElement) ((DeclaredType) field.type()).asElement())
            .getQualifiedName()
            .toString());
    boolean isText = Set.of("ANY", "STRING").contains(marks.constant("JsonFormat", "shape"));
    boolean isClear =
        Set.of("pattern", "shape", "timezone", "locale").containsAll(marks.given("JsonFormat"))
            && marks.except(JsonFields.OF_MEMBERS).equals(List.of("JsonFormat"));
    String pattern = marks.text("JsonFormat", "pattern");
    return isTime && isText && isClear && !pattern.isEmpty()
        ? Optional.of(Stream.of("timezone", "locale")
            .filter(marks.given("JsonFormat")::contains)
            .map(value -> marks.text("JsonFormat", value))
            .reduce(pattern, (form, more) -> form + " " + more))
        : Optional.empty();
  }
}
