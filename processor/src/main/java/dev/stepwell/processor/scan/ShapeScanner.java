package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.FieldJson;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.ShapeModel;
import dev.stepwell.processor.model.ShapeModel.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads the shapes of types. The kind of values comes from the schema of the type, so that both agree. */
final class ShapeScanner {
  /** The number of records whose components a shape describes, so that it terminates. */
  private static final int MAX_RECORDS = 200;

  private static final Pattern TYPE = Pattern.compile("^\\{\"type\":\"([a-z]+)\"");

  private final Elements elements;
  private final JsonValues values;
  private final JsonSchemas schemas;
  private final Members members;
  private final Deque<Element> within = new ArrayDeque<>();
  private int count;

  /** Reads the components of a record as fields; empty if unknown which JSON has. */
  @FunctionalInterface
  interface Members {
    /** The fields of this record, whose type parameters have values. */
    Optional<List<FieldModel>> of(DeclaredType record);
  }

  ShapeScanner(
      Elements elements, javax.lang.model.util.Types types, JsonSchemas schemas, Members members) {
    this.elements = elements;
    this.values = new JsonValues(elements, types);
    this.schemas = schemas;
    this.members = members;
  }

  /** The shape of values whose schema is more specific than the type. */
  static ShapeModel simple(TypeMirror type, String schema) {
    return ShapeModel.of(ModelTypes.model(type).words(), kind(schema));
  }

  ShapeModel shape(TypeMirror type) {
    String words = ModelTypes.model(type).words();
    if (type instanceof DeclaredType optional
        && optional.getTypeArguments().size() == 1
        && schemas.isOptional(type)) {
      return shape(optional.getTypeArguments().get(0));
    }
    if (type instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element) {
      if (element.getKind() == ElementKind.ENUM) {
        return JsonEnums.of(elements, element)
            .map(constants -> new ShapeModel(words, Kind.TEXT, List.of(), names(constants), null))
            .orElse(ShapeModel.of(words, Kind.ANYTHING));
      }
      if (values.isValue(element)) {
        return values
            .written(declared)
            .map(this::shape)
            .orElse(ShapeModel.of(words, Kind.ANYTHING));
      }
      if (element.getKind() == ElementKind.RECORD) {
        return members(declared, element)
            .map(fields -> new ShapeModel(words, Kind.RECORD, fields, List.of(), null))
            .orElse(ShapeModel.of(words, Kind.ANYTHING));
      }
    }
    Kind kind = kind(schemas.schema(type, false));
    return kind == Kind.LIST || kind == Kind.MAP
        ? new ShapeModel(words, kind, List.of(), List.of(), shape(elements(type)))
        : ShapeModel.of(words, kind);
  }

  private static Kind kind(String schema) {
    Matcher type = TYPE.matcher(schema);
    return switch (type.find() ? type.group(1) : "") {
      case "string" -> Kind.TEXT;
      case "integer", "number" -> Kind.NUMBER;
      case "boolean" -> Kind.TRUTH;
      case "array" -> Kind.LIST;
      case "object" -> Kind.MAP;
      default -> Kind.ANYTHING;
    };
  }

  /** The last of the type arguments: of a collection there is one, of a map two. */
  private static TypeMirror elements(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return array.getComponentType();
    }
    List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
    return arguments.get(arguments.size() - 1);
  }

  private static List<String> names(List<FieldJson> constants) {
    return constants.stream().map(FieldJson::name).toList();
  }

  /** A record that holds itself is no field of an event, so it may end anywhere. */
  private Optional<List<FieldModel>> members(DeclaredType type, TypeElement element) {
    count = within.isEmpty() ? 0 : count + 1;
    if (within.contains(element) || count > MAX_RECORDS) {
      return Optional.of(List.of());
    }
    within.push(element);
    try {
      return members.of(type);
    } finally {
      within.pop();
    }
  }
}
