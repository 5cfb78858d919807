package dev.stepwell.processor.scan;

import static dev.stepwell.processor.scan.Mirrors.address;

import dev.stepwell.CancelOn;
import dev.stepwell.Event;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.ConstructorModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.OnFailureModel;
import dev.stepwell.processor.model.StepModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads classes with steps and functions, and records that are events. */
public final class ClassScanner {
  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final JsonTypes json;

  /** Reads with the compiler's own views of elements and types. */
  public ClassScanner(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    this.types = types;
    this.json = new JsonTypes(elements, types);
  }

  /** Reads a class. */
  public ClassModel scan(TypeElement type) {
    List<StepModel> steps = new ArrayList<>();
    List<FunctionModel> functions = new ArrayList<>();
    List<OnFailureModel> failures = new ArrayList<>();
    for (ExecutableElement method : methods(type)) {
      step(type, method).ifPresent(steps::add);
      function(type, method).ifPresent(functions::add);
      failure(type, method).ifPresent(failures::add);
    }
    return new ClassModel(
        Types.packageName(type),
        Types.names(type),
        kind(type),
        modifiers(type),
        isHidden(type),
        isInner(type),
        !type.getTypeParameters().isEmpty(),
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .map(this::constructor)
            .toList(),
        steps,
        functions,
        failures,
        address(type));
  }

