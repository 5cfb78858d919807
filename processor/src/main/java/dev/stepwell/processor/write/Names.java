package dev.stepwell.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.List;

/** The names and types that generated code speaks. */
final class Names {
  private static final String CONTRACT = "dev.stepwell.contract";

  static final ClassName CATALOG = ClassName.get(CONTRACT, "Catalog");
  static final ClassName CATALOG_ENTRY = ClassName.get(CONTRACT, "CatalogEntry");
  static final ClassName DURABLE = ClassName.get(CONTRACT, "Durable");
  static final ClassName EVENT_DEFINITION = ClassName.get(CONTRACT, "EventDefinition");
  static final ClassName FIELDS = ClassName.get(CONTRACT, "Fields");
  static final ClassName FUNCTION_DEFINITION = ClassName.get(CONTRACT, "FunctionDefinition");
  static final ClassName STEP_DEFINITION = ClassName.get(CONTRACT, "StepDefinition");
  static final ClassName TYPES = ClassName.get(CONTRACT, "Types");
  static final ClassName EVENT_MATCH = ClassName.get("dev.stepwell", "EventMatch");
  static final ClassName FUNCTION_REF = ClassName.get("dev.stepwell", "FunctionRef");

  private Names() {}

  /** {@code @Generated("dev.stepwell.processor.StepwellProcessor")}. */
  static AnnotationSpec generated() {
    return AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
        .addMember("value", "$S", "dev.stepwell.processor.StepwellProcessor")
        .build();
  }

  static TypeName type(TypeModel type) {
    if (type instanceof TypeModel.Primitive primitive) {
      return primitive(primitive.name());
    } else if (type instanceof TypeModel.Array array) {
      return ArrayTypeName.of(type(array.component()));
    } else if (type instanceof TypeModel.Declared declared) {
      ClassName raw = className(declared.packageName(), declared.names());
      return declared.arguments().isEmpty()
          ? raw
          : ParameterizedTypeName.get(
              raw, declared.arguments().stream().map(Names::type).toArray(TypeName[]::new));
    }
    throw new IllegalStateException(
        "a type that cannot be written was not refused: " + type.words());
  }

  /** The type as a type argument: {@code Integer} for {@code int}, {@code Void} for {@code void}. */
  static TypeName boxed(TypeModel type) {
    return type(type).box();
  }

  /** The type as a value: {@code Repo.class}, or {@code Types.of(List.class, Repo.class)}. */
  static CodeBlock token(TypeModel type) {
    if (type instanceof TypeModel.Declared declared && !declared.arguments().isEmpty()) {
      CodeBlock.Builder code = CodeBlock.builder()
          .add("$T.of($T.class", TYPES, className(declared.packageName(), declared.names()));
      declared.arguments().forEach(argument -> code.add(", $L", token(argument)));
      return code.add(")").build();
    }
    return CodeBlock.of("$T.class", erased(type));
  }

  private static TypeName erased(TypeModel type) {
    if (type instanceof TypeModel.Declared declared) {
      return className(declared.packageName(), declared.names());
    }
    return type instanceof TypeModel.Array array
        ? ArrayTypeName.of(erasedComponent(array))
        : boxed(type);
  }

  private static TypeName erasedComponent(TypeModel.Array array) {
    return array.component() instanceof TypeModel.Primitive primitive
        ? type(primitive)
        : erased(array.component());
  }

  static ClassName className(String packageName, List<String> names) {
    return ClassName.get(
        packageName, names.get(0), names.subList(1, names.size()).toArray(String[]::new));
  }

  /** The record of an event. */
  static ClassName record(EventModel event) {
    return className(event.packageName(), event.names());
  }

  /** The class that holds an event's {@code DEFINITION}. */
  static ClassName holder(EventModel event) {
    return ClassName.get(event.packageName(), event.holderName());
  }

  private static TypeName primitive(String name) {
    return switch (name) {
      case "void" -> TypeName.VOID;
      case "boolean" -> TypeName.BOOLEAN;
      case "byte" -> TypeName.BYTE;
      case "short" -> TypeName.SHORT;
      case "int" -> TypeName.INT;
      case "long" -> TypeName.LONG;
      case "char" -> TypeName.CHAR;
      case "float" -> TypeName.FLOAT;
      case "double" -> TypeName.DOUBLE;
      default -> throw new IllegalStateException("no primitive type: " + name);
    };
  }
}
