package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.SchemaText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What JSON makes of a type: its schema (draft 2020-12), or the reason why JSON cannot carry it. */
final class JsonTypes {
  private static final Map<String, String> SCALARS = Map.ofEntries(
      Map.entry("java.lang.String", "{\"type\":\"string\"}"),
      Map.entry("java.lang.CharSequence", "{\"type\":\"string\"}"),
      Map.entry("java.lang.Character", "{\"type\":\"string\"}"),
      Map.entry("java.lang.Boolean", "{\"type\":\"boolean\"}"),
      Map.entry("java.lang.Byte", "{\"type\":\"integer\"}"),
      Map.entry("java.lang.Short", "{\"type\":\"integer\"}"),
      Map.entry("java.lang.Integer", "{\"type\":\"integer\"}"),
      Map.entry("java.lang.Long", "{\"type\":\"integer\"}"),
      Map.entry("java.math.BigInteger", "{\"type\":\"integer\"}"),
      Map.entry("java.lang.Float", "{\"type\":\"number\"}"),
      Map.entry("java.lang.Double", "{\"type\":\"number\"}"),
      Map.entry("java.math.BigDecimal", "{\"type\":\"number\"}"),
      Map.entry("java.time.Instant", "{\"type\":\"string\",\"format\":\"date-time\"}"),
      Map.entry("java.time.OffsetDateTime", "{\"type\":\"string\",\"format\":\"date-time\"}"),
      Map.entry("java.time.ZonedDateTime", "{\"type\":\"string\",\"format\":\"date-time\"}"),
      Map.entry("java.time.LocalDate", "{\"type\":\"string\",\"format\":\"date\"}"),
      Map.entry("java.time.Duration", "{\"type\":\"string\",\"format\":\"duration\"}"),
      Map.entry("java.util.UUID", "{\"type\":\"string\",\"format\":\"uuid\"}"),
      Map.entry("java.net.URI", "{\"type\":\"string\",\"format\":\"uri\"}"),
      Map.entry("java.lang.Void", "{\"type\":\"null\"}"));

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

  private static final String ANYTHING = "{}";

  private final Elements elements;
  private final javax.lang.model.util.Types types;