  private static boolean isInner(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement
        && type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC);
  }

  /** The methods of a class with those that it inherits, in the order of the source, its own first. */
  private List<ExecutableElement> methods(TypeElement type) {
    List<ExecutableElement> methods =
        new ArrayList<>(ElementFilter.methodsIn(type.getEnclosedElements()));
    TypeMirror parent = type.getSuperclass();
    while (parent instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement above) {
      for (ExecutableElement inherited : ElementFilter.methodsIn(above.getEnclosedElements())) {
        boolean visible = !inherited.getModifiers().contains(Modifier.PRIVATE)
            && (isVisibleOutside(inherited)
                || Types.packageName(above).equals(Types.packageName(type)));
        if (visible
            && methods.stream().noneMatch(own -> elements.overrides(own, inherited, type))) {
          methods.add(inherited);
        }
      }
      parent = above.getSuperclass();
    }
    return methods;
  }

  private static boolean isVisibleOutside(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.PUBLIC)
        || method.getModifiers().contains(Modifier.PROTECTED);
  }

  private static String kind(TypeElement type) {
    return switch (type.getKind()) {
      case INTERFACE -> "interface";
      case ENUM -> "enum";
      case RECORD -> "record";
      case ANNOTATION_TYPE -> "annotation";
      default -> "class";
    };
  }

  private static boolean isHidden(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> modifiers(Element element) {
    Set<String> modifiers = new LinkedHashSet<>();
    element.getModifiers().forEach(modifier -> modifiers.add(modifier.toString()));
    return modifiers;
  }

  private ConstructorModel constructor(ExecutableElement constructor) {
    return new ConstructorModel(
        modifiers(constructor),
        constructor.getParameters().stream()
            .map(parameter -> field(parameter, parameter.asType()))
            .toList(),
        constructor.isVarArgs(),
        constructor.getThrownTypes().stream().map(Types::model).toList());
  }

  private MethodModel method(TypeElement type, ExecutableElement method) {
    ExecutableType seen = (ExecutableType) types.asMemberOf((DeclaredType) type.asType(), method);
    List<FieldModel> parameters = new ArrayList<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      parameters.add(
          field(method.getParameters().get(i), seen.getParameterTypes().get(i)));
    }
    return new MethodModel(
        method.getSimpleName().toString(),
        modifiers(method),
        !method.getTypeParameters().isEmpty(),
        parameters,
        Types.model(seen.getReturnType()),
        json.fault(seen.getReturnType()),
        address(method));
  }

  private FieldModel field(VariableElement field, TypeMirror type) {
    boolean nullable = Types.isNullable(field, field.asType()) || json.isOptional(type);
    return new FieldModel(
        field.getSimpleName().toString(),
        Types.model(type),
        nullable,
        json.schema(type, nullable),
        json.fault(type),
        address(field));
  }

  private Optional<StepModel> step(TypeElement type, ExecutableElement method) {
    AnnotationMirror step = Mirrors.find(method, Step.class);
    if (step == null) {
      return Optional.empty();
    }
    String id = Mirrors.text(elements, step, "id");
    boolean named = id.isEmpty();
    return Optional.of(new StepModel(
        named ? kebab(method.getSimpleName().toString()) : id,
        Mirrors.number(elements, step, "retries"),
        method(type, method),
        named ? address(method) : address(method, step, "id"),
        address(method, step, "retries")));
  }

  private Optional<OnFailureModel> failure(TypeElement type, ExecutableElement method) {
    AnnotationMirror failure = Mirrors.find(method, OnFailure.class);
    if (failure == null) {
      return Optional.empty();
    }
    String functionId = Mirrors.text(elements, failure, "value");
    return Optional.of(
        new OnFailureModel(functionId, method(type, method), address(method, failure, "value")));
  }

  /** {@code createRepo} gives {@code create-repo}, {@code fetchURLs2} gives {@code fetch-urls2}. */
  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z]{2,})", "$1-$2")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private Optional<FunctionModel> function(TypeElement type, ExecutableElement method) {
    AnnotationMirror function = Mirrors.find(method, Function.class);
    if (function == null) {
      return Optional.empty();
    }
    return Optional.of(new FunctionModel(
        Mirrors.text(elements, function, "id"),
        Mirrors.text(elements, function, "event"),
        Mirrors.number(elements, function, "retries"),
        method(type, method),
        cancelOn(method),
        whole(method),
        address(method, function, "id"),
        address(method, function, "event"),
        address(method, function, "retries")));
  }

  private List<CancelOnModel> cancelOn(ExecutableElement method) {
    List<AnnotationMirror> mirrors = new ArrayList<>();
    AnnotationMirror one = Mirrors.find(method, CancelOn.class);
    if (one != null) {
      mirrors.add(one);
    }
    AnnotationMirror several = Mirrors.find(method, CancelOn.List.class);
    if (several != null) {
      mirrors.addAll(Mirrors.mirrors(elements, several, "value"));
    }
    List<CancelOnModel> models = new ArrayList<>();
    for (AnnotationMirror mirror : mirrors) {
      models.add(new CancelOnModel(
          Mirrors.text(elements, mirror, "event"),
          Mirrors.texts(elements, mirror, "match"),
          address(method, mirror, "event"),
          address(method, mirror, "match")));
    }
    return models;
  }

  private @Nullable EventModel whole(ExecutableElement method) {
    for (VariableElement parameter : method.getParameters()) {
      if (parameter.asType() instanceof DeclaredType type
          && type.asElement() instanceof TypeElement record
          && Mirrors.find(record, Event.class) != null) {
        return event(record);
      }
    }
    return null;
  }

  /** Reads a type under {@code @Event}. */
  public EventModel event(TypeElement record) {
    AnnotationMirror event = Mirrors.find(record, Event.class);
    if (event == null) {
      throw new IllegalArgumentException(record + " is no event");
    }
    List<FieldModel> fields = new ArrayList<>();
    for (RecordComponentElement component : record.getRecordComponents()) {
      boolean nullable =
          Types.isNullable(component, component.asType()) || json.isOptional(component.asType());
      fields.add(new FieldModel(
          component.getSimpleName().toString(),
          Types.model(component.asType()),
          nullable,
          json.schema(component.asType(), nullable),
          json.fault(component.asType()),
          address(component)));
    }
    return new EventModel(
        Mirrors.text(elements, event, "value"),
        Types.packageName(record),
        Types.names(record),
        fields,
        true,
        address(record, event, "value"));
  }

  /** Whether this is a record that other classes of its package can name. */
  public static boolean isRecord(TypeElement type) {
    return type.getKind() == ElementKind.RECORD;
  }

  /** Whether this type, or one around it, is private. */
  public static boolean isPrivate(TypeElement type) {
    return isHidden(type);
  }
}
