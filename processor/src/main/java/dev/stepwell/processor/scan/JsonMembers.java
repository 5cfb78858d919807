package dev.stepwell.processor.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Finds the JSON members of a class by their Java names, like Jackson. */
final class JsonMembers {
  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final TypeElement type;
  private final Map<String, JsonMember> members;

  private JsonMembers(Elements elements, javax.lang.model.util.Types types, TypeElement type) {
    this.elements = elements;
    this.types = types;
    this.type = type;
    this.members = isRecord() ? new LinkedHashMap<>() : new TreeMap<>();
  }

  /** The members: of a record in the order of its components, else of their names; empty if it is not clear what they are. */
  static Optional<Collection<JsonMember>> of(
      Elements elements, javax.lang.model.util.Types types, TypeElement type) {
    JsonMembers found = new JsonMembers(elements, types, type);
    found.components().forEach(found::addComponent);
    found.addFields();
    found.addMethods();
    return found.addParameters() && found.areAll()
        ? Optional.of(found.members.values())
        : Optional.empty();
  }

  /** The class and its supertypes, itself first and then in Jackson's order, without platform classes. */
  static Set<TypeElement> lineage(TypeElement type) {
    Set<TypeElement> lineage = new LinkedHashSet<>();
    addLineage(type, lineage);
    return lineage;
  }

  private static void addLineage(TypeElement type, Set<TypeElement> to) {
    if (type.getQualifiedName().toString().startsWith("java.") || !to.add(type)) {
      return;
    }
    Stream.concat(type.getInterfaces().stream(), Stream.of(type.getSuperclass()))
        .filter(above -> above.getKind() == TypeKind.DECLARED)
        .forEach(above -> addLineage((TypeElement) ((DeclaredType) above).asElement(), to));
  }

  private boolean isRecord() {
    return type.getKind() == ElementKind.RECORD;
  }

  /** Eclipse's compiler fails if they are requested from another class. */
  private List<? extends RecordComponentElement> components() {
    return isRecord() ? type.getRecordComponents() : List.of();
  }

  private JsonMember member(String name) {
    return members.computeIfAbsent(name, some -> new JsonMember(name, elements));
  }

  private void addComponent(RecordComponentElement component) {
    JsonMember member = member(component.getSimpleName().toString());
    member.component(component);
    ExecutableElement accessor = component.getAccessor();
    member.getter(accessor, like(accessor));
  }

  private void addFields() {
    for (TypeElement each : lineage(type)) {
      ElementFilter.fieldsIn(each.getEnclosedElements()).stream()
          .filter(field -> !is(field, Modifier.STATIC) && !is(field, Modifier.TRANSIENT))
          .forEach(field -> member(field.getSimpleName().toString()).field(field));
    }
  }

  private void addMethods() {
    ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
        .filter(method -> !is(method, Modifier.STATIC))
        .forEach(method -> {
          List<ExecutableElement> like = like(method);
          boolean isShown = is(method, Modifier.PUBLIC) || like.stream().anyMatch(JsonMarks::areOn);
          if (isShown) {
            getter(method).ifPresent(name -> member(name).getter(method, like));
          }
          setter(method).ifPresent(name -> member(name).setter(method, like));
        });
  }

  /** The method, and what it overrides. */
  private List<ExecutableElement> like(ExecutableElement method) {
    List<ExecutableElement> like = new ArrayList<>(List.of(method));
    for (TypeElement above : lineage(type)) {
      ElementFilter.methodsIn(above.getEnclosedElements()).stream()
          .filter(other -> other.getSimpleName().equals(method.getSimpleName()))
          .filter(other -> elements.overrides(method, other, type))
          .forEach(like::add);
    }
    return like;
  }

  /** Adds the parameters of that which makes objects; false if it is not clear what does. */
  private boolean addParameters() {
    List<ExecutableElement> makers = makers();
    if (isRecord()) {
      return addRecordParameters(makers);
    }
    if (makers.isEmpty()) {
      return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
          .anyMatch(constructor -> constructor.getParameters().isEmpty());
    }
    return makers.size() == 1
        && !isDelegating(makers.get(0))
        && !makers.get(0).getParameters().isEmpty()
        && makers.get(0).getParameters().stream().allMatch(this::addNamed);
  }