  JsonTypes(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Why JSON cannot carry values of this type there and back; null if it can. */
  @Nullable
  String fault(TypeMirror type) {
    return fault(type, new ArrayDeque<>());
  }

  private @Nullable String fault(TypeMirror type, Deque<Element> within) {
    if (type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID) {
      return null;
    }
    if (type instanceof ArrayType array) {
      return fault(array.getComponentType(), within);
    }
    if (!(type instanceof DeclaredType declared) || type.getKind() != TypeKind.DECLARED) {
      return type.getKind() == TypeKind.ERROR
          ? null
          : type.toString().replace("java.lang.", "") + " is no exact type";
    }
    TypeElement element = (TypeElement) declared.asElement();
    if (element.getQualifiedName().contentEquals("java.lang.Object")) {
      return "Object says nothing of what it holds";
    }
    if (!element.getTypeParameters().isEmpty() && declared.getTypeArguments().isEmpty()) {
      return element.getSimpleName() + " is raw, without its type arguments";
    }
    String live = liveType(type);
    if (live != null) {
      return element.getSimpleName() + live + " lives in this process only";
    }
    return faultWithin(declared, element, within);
  }

  /** What makes values of this type live in this process only, in words that follow its name; null if nothing does. */
  private @Nullable String liveType(TypeMirror type) {
    TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
    if (Types.packageName(element).equals("java.util.function")) {
      return ", a function,";
    }
    for (String name : LIVE) {
      TypeElement live = elements.getTypeElement(name);
      if (live != null && types.isSubtype(types.erasure(type), types.erasure(live.asType()))) {
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

  private @Nullable String faultWithin(
      DeclaredType type, TypeElement element, Deque<Element> within) {
    for (TypeMirror argument : type.getTypeArguments()) {
      String fault = fault(argument, within);
      if (fault != null) {
        return fault;
      }
    }
    if (element.getKind() != ElementKind.RECORD || within.contains(element)) {
      return null;
    }
    within.push(element);
    try {
      for (RecordComponentElement component : element.getRecordComponents()) {
        String fault = fault(componentType(type, component), within);
        if (fault != null) {
          return "in its component " + component.getSimpleName() + ", " + fault;
        }
      }
      return null;
    } finally {
      within.pop();
    }
  }

  private TypeMirror componentType(DeclaredType type, RecordComponentElement component) {
    return ((ExecutableType) types.asMemberOf(type, component.getAccessor())).getReturnType();
  }

  /** The schema of a field, which also accepts null if it may be null. */
  String schema(TypeMirror type, boolean nullable) {
    return schema(type, nullable, new ArrayDeque<>());
  }

  private String schema(TypeMirror type, boolean nullable, Deque<Element> within) {
    String schema = schemaOf(type, within);
    if (!nullable || schema.equals(ANYTHING)) {
      return schema;
    }
    String also = schema.replaceFirst("^\\{\"type\":(\"[a-z]+\")", "{\"type\":[$1,\"null\"]");
    return also.replaceFirst("\"enum\":\\[(.*)]", "\"enum\":[$1,null]");
  }

  private String schemaOf(TypeMirror type, Deque<Element> within) {
    if (type.getKind().isPrimitive()) {
      return primitive(type.getKind());
    }
    if (type instanceof ArrayType array) {
      return array.getComponentType().getKind() == TypeKind.BYTE
          ? "{\"type\":\"string\",\"contentEncoding\":\"base64\"}"
          : array(array.getComponentType(), within);
    }
    if (!(type instanceof DeclaredType declared) || type.getKind() != TypeKind.DECLARED) {
      return ANYTHING;
    }
    TypeElement element = (TypeElement) declared.asElement();
    String scalar = SCALARS.get(element.getQualifiedName().toString());
    if (scalar != null) {
      return scalar;
    }
    if (element.getKind() == ElementKind.ENUM) {
      return enumeration(element);
    }
    if (element.getKind() == ElementKind.RECORD) {
      return within.contains(element) ? ANYTHING : record(declared, element, within);
    }
    return container(declared, element, within);
  }

  private static String primitive(TypeKind kind) {
    return switch (kind) {
      case BOOLEAN -> "{\"type\":\"boolean\"}";
      case CHAR -> "{\"type\":\"string\"}";
      case FLOAT, DOUBLE -> "{\"type\":\"number\"}";
      default -> "{\"type\":\"integer\"}";
    };
  }

  private static String enumeration(TypeElement element) {
    return element.getEnclosedElements().stream()
        .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
        .map(constant -> "\"" + constant.getSimpleName() + "\"")
        .collect(Collectors.joining(",", "{\"type\":\"string\",\"enum\":[", "]}"));
  }

  private String array(TypeMirror items, Deque<Element> within) {
    return "{\"type\":\"array\",\"items\":" + schema(items, false, within) + "}";
  }

  private String container(DeclaredType type, TypeElement element, Deque<Element> within) {
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (element.getQualifiedName().contentEquals("java.util.Optional") && arguments.size() == 1) {
      return schema(arguments.get(0), true, within);
    }
    if (arguments.size() == 1 && isA(type, "java.util.Collection")) {
      return array(arguments.get(0), within);
    }
    if (arguments.size() == 2 && isA(type, "java.util.Map")) {
      return "{\"type\":\"object\",\"additionalProperties\":"
          + schema(arguments.get(1), false, within) + "}";
    }
    return ANYTHING;
  }

  private boolean isA(TypeMirror type, String name) {
    TypeElement element = elements.getTypeElement(name);
    return element != null && types.isSubtype(types.erasure(type), types.erasure(element.asType()));
  }

  private String record(DeclaredType type, TypeElement element, Deque<Element> within) {
    within.push(element);
    try {
      return SchemaText.object(element.getRecordComponents().stream()
          .map(component -> {
            TypeMirror of = componentType(type, component);
            boolean nullable = Types.isNullable(component, component.asType()) || isOptional(of);
            return new SchemaText.Property(
                component.getSimpleName().toString(), schema(of, nullable, within), !nullable);
          })
          .toList());
    } finally {
      within.pop();
    }
  }

  /** Whether a field of this type may be left out. */
  boolean isOptional(TypeMirror type) {
    return isA(type, "java.util.Optional");
  }
}
