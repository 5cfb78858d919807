package dev.stepwell.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import dev.stepwell.processor.model.AnnotationModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names and types that generated code speaks. */
final class Names {
  private static final String CONTRACT = "dev.stepwell.contract";

  static final ClassName CATALOG = ClassName.get(CONTRACT, "Catalog");
  static final ClassName CATALOG_ENTRY = ClassName.get(CONTRACT, "CatalogEntry");
  static final ClassName CRON_DEFINITION = ClassName.get(CONTRACT, "CronDefinition");
  static final ClassName DURABLE = ClassName.get(CONTRACT, "Durable");
  static final ClassName EVENT_DEFINITION = ClassName.get(CONTRACT, "EventDefinition");
  static final ClassName FIELD_MATCH = ClassName.get(CONTRACT, "FieldMatch");
  static final ClassName FUNCTION_DEFINITION = ClassName.get(CONTRACT, "FunctionDefinition");
  static final ClassName GRAPH = ClassName.get(CONTRACT, "Graph");
  static final ClassName NODE = ClassName.get(CONTRACT, "Node");
  static final ClassName STEP_DEFINITION = ClassName.get(CONTRACT, "StepDefinition");
  static final ClassName TYPES = ClassName.get(CONTRACT, "Types");
  static final ClassName BATCH_DEFINITION = ClassName.get(CONTRACT, "BatchDefinition");
  static final ClassName CONCURRENCY_DEFINITION = ClassName.get(CONTRACT, "ConcurrencyDefinition");
  static final ClassName DEBOUNCE_DEFINITION = ClassName.get(CONTRACT, "DebounceDefinition");
  static final ClassName MAX_WAITING_DEFINITION = ClassName.get(CONTRACT, "MaxWaitingDefinition");
  static final ClassName RATE_LIMIT_DEFINITION = ClassName.get(CONTRACT, "RateLimitDefinition");
  static final ClassName SINGLETON_DEFINITION = ClassName.get(CONTRACT, "SingletonDefinition");
  static final ClassName THROTTLE_DEFINITION = ClassName.get(CONTRACT, "ThrottleDefinition");
  static final ClassName MAX_WAITING = ClassName.get("dev.stepwell", "MaxWaiting");
  static final ClassName SINGLETON = ClassName.get("dev.stepwell", "Singleton");
  static final ClassName STEPS = ClassName.get("dev.stepwell", "Steps");
  static final ClassName FUNCTION_REF = ClassName.get("dev.stepwell", "FunctionRef");

  /** Escapes a text for a comment. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{Nd} ._/:-]*");

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
    } else if (type instanceof TypeModel.Wildcard wildcard) {
      return wildcard(wildcard);
    } else if (type instanceof TypeModel.Variable variable) {
      return TypeVariableName.get(variable.name());
    } else if (type instanceof TypeModel.Unresolved unresolved) {
      return className("", List.of(unresolved.name().split("\\.")));
    }
    throw new IllegalStateException(
        "a type that cannot be written was not refused: " + type.words());
  }

  private static TypeName wildcard(TypeModel.Wildcard wildcard) {
    if (!wildcard.below().isEmpty()) {
      return WildcardTypeName.supertypeOf(type(wildcard.below().get(0)));
    }
    return WildcardTypeName.subtypeOf(
        wildcard.above().isEmpty() ? ClassName.OBJECT : type(wildcard.above().get(0)));
  }

  /** The type of a field or parameter, with the annotations on it. */
  static TypeName type(FieldModel field) {
    return type(field.type()).annotated(annotations(field.typeAnnotations()));
  }

  static List<AnnotationSpec> annotations(List<AnnotationModel> annotations) {
    return annotations.stream().map(Names::annotation).toList();
  }

  private static AnnotationSpec annotation(AnnotationModel annotation) {
    AnnotationSpec.Builder spec = AnnotationSpec.builder((ClassName) type(annotation.type()));
    annotation.values().forEach((name, value) -> spec.addMember(name, "$L", value));
    return spec.build();
  }

  /** {@code @SuppressWarnings} for these; nothing for none. */
  static List<AnnotationSpec> suppressed(Set<String> warnings) {
    if (warnings.isEmpty()) {
      return List.of();
    }
    AnnotationSpec.Builder spec = AnnotationSpec.builder(SuppressWarnings.class);
    warnings.forEach(warning -> spec.addMember("value", "$S", warning));
    return List.of(spec.build());
  }

  /** A name that a user has chosen, as it can stand in a comment. */
  static String code(String name) {
    if (PLAIN.matcher(name).matches()) {
      return "{@code " + name + "}";
    }
    return name.codePoints()
        .mapToObj(c -> Character.isLetterOrDigit(c) ? Character.toString(c) : "&#" + c + ";")
        .collect(Collectors.joining());
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
    return CodeBlock.of("$T.class", boxed(type));
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

  /** The event's definition, as code. */
  static CodeBlock definition(EventModel event) {
    return FunctionModel.isTick(event.type())
        ? CodeBlock.of("$T.TICK", CRON_DEFINITION)
        : CodeBlock.of("$T.DEFINITION", holder(event));
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
