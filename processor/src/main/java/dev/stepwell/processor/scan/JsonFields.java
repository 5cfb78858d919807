package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.FieldJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The properties that JSON carries in both directions, by the rules of Jackson and its annotations. */
final class JsonFields {
  /** Classes whose objects Jackson does not take for a sum of properties. */
  private static final List<String> NO_SUMS =
      List.of("java.lang.Iterable", "java.util.Map", "java.lang.CharSequence", "java.lang.Number");

  /** Annotations on classes that are followed here, or change nothing. */
  private static final Set<String> OF_CLASSES = Set.of(
      "JsonIgnoreProperties",
      "JsonInclude",
      "JsonNaming",
      "JsonPropertyOrder",
      "JsonRootName",
      "JsonClassDescription",
      "JsonTypeName",
      "JsonIgnoreType");

  private static final Set<String> OF_FORMS = Stream.concat(
          OF_CLASSES.stream(), Stream.of("JsonTypeInfo", "JsonSubTypes"))
      .collect(Collectors.toSet());

  /** Annotations on members that are followed here, or change nothing. */
  static final Set<String> OF_MEMBERS = Set.of(
      "JsonProperty",
      "JsonGetter",
      "JsonSetter",
      "JsonAlias",
      "JsonIgnore",
      "JsonInclude",
      "JsonPropertyDescription",
      "JsonView");

  /** Annotations on members that determine how their values are written. */
  private static final Set<String> OF_VALUES = Set.of(
      "JsonFormat",
      "JsonSerialize",
      "JsonDeserialize",
      "JsonTypeInfo",
      "JsonSubTypes",
      "JsonIgnoreProperties",
      "JsonIncludeProperties");

  /** What {@code @JsonInclude} leaves out though it is not null. */
  private static final Set<String> LEFT_OUT = Set.of("NON_EMPTY", "NON_DEFAULT", "CUSTOM");

  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final Map<TypeElement, Optional<List<JsonField>>> found = new HashMap<>();

