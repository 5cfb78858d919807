package dev.stepwell.processor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What JSON carries of the objects of classes that are no records, there and back, by the rules of Jackson. */
final class JsonBeans {
  /** Classes whose objects Jackson does not take for a sum of properties. */
  private static final List<String> OTHERS =
      List.of("java.lang.Iterable", "java.util.Map", "java.lang.CharSequence", "java.lang.Number");

  private static final String JACKSON = "com.fasterxml.jackson.";

  private final Elements elements;
  private final javax.lang.model.util.Types types;

  JsonBeans(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    this.types = types;
  }

  /**
   * A property.
   *
   * @param type the type of its values
   * @param nullable whether it may be null
   * @param written whether it is written, and not only read
   */
  record Property(String name, TypeMirror type, boolean nullable, boolean written) {}

  /** Whether the objects of this class are a sum of properties that are known: no annotation says otherwise. */
  boolean isBean(TypeElement type) {
    return type.getKind() == ElementKind.CLASS
        && JsonForms.fault(type) == null
        && lineage(type).stream()
            .allMatch(
                each -> JsonForms.isJudged(each) && !Types.packageName(each).startsWith(JACKSON))
        && OTHERS.stream().noneMatch(other -> isA(type.asType(), other));
  }

  /** The class and its superclasses, but for {@code Object}. */
  private static List<TypeElement> lineage(TypeElement type) {
    List<TypeElement> lineage = new ArrayList<>();
    TypeElement at = type;
    while (!at.getQualifiedName().contentEquals("java.lang.Object")
        && at.getSuperclass() instanceof DeclaredType above) {
      lineage.add(at);
      at = (TypeElement) above.asElement();
    }
    return lineage;
  }

  private boolean isA(TypeMirror type, String name) {
    return Types.isA(elements, types, type, name);
  }

  /** The properties that are read, in the order of their names. */
  List<Property> properties(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    Map<String, Members> members = new TreeMap<>();
    for (TypeElement each : lineage(element)) {
      ElementFilter.fieldsIn(each.getEnclosedElements()).stream()
          .filter(field -> !is(field, Modifier.STATIC) && !is(field, Modifier.TRANSIENT))
          .forEach(field -> of(field.getSimpleName().toString(), members).addField(field));
    }
    ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
        .filter(method -> !is(method, Modifier.STATIC))
        .forEach(method -> {
          getter(method).ifPresent(name -> of(name, members).getter = method);
          setter(method).ifPresent(name -> of(name, members).setter = method);
        });
    return members.entrySet().stream()
        .flatMap(each -> property(each.getKey(), each.getValue(), type).stream())
        .toList();
  }

  /** What a class has of one name. */
  private static final class Members {
    private @Nullable VariableElement field;
    private @Nullable ExecutableElement getter;
    private @Nullable ExecutableElement setter;

    /** A field of a subclass hides those above. */
    void addField(VariableElement other) {
      field = field == null ? other : field;
    }

    boolean areWritten() {
      return getter != null || (field != null && is(field, Modifier.PUBLIC));
    }

    boolean mayBeNull() {
      return Stream.of(
              Optional.ofNullable(field).map(each -> Types.isNullable(each, each.asType())),
              Optional.ofNullable(getter).map(each -> Types.isNullable(each, each.getReturnType())),
              Optional.ofNullable(setter)
                  .map(each -> each.getParameters().get(0))
                  .map(each -> Types.isNullable(each, each.asType())))
          .anyMatch(nullable -> nullable.orElse(false));
    }
  }

  private static Members of(String name, Map<String, Members> members) {
    return members.computeIfAbsent(name, some -> new Members());
  }

  private static boolean is(Element member, Modifier modifier) {
    return member.getModifiers().contains(modifier);
  }

  /** A private field is read where a getter shows it, and a collection that a getter gives is filled. */
  private Optional<Property> property(String name, Members members, DeclaredType of) {
    TypeMirror type = type(members, of);
    if (type == null) {
      return Optional.empty();
    }
    boolean isRead = members.setter != null
        || members.field != null
        || isA(type, "java.util.Collection")
        || isA(type, "java.util.Map");
    return isRead
        ? Optional.of(new Property(name, type, members.mayBeNull(), members.areWritten()))
        : Optional.empty();
  }

  /** The type by which values are written; that by which they are read, where they are only that; null for a field that is hidden. */
  private @Nullable TypeMirror type(Members members, DeclaredType of) {
    if (members.getter != null) {
      return ((ExecutableType) types.asMemberOf(of, members.getter)).getReturnType();
    }
    if (members.field != null && members.areWritten()) {
      return types.asMemberOf(of, members.field);
    }
    return members.setter == null
        ? null
        : ((ExecutableType) types.asMemberOf(of, members.setter))
            .getParameterTypes()
            .get(0);
  }

  private static Optional<String> getter(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    boolean isGetter = is(method, Modifier.PUBLIC)
        && method.getParameters().isEmpty()
        && method.getReturnType().getKind() != TypeKind.VOID
        && !name.equals("getClass");
    if (!isGetter) {
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
