package dev.stepwell.processor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The parts of a class with one name: those that Jackson reads and writes. */
final class JsonMember {
  /** Annotations that make Jackson read and write non-public members. */
  private static final String[] SHOWING = {
    "JsonProperty",
    "JsonGetter",
    "JsonSetter",
    "JsonFormat",
    "JsonView",
    "JsonSerialize",
    "JsonDeserialize",
    "JsonTypeInfo"
  };

  private final String name;
  private final Elements elements;

  private final List<Part> parts = new ArrayList<>();
  private @Nullable RecordComponentElement component;
  private @Nullable VariableElement field;
  private @Nullable ExecutableElement getter;
  private @Nullable ExecutableElement setter;
  private @Nullable VariableElement parameter;

  JsonMember(String name, Elements elements) {
    this.name = name;
    this.elements = elements;
  }

  /**
   * A field, a getter, a setter or a parameter.
   *
   * @param like it, and what it overrides
   * @param marks the annotations on these
   * @param isWriting whether JSON is made by it
   */
  private record Part(List<? extends Element> like, JsonMarks marks, boolean isWriting) {
    boolean isShown() {
      return marks.has(SHOWING);
    }
  }

  private void add(List<? extends Element> like, boolean isWriting) {
    parts.add(new Part(like, new JsonMarks(elements, like), isWriting));
  }

  String name() {
    return name;
  }

  void component(RecordComponentElement of) {
    component = of;
  }

  /** A field of a subclass hides those above. */
  void field(VariableElement other) {
    if (field == null) {
      field = other;
      add(List.of(other), true);
    }
  }

  /** The last one counts, for example a getter in addition to the accessor of a record. */
  void getter(ExecutableElement other, List<ExecutableElement> withOverridden) {
    getter = other;
    add(withOverridden, true);
  }

  void setter(ExecutableElement other, List<ExecutableElement> withOverridden) {
    setter = other;
    add(withOverridden, false);
  }

  void parameter(VariableElement other) {
    parameter = other;
    add(List.of(other), false);
  }

  @Nullable
  RecordComponentElement component() {
    return component;
  }

  @Nullable
  VariableElement parameter() {
    return parameter;
  }

  @Nullable
  VariableElement field() {
    return field;
  }

  @Nullable
  ExecutableElement getter() {
    return getter;
  }

  /** What reads it where nothing writes it. */
  @Nullable
  ExecutableElement setter() {
    return setter;
  }

  /** All that it consists of, and what that overrides. */
  Stream<Element> all() {
    return parts.stream().flatMap(part -> part.like.stream());
  }

  /** The annotations on all of it. */
  JsonMarks marks() {
    return new JsonMarks(elements, all().toList());
  }

  /** The names that annotations give it. */
  Set<String> givenNames() {
    JsonMarks marks = marks();
    return Stream.of("JsonProperty", "JsonGetter", "JsonSetter")
        .map(mark -> marks.text(mark, "value"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether its parts agree, so that the result is certain. */
  boolean isClear() {
    JsonMarks marks = marks();
    boolean isIgnoredInPart = parts.stream().anyMatch(part -> part.marks.holds("JsonIgnore"))
        && parts.stream().anyMatch(part -> part.isShown() && !part.marks.holds("JsonIgnore"));
    return givenNames().size() <= 1
        && !isIgnoredInPart
        && parts.stream().allMatch(part -> part.marks.agreeWith(marks));
  }

  boolean isWritten() {
    boolean isPublic = getter != null && is(getter, Modifier.PUBLIC);
    return isPublic
        || (field != null && is(field, Modifier.PUBLIC))
        || parts.stream().anyMatch(part -> part.isWriting && part.isShown());
  }

  /** A private field is read where a getter shows it. */
  boolean isRead() {
    return parameter != null || setter != null || (field != null && isWritten());
  }

  /** Whether one of its parts is marked as nullable. */
  boolean mayBeNull() {
    if (component != null) {
      return ModelTypes.isNullable(component, component.asType());
    }
    return Stream.of(
            Optional.ofNullable(field).map(each -> ModelTypes.isNullable(each, each.asType())),
            Optional.ofNullable(getter)
                .map(each -> ModelTypes.isNullable(each, each.getReturnType())),
            Optional.ofNullable(parameter).map(each -> ModelTypes.isNullable(each, each.asType())),
            Optional.ofNullable(setter)
                .map(each -> each.getParameters().get(0))
                .map(each -> ModelTypes.isNullable(each, each.asType())))
        .anyMatch(nullable -> nullable.orElse(false));
  }

  private static boolean is(Element member, Modifier modifier) {
    return member.getModifiers().contains(modifier);
  }
}
