package dev.stepwell.processor.scan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The reasons why JSON cannot carry the values of a type. */
public final class JsonFaults {
  /** Types whose values live in this process: a stream, a connection, a thread. */
  private static final List<String> LIVE = List.of(
      "java.util.stream.BaseStream",
      "java.util.Iterator",
      "java.lang.AutoCloseable",
      "java.lang.Thread",
      "java.lang.Class",
      "java.lang.Runnable",
      "java.util.concurrent.Callable",
      "java.util.concurrent.Future",
      "java.util.concurrent.Executor",
      "java.lang.ClassLoader",
      "java.util.concurrent.locks.Lock");

  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final JsonParts jsonParts;
  private final Map<TypeElement, Optional<String>> live = new HashMap<>();

  JsonFaults(Elements elements, javax.lang.model.util.Types types, JsonFields fields) {
    this.elements = elements;
    this.types = types;
    this.jsonParts = new JsonParts(types, fields);
  }

  /** The classes around the current type, and the types without faults, so that each is examined once. */
  private static final class Within {
    private final Deque<Element> classes = new ArrayDeque<>();
    private final Set<String> right = new HashSet<>();

    boolean isRight(TypeMirror type) {
      return right.contains(type.toString());
    }

    @Nullable
    String told(TypeMirror type, @Nullable String fault) {
      if (fault == null) {
        right.add(type.toString());
      }
      return fault;
    }
  }

  /** Why an event cannot carry values of this type: JSON cannot, or the schema would have no end; null if it can. */
  @Nullable
  String eventFault(TypeMirror type) {
    String fault = fault(type);
    return fault == null ? endless(type, new Within()) : fault;
  }

  /** Whether values of this type live in this process only. */
  boolean isLive(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED && liveType(type) != null;
  }

  private @Nullable String endless(TypeMirror type, Within within) {
    if (type instanceof ArrayType array) {
      return endless(array.getComponentType(), within);
    }
    if (!(type instanceof DeclaredType declared) || type.getKind() != TypeKind.DECLARED) {
      return null;
    }
    Element element = declared.asElement();
    if (within.isRight(type)) {
      return null;
    }
    if (within.classes.contains(element)) {
      return element.getSimpleName() + " contains itself, so its schema would be infinite";
    }
    Stream<TypeMirror> parts = declared.getTypeArguments().stream().map(part -> part);
    if (element.getKind() == ElementKind.RECORD) {
      within.classes.push(element);
      parts = Stream.concat(parts, jsonParts.of(declared).stream().map(JsonParts.Part::type));
    }
    String fault = parts
        .map(part -> endless(part, within))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
    within.classes.remove(element);
    return within.told(type, fault);
  }

  /** Why JSON cannot carry values of this type in both directions; null if it can. */
  public @Nullable String fault(TypeMirror type) {
    return fault(type, new Within());
  }

  private @Nullable String fault(TypeMirror type, Within within) {
    if (type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID) {
      return null;
    }
    if (type instanceof ArrayType array) {
      return array(array.getComponentType(), within);
    }
    if (!(type instanceof DeclaredType declared) || type.getKind() != TypeKind.DECLARED) {
      return type.getKind() == TypeKind.ERROR
          ? null
          : ModelTypes.model(type).words() + " is not an exact type";
    }
    TypeElement element = (TypeElement) declared.asElement();
    if (within.isRight(type)) {
      return null;
    }
    if (element.getQualifiedName().contentEquals("java.lang.Object")) {
      return "Object does not specify its content";
    }
    if (!element.getTypeParameters().isEmpty() && declared.getTypeArguments().isEmpty()) {
      return element.getSimpleName() + " is raw, without its type arguments";
    }
    String live = liveType(type);
    if (live != null) {
      return element.getSimpleName() + live + " exists only in this process";
    }
    return within.told(type, faultWithin(declared, element, within));
  }

  private @Nullable String array(TypeMirror component, Within within) {
    boolean generic = component instanceof DeclaredType declared
        && !declared.getTypeArguments().isEmpty();
    return generic
        ? ModelTypes.model(component).words()
            + " is generic, which the components of an array cannot be"
        : fault(component, within);
  }

  /** What makes values of this type live in this process only, as a phrase after its name; null if nothing does. */
  private @Nullable String liveType(TypeMirror type) {
    TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
    return live.computeIfAbsent(element, some -> Optional.ofNullable(live(some)))
        .orElse(null);
  }

  private @Nullable String live(TypeElement element) {
    if (ModelTypes.packageName(element).equals("java.util.function")) {
      return ", a function,";
    }
    TypeMirror type = types.erasure(element.asType());
    for (String name : LIVE) {
      TypeElement live = elements.getTypeElement(name);
      if (live != null && types.isSubtype(type, types.erasure(live.asType()))) {
        return element.equals(live)
            ? ""
            : ", being " + article(live.getSimpleName().toString()) + ",";
      }
    }
    return null;
  }

  private static String article(String name) {
    return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  private @Nullable String ownFault(DeclaredType type, TypeElement element) {
    String shown = JsonShown.fault(elements, element);
    if (shown != null) {
      return shown;
    }
    String key = JsonShown.keyFault(type, ModelTypes.isA(elements, types, type, "java.util.Map"));
    return key == null ? JsonForms.fault(elements, element) : key;
  }

  private @Nullable String faultWithin(DeclaredType type, TypeElement element, Within within) {
    for (TypeMirror argument : type.getTypeArguments()) {
      String fault = fault(argument, within);
      if (fault != null) {
        return fault;
      }
    }
    if (within.classes.contains(element)) {
      return element.getKind() == ElementKind.CLASS && !JsonForms.isSealed(element)
          ? element.getSimpleName()
              + " contains itself and is mutable, so its values may be infinite"
          : null;
    }
    String form = ownFault(type, element);
    if (form != null) {
      return form;
    }
    within.classes.push(element);
    try {
      for (JsonParts.Part part : jsonParts.of(type)) {
        String fault = fault(part.type(), within);
        if (fault != null) {
          return part.words() + ", " + fault;
        }
      }
      return null;
    } finally {
      within.classes.pop();
    }
  }
}
