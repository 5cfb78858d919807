package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.SchemaText;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

  /** The number of classes whose parts a schema describes; beyond it, anything is valid, so that it terminates. */
  private static final int MAX_CLASSES = 200;

  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final JsonFields fields;
  private final JsonValues values;
  private final boolean exact;

  private JsonSchemas(
      Elements elements, javax.lang.model.util.Types types, JsonFields fields, boolean exact) {
    this.elements = elements;
    this.types = types;
    this.fields = fields;
    this.values = new JsonValues(elements, types);
    this.exact = exact;
  }

  /** Schemas that validate values from outside. Schemas of classes other than records permit anything. */
  static JsonSchemas ofEvents(
      Elements elements, javax.lang.model.util.Types types, JsonFields fields) {
    return new JsonSchemas(elements, types, fields, false);
  }

  /**
   * Schemas for comparison with other code: they also contain the ranges of numbers, and the parts of beans and sealed
   * types.
   */
  static JsonSchemas ofStored(
      Elements elements, javax.lang.model.util.Types types, JsonFields fields) {
    return new JsonSchemas(elements, types, fields, true);
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
        : schema(type, ModelTypes.isNullable(method, method.getReturnType()));
  }

  /** The schema of a field, which also accepts null if it may be null. */
  public String schema(TypeMirror type, boolean nullable) {
    return schema(type, nullable, new Within());
  }

  private String schema(TypeMirror type, boolean nullable, Within within) {
    if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
      TypeElement element = (TypeElement) declared.asElement();
      if (element.getKind() == ElementKind.ENUM) {
        return enumeration(element, nullable);
      }
      if (values.isValue(element)) {
        return within(element, within, () -> value(declared, nullable, within));
      }
    }
    return orNull(schemaOf(type, within), nullable);
  }

  private static String orNull(String schema, boolean nullable) {
    return nullable
        ? schema.replaceFirst("^\\{\"type\":(\"[a-z]+\")", "{\"type\":[$1,\"null\"]")
        : schema;
  }

  /** An enum that is written in another form is at most known to be a text. */
  private String enumeration(TypeElement type, boolean nullable) {
    return JsonEnums.of(elements, type)
        .map(constants -> SchemaText.constants(constants, nullable))
        .orElse(ANYTHING);
  }

  private String value(DeclaredType type, boolean nullable, Within within) {
    return values
        .written(type)
        .map(written -> schema(written, nullable, within))
        .orElse(ANYTHING);
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
    return isObject(declared, element)
        ? within(element, within, () -> object(declared, element, within))
        : container(declared, element, within);
  }

  private String scalar(String schema) {
    return exact ? schema : JsonScalars.ofAnyWidth(schema);
  }

  /** Whether the values of this class are objects with known fields. */
  private boolean isObject(DeclaredType type, TypeElement element) {
    return element.getKind() == ElementKind.RECORD
        || (exact && (JsonTypeId.isTold(elements, element) || fields.of(type).isPresent()));
  }

  private static String within(TypeElement type, Within within, Supplier<String> schema) {
    if (within.classes.contains(type) || within.count >= MAX_CLASSES) {
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
    return ModelTypes.isA(elements, types, type, name);
  }

  private String object(DeclaredType type, TypeElement element, Within within) {
    return exact && JsonTypeId.isTold(elements, element)
        ? JsonTypeId.of(elements, element).map(id -> forms(type, id, within)).orElse(ANYTHING)
        : sum(element, fields.of(type), within);
  }

  private String forms(DeclaredType type, JsonTypeId id, Within within) {
    return id.forms().stream().anyMatch(form -> form.type().getKind() == ElementKind.ENUM)
        ? ANYTHING
        : SchemaText.forms(
            id.property(),
            id.forms().stream()
                .sorted(Comparator.comparing(form -> form.json().name()))
                .map(form -> new SchemaText.Form(form.json(), form(type, form.type(), within)))
                .toList());
  }

  private String form(DeclaredType of, TypeElement form, Within within) {
    return form.equals(of.asElement())
        ? sum(form, fields.ofForm(of), within)
        : within(form, within, () -> sum(form, fields.ofForm(types.getDeclaredType(form)), within));
  }

  /**
   * A write-only property is in the schema that validates, and not in the one for comparison, because it is not read.
   */
  private String sum(TypeElement element, Optional<List<JsonField>> known, Within within) {
    return known
        .map(all -> SchemaText.object(
            all.stream()
                .filter(field -> field.read() || !exact)
                .map(field -> property(element, field, within))
                .toList(),
            fields.mayBeMore(element)))
        .orElse(ANYTHING);
  }

  private SchemaText.Property property(TypeElement of, JsonField field, Within within) {
    SchemaText.Property property = new SchemaText.Property(field.json(), schema(field, within));
    SchemaText.Property shown =
        SecretComponents.isSecret(of, field.member()) ? property.secret() : property;
    return field.read() ? shown : shown.unread();
  }

  private String schema(JsonField field, Within within) {
    Optional<String> pattern = JsonValues.pattern(field);
    if (pattern.isPresent()) {
      return orNull(SchemaText.text(pattern.get()), field.nullable());
    }
    return JsonFields.isOfItsType(field)
        ? schema(field.type(), field.nullable(), within)
        : ANYTHING;
  }

  /** The JSON fields of a record; empty if unknown. */
  Optional<List<JsonField>> fields(DeclaredType record) {
    return fields.of(record);
  }

  /** Whether JSON read as this record may have further fields. */
  boolean mayBeMore(TypeElement record) {
    return fields.mayBeMore(record);
  }

  /** The schema of a field. */
  String schema(JsonField field) {
    return schema(field, new Within());
  }

  /** A field that is written and not read. */
  SchemaText.Property unread(JsonField field) {
    return new SchemaText.Property(field.json(), schema(field)).unread();
  }

  /** Whether a field of this type may be left out. */
  boolean isOptional(TypeMirror type) {
    return isA(type, "java.util.Optional");
  }
}