  /** The constructors and factories on which, or on whose parameters, annotations are. */
  private List<ExecutableElement> makers() {
    Predicate<ExecutableElement> isMarked = maker ->
        JsonMarks.areOn(maker) || maker.getParameters().stream().anyMatch(JsonMarks::areOn);
    return Stream.concat(
            ElementFilter.constructorsIn(type.getEnclosedElements()).stream(),
            ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> is(method, Modifier.STATIC)))
        .filter(isMarked)
        .toList();
  }

  private boolean addRecordParameters(List<ExecutableElement> makers) {
    for (ExecutableElement maker : makers) {
      if (!isCanonical(maker) || isDelegating(maker)) {
        return false;
      }
    }
    ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
        .filter(this::isCanonical)
        .forEach(canonical -> addInOrder(canonical.getParameters()));
    return true;
  }

  /** Of a class file, some compilers do not know what parameters are called. */
  private void addInOrder(List<? extends VariableElement> parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      String name = components().get(i).getSimpleName().toString();
      member(name).parameter(parameters.get(i));
    }
  }

  private boolean isCanonical(ExecutableElement maker) {
    List<? extends RecordComponentElement> components = components();
    List<? extends VariableElement> parameters = maker.getParameters();
    return maker.getKind() == ElementKind.CONSTRUCTOR
        && parameters.size() == components.size()
        && IntStream.range(0, parameters.size())
            .allMatch(place -> types.isSameType(
                parameters.get(place).asType(), components.get(place).asType()));
  }

  private boolean isDelegating(ExecutableElement maker) {
    String mode = new JsonMarks(elements, List.of(maker)).constant("JsonCreator", "mode");
    return mode.equals("DELEGATING") || mode.equals("DISABLED");
  }

  /**
   * Adds a parameter to the member of its name in Java, or of its given name; false if it has none, or that has
   * another.
   */
  private boolean addNamed(VariableElement parameter) {
    String name = new JsonMarks(elements, List.of(parameter)).text("JsonProperty", "value");
    if (name.isEmpty()) {
      return false;
    }
    JsonMember member = members.values().stream()
        .filter(other -> !members.containsKey(name) && other.givenNames().contains(name))
        .findFirst()
        .orElseGet(() -> member(name));
    member.parameter(parameter);
    return true;
  }

  /** Whether there is no annotation for JSON on anything else in the class, or in those above. */
  private boolean areAll() {
    Set<Element> known = new HashSet<>(makers());
    known.addAll(components());
    members.values().forEach(member -> member.all().forEach(known::add));
    return lineage(type).stream()
        .flatMap(each -> each.getEnclosedElements().stream())
        .filter(each -> !(each instanceof TypeElement) && !known.contains(each))
        .filter(each -> each.getKind() != ElementKind.CONSTRUCTOR)
        .noneMatch(each -> JsonMarks.areOn(each)
            || (each instanceof ExecutableElement method
                && method.getParameters().stream().anyMatch(JsonMarks::areOn)));
  }

  private static boolean is(Element member, Modifier modifier) {
    return member.getModifiers().contains(modifier);
  }

  private static Optional<String> getter(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    if (!method.getParameters().isEmpty()
        || method.getReturnType().getKind() == TypeKind.VOID
        || name.equals("getClass")) {
      return Optional.empty();
    }
    return name.startsWith("is") && isTruth(method.getReturnType())
        ? after("is", name)
        : after("get", name);
  }

  private static boolean isTruth(TypeMirror type) {
    return type.getKind() == TypeKind.BOOLEAN || type.toString().endsWith("java.lang.Boolean");
  }

  private static Optional<String> setter(ExecutableElement method) {
    return method.getParameters().size() == 1
        ? after("set", method.getSimpleName().toString())
        : Optional.empty();
  }

  /** What follows the prefix, with all leading capitals made small: {@code getURLOf} gives {@code urlof}. */
  private static Optional<String> after(String prefix, String name) {
    if (!name.startsWith(prefix) || name.length() == prefix.length()) {
      return Optional.empty();
    }
    StringBuilder property = new StringBuilder(name.substring(prefix.length()));
    for (int i = 0; i < property.length() && Character.isUpperCase(property.charAt(i)); i++) {
      property.setCharAt(i, Character.toLowerCase(property.charAt(i)));
    }
    return Optional.of(property.toString());
  }
}
