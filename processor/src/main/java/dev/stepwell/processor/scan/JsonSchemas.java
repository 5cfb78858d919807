package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.SchemaText;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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
public final class JsonSchemas {
  private static final String ANYTHING = "{}";
  private static final String ENUM = "{\"type\":\"string\",\"enum\":[";

  /** Of how many classes a schema tells the parts: what is beyond holds anything, so that it ends. */
  private static final int MOST_CLASSES = 200;

  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final JsonBeans beans;
  private final boolean exact;

  private JsonSchemas(Elements elements, javax.lang.model.util.Types types, boolean exact) {
    this.elements = elements;
    this.types = types;
    this.beans = new JsonBeans(elements, types);
    this.exact = exact;
  }

  /** Schemas for what comes from outside, which is held against them: of classes that are no records they allow anything. */
  static JsonSchemas ofEvents(Elements elements, javax.lang.model.util.Types types) {
    return new JsonSchemas(elements, types, false);
  }

  /** Schemas that are compared with those of other code: they tell also which numbers a type holds, and what beans and sealed types do. */
  public static JsonSchemas ofStored(Elements elements, javax.lang.model.util.Types types) {
    return new JsonSchemas(elements, types, true);
  }

  /** The full names of the classes of the platform whose values are no objects in JSON. */
  public static Set<String> scalars() {
    return JsonScalars.classes();
  }

  /** The classes around a value whose schema is being made, and how many there were in all. */
  private static final class Within {
    private final Deque<Element> classes = new ArrayDeque<>();
    private int count;
  }

  /** The schema of what a method returns. */
  String result(ExecutableElement method, TypeMirror type) {
    return type.getKind() == TypeKind.VOID
        ? SchemaText.NOTHING
        : schema(type, Types.isNullable(method, method.getReturnType()));
  }

  /** The schema of a field, which also accepts null if it may be null. */
  public String schema(TypeMirror type, boolean nullable) {
    return schema(type, nullable, new Within());
  }

  private String schema(TypeMirror type, boolean nullable, Within within) {
    String schema = schemaOf(type, within);
    if (!nullable) {
      return schema;
    }
    String also = schema.replaceFirst("^\\{\"type\":(\"[a-z]+\")", "{\"type\":[$1,\"null\"]");
    return schema.startsWith(ENUM) ? also.substring(0, also.length() - 2) + ",null]}" : also;
  }

  private String schemaOf(TypeMirror type, Within within) {
    if (type.getKind().isPrimitive()) {
      return scalar(JsonScalars.schema(type.getKind()));
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
    String scalar = JsonScalars.schema(element.getQualifiedName().toString());
    if (scalar != null) {
      return scalar(scalar);
    }
    if (element.getKind() == ElementKind.ENUM) {
      return enumeration(element);
    }
    return isObject(element)
        ? within(element, within, () -> object(declared, element, within))
        : container(declared, element, within);
  }

  private String scalar(String schema) {
    return exact ? schema : JsonScalars.ofAnyWidth(schema);
  }

  /** Whether the values of this class are objects of which the fields are told. */
  private boolean isObject(TypeElement type) {
    return type.getKind() == ElementKind.RECORD
        || (exact && (isSealed(type) || beans.isBean(type)));
  }

  private static boolean isSealed(TypeElement type) {
    return JsonForms.isSealed(type) && JsonForms.isJudged(type);
  }

  private static String within(TypeElement type, Within within, Supplier<String> schema) {
    if (within.classes.contains(type) || within.count >= MOST_CLASSES) {
      return ANYTHING;
    }
    within.classes.push(type);
    within.count++;
    try {
      return schema.get();
    } finally {
      within.classes.pop();
    }
  }

  private static String enumeration(TypeElement element) {
    return element.getEnclosedElements().stream()
        .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
        .map(constant -> "\"" + constant.getSimpleName() + "\"")
        .collect(Collectors.joining(",", ENUM, "]}"));
  }

  private String array(TypeMirror items, Within within) {
    return SchemaText.array(part(items, within));
  }

  private String container(DeclaredType type, TypeElement element, Within within) {
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

  private String part(TypeMirror type, Within within) {
    return schema(type, Mirrors.hasNullable(type.getAnnotationMirrors()), within);
  }

  private boolean isA(TypeMirror type, String name) {
    return Types.isA(elements, types, type, name);
  }

  private String object(DeclaredType type, TypeElement element, Within within) {
    if (exact && isSealed(element)) {
      return forms(element, within);
    }
    return element.getKind() == ElementKind.RECORD
        ? record(type, element, within)
        : bean(type, within);
  }

  /** Which form a value has is told by its simple name. */
  private String forms(TypeElement type, Within within) {
    List<TypeElement> forms = JsonForms.forms(type)
        .sorted(Comparator.comparing(form -> form.getSimpleName().toString()))
        .toList();
    return forms.stream().anyMatch(form -> form.getKind() == ElementKind.ENUM)
        ? ANYTHING
        : SchemaText.forms(forms.stream()
            .map(form -> new SchemaText.Form(
                form.getSimpleName().toString(),
                form.equals(type)
                    ? form(form, within)
                    : within(form, within, () -> form(form, within))))
            .toList());
  }

  private String form(TypeElement form, Within within) {
    DeclaredType type = types.getDeclaredType(form);
    if (form.getKind() == ElementKind.RECORD) {
      return record(type, form, within);
    }
    return beans.isBean(form) ? bean(type, within) : ANYTHING;
  }

  private String bean(DeclaredType type, Within within) {
    return SchemaText.object(beans.properties(type).stream()
        .map(property -> {
          boolean nullable = property.nullable() || isOptional(property.type());
          return new SchemaText.Property(
              property.name(),
              schema(property.type(), nullable, within),
              property.written() && !nullable);
        })
        .toList());
  }

  private String record(DeclaredType type, TypeElement element, Within within) {
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
  }

  /** Whether a field of this type may be left out. */
  boolean isOptional(TypeMirror type) {
    return isA(type, "java.util.Optional");
  }
}