  JsonFields(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Whether JSON may have further fields when it is read. */
  boolean mayBeMore(TypeElement type) {
    return JsonMarks.of(elements, type).flag("JsonIgnoreProperties", "ignoreUnknown");
  }

  /** Whether the type of a field determines its values: no annotation on it changes them. */
  static boolean isOfItsType(JsonField field) {
    return isOfItsType(field.marks());
  }

  private static boolean isOfItsType(JsonMarks marks) {
    return marks.except(OF_MEMBERS).stream().noneMatch(OF_VALUES::contains);
  }

  /** The fields; empty if unknown. */
  Optional<List<JsonField>> of(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    return types.isSameType(type, element.asType())
        ? found.computeIfAbsent(element, some -> find(type, OF_CLASSES))
        : find(type, OF_CLASSES);
  }

  /** The fields other than the one that contains the class of the object. */
  Optional<List<JsonField>> ofForm(DeclaredType type) {
    return find(type, OF_FORMS);
  }

  private Optional<List<JsonField>> find(DeclaredType type, Set<String> ofClasses) {
    TypeElement element = (TypeElement) type.asElement();
    JsonMarks marks = JsonMarks.of(elements, element);
    boolean isKnown = isSum(element)
        && unknown(element, marks, ofClasses).findAny().isEmpty()
        && naming(marks).isPresent();
    return isKnown
        ? JsonMembers.of(elements, types, element)
            .filter(members -> members.stream().allMatch(member -> isKnown(element, member)))
            .map(members -> fields(type, members, marks))
            .filter(all -> FieldJson.areApart(all.stream().map(JsonField::json)))
        : Optional.empty();
  }

  private boolean isSum(TypeElement type) {
    return type.getKind() == ElementKind.RECORD
        || (type.getKind() == ElementKind.CLASS
            && JsonForms.isMade(type)
            && superclasses(type).noneMatch(JsonForms::isForeign)
            && NO_SUMS.stream().noneMatch(other -> isA(type.asType(), other)));
  }

  /** The class and its superclasses, but for {@code Object}. */
  private static Stream<TypeElement> superclasses(TypeElement type) {
    return Stream.iterate(type, at -> at.getSuperclass().getKind() == TypeKind.DECLARED, at ->
        (TypeElement) ((DeclaredType) at.getSuperclass()).asElement());
  }

  private boolean isA(TypeMirror type, String name) {
    return ModelTypes.isA(elements, types, type, name);
  }

  /** Unknown fields. What Lombok adds to a record is not for JSON, unless annotated. */
  private static Stream<String> unknown(TypeElement type, JsonMarks marks, Set<String> known) {
    boolean isRecord = type.getKind() == ElementKind.RECORD;
    return marks.except(known).stream()
        .filter(name ->
            !isRecord || !name.startsWith("lombok.") || name.startsWith("lombok.extern.jackson."));
  }

  private static boolean isKnown(TypeElement type, JsonMember member) {
    return member.isClear()
        && unknown(type, member.marks(), OF_MEMBERS).allMatch(OF_VALUES::contains);
  }

  private static Optional<UnaryOperator<String>> naming(JsonMarks marks) {
    return marks.has("JsonNaming")
        ? marks.type("JsonNaming", "value").flatMap(type -> JsonNaming.of(type.toString()))
        : Optional.of(UnaryOperator.identity());
  }

  private List<JsonField> fields(
      DeclaredType type, Collection<JsonMember> members, JsonMarks marks) {
    UnaryOperator<String> naming = naming(marks).orElseThrow();
    Set<String> ignored = Set.copyOf(marks.texts("JsonIgnoreProperties", "value"));
    boolean isRead = marks.flag("JsonIgnoreProperties", "allowSetters");
    boolean isWritten = marks.flag("JsonIgnoreProperties", "allowGetters");
    String include = marks.constant("JsonInclude", "value");
    return members.stream()
        .flatMap(member -> field(type, member, naming, include).stream())
        .map(field -> ignored.contains(field.name())
            ? field.as(field.read() && isRead, field.written() && isWritten)
            : field)
        .filter(field -> field.read() || field.written())
        .toList();
  }

  private Optional<JsonField> field(
      DeclaredType of, JsonMember member, UnaryOperator<String> naming, String include) {
    TypeMirror type = type(member, of);
    JsonMarks marks = member.marks();
    if (type == null || marks.holds("JsonIgnore") || isIgnored(type)) {
      return Optional.empty();
    }
    String access = marks.constant("JsonProperty", "access");
    boolean isFilled = isA(type, "java.util.Collection") || isA(type, "java.util.Map");
    boolean isRead = !access.equals("READ_ONLY") && (member.isRead() || isFilled);
    boolean isWritten = !access.equals("WRITE_ONLY") && member.isWritten();
    boolean isNullable = member.mayBeNull() || isA(type, "java.util.Optional");
    boolean isDemanded = member.parameter() != null
        && (marks.flag("JsonProperty", "required")
            || marks.constant("JsonProperty", "isRequired").equals("TRUE"));
    String own = marks.constant("JsonInclude", "value");
    boolean isOwn = !own.isEmpty() && !own.equals("USE_DEFAULTS");
    boolean mayBeLeftOut = LEFT_OUT.contains(isOwn ? own : include);
    String name =
        member.givenNames().stream().findFirst().orElseGet(() -> naming.apply(member.name()));
    boolean isRequired = isDemanded || (isRead && isWritten && !isNullable && !mayBeLeftOut);
    boolean isBare = SourceVersion.isName(name) && isOfItsType(marks);
    FieldJson json = new FieldJson(name, marks.texts("JsonAlias", "value"), isRequired, isBare);
    return Optional.of(
        new JsonField(member.name(), json, type, isNullable, isRead, isWritten, marks));
  }

  private boolean isIgnored(TypeMirror type) {
    return type instanceof DeclaredType declared
        && type.getKind() == TypeKind.DECLARED
        && JsonMarks.of(elements, (TypeElement) declared.asElement()).holds("JsonIgnoreType");
  }

  /** The type by which values are written; that by which they are read, where they are only that; null for a field that is hidden. */
  private @Nullable TypeMirror type(JsonMember member, DeclaredType of) {
    RecordComponentElement component = member.component();
    ExecutableElement getter = member.getter();
    ExecutableElement setter = member.setter();
    if (component != null && component.getAccessor().equals(getter)) {
      return ModelTypes.component(types, of, component);
    }
    if (getter != null) {
      return ((ExecutableType) types.asMemberOf(of, getter)).getReturnType();
    }
    if (member.field() != null && member.isWritten()) {
      return types.asMemberOf(of, member.field());
    }
    if (member.parameter() != null) {
      return member.parameter().asType();
    }
    return setter == null
        ? null
        : ((ExecutableType) types.asMemberOf(of, setter)).getParameterTypes().get(0);
  }
}
