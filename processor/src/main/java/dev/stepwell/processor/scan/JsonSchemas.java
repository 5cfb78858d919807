package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.SchemaText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** What JSON makes of the values of a type: its schema (draft 2020-12). */
final class JsonSchemas {
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
      Map.entry("java.lang.Void", SchemaText.NOTHING));

  private static final String ANYTHING = "{}";
  private static final String ENUM = "{\"type\":\"string\",\"enum\":[";

  private final Elements elements;
  private final javax.lang.model.util.Types types;

  JsonSchemas(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** The schema of what a method returns. */
  String result(ExecutableElement method, TypeMirror type) {
    return type.getKind() == TypeKind.VOID
        ? SchemaText.NOTHING
        : schema(type, Types.isNullable(method, method.getReturnType()));
  }

  /** The schema of a field, which also accepts null if it may be null. */
  String schema(TypeMirror type, boolean nullable) {
    return schema(type, nullable, new ArrayDeque<>());
  }

  private String schema(TypeMirror type, boolean nullable, Deque<Element> within) {
    String schema = schemaOf(type, within);
    if (!nullable) {
      return schema;
    }
    String also = schema.replaceFirst("^\\{\"type\":(\"[a-z]+\")", "{\"type\":[$1,\"null\"]");
    return schema.startsWith(ENUM) ? also.substring(0, also.length() - 2) + ",null]}" : also;
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
        .collect(Collectors.joining(",", ENUM, "]}"));
  }

  private String array(TypeMirror items, Deque<Element> within) {
    return SchemaText.array(part(items, within));
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
      return "{\"type\":\"object\",\"additionalProperties\":" + part(arguments.get(1), within)
          + "}";
    }
    return ANYTHING;
  }

  private String part(TypeMirror type, Deque<Element> within) {
    return schema(type, Mirrors.hasNullable(type.getAnnotationMirrors()), within);
  }

  /** A type that is not there as yet, which is a subtype of all, is none of these. */
  private boolean isA(TypeMirror type, String name) {
    TypeElement element = elements.getTypeElement(name);
    return element != null
        && type.getKind() != TypeKind.ERROR
        && types.isSubtype(types.erasure(type), types.erasure(element.asType()));
  }

  private String record(DeclaredType type, TypeElement element, Deque<Element> within) {
    within.push(element);
    try {
      return SchemaText.object(element.getRecordComponents().stream()
          .map(component -> {
            TypeMirror of = Types.component(types, type, component);
            boolean nullable = Types.isNullable(component, component.asType()) || isOptional(of);
            String name = component.getSimpleName().toString();
            String schema = schema(of, nullable, within);
            return Secrets.isSecret(element, component)
                ? SchemaText.Property.secret(name, schema, !nullable)
                : new SchemaText.Property(name, schema, !nullable);
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
