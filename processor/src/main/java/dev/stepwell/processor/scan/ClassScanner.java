package dev.stepwell.processor.scan;

import static dev.stepwell.processor.scan.Mirrors.address;

import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.ConstructorModel;
import dev.stepwell.processor.model.EndingModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.StepModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads classes with steps and functions, and records that are events. */
public final class ClassScanner {
  private final Elements elements;
  private final MethodScanner methods;
  private final GraphFunctionScanner graphs;
  private final FieldScanner fields;
  private final EventScanner events;
  private final Warnings warnings;

  /** Creates a scanner on the compiler's elements and types. */
  public ClassScanner(Elements elements, javax.lang.model.util.Types types) {
    this.elements = elements;
    JsonTypes json = new JsonTypes(elements, types);
    this.fields = new FieldScanner(elements, types, json);
    this.events = new EventScanner(elements, fields);
    this.methods = new MethodScanner(elements, types, json, fields, events);
    this.graphs = new GraphFunctionScanner(elements, methods, events);
    this.warnings = new Warnings(elements, types);
  }

  /** Reads a class. */
  public ClassModel scan(TypeElement type) {
    List<StepModel> steps = new ArrayList<>();
    List<FunctionModel> functions = new ArrayList<>();
    List<EndingModel> endings = new ArrayList<>();
    List<ExecutableElement> all = methods(type);
    graphs
        .function(type, all.stream().filter(MethodScanner::isStep).toList())
        .ifPresent(functions::add);
    for (ExecutableElement method : all) {
      methods.step(type, method).ifPresent(steps::add);
      methods.function(type, method).ifPresent(functions::add);
      methods.endings(type, method).forEach(endings::add);
    }
    return new ClassModel(
        ModelTypes.packageName(type),
        ModelTypes.names(type),
        kind(type),
        Mirrors.modifiers(type),
        ModelTypes.isPrivate(type),
        isInner(type),
        !type.getTypeParameters().isEmpty(),
        memberTypes(type),
        warnings.of(type),
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .map(this::constructor)
            .toList(),
        steps,
        functions,
        endings,
        address(type));
  }

  /** Reads a record under {@code @Event}; empty if this is none. */
  public Optional<EventModel> event(TypeElement type) {
    return events.event(type);
  }

  /** Whether this type, or one around it, is private. */
  public static boolean isPrivate(TypeElement type) {
    return ModelTypes.isPrivate(type);
  }

  private Set<String> memberTypes(TypeElement type) {
    return ElementFilter.typesIn(elements.getAllMembers(type)).stream()
        .map(member -> member.getSimpleName().toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isInner(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement
        && type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC);
  }

  /** The methods of a class, including inherited ones, in source order, its own first. */
  private List<ExecutableElement> methods(TypeElement type) {
    List<ExecutableElement> methods =
        new ArrayList<>(ElementFilter.methodsIn(type.getEnclosedElements()));
    TypeMirror parent = type.getSuperclass();
    while (parent instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement above) {
      for (ExecutableElement inherited : ElementFilter.methodsIn(above.getEnclosedElements())) {
        boolean visible = !inherited.getModifiers().contains(Modifier.PRIVATE)
            && (isVisibleOutside(inherited)
                || ModelTypes.packageName(above).equals(ModelTypes.packageName(type)));
        if (visible
            && methods.stream().noneMatch(own -> elements.overrides(own, inherited, type))) {
          methods.add(inherited);
        }
      }
      parent = above.getSuperclass();
    }
    return methods;
  }

  /** The methods of a class that override a step and are none, so that the class has lost that step. */
  public static List<ExecutableElement> lost(Elements elements, TypeElement type) {
    List<ExecutableElement> lost = new ArrayList<>();
    TypeMirror parent = type.getSuperclass();
    while (parent instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement above) {
      for (ExecutableElement step : ElementFilter.methodsIn(above.getEnclosedElements())) {
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(method -> MethodScanner.isStep(step) && !MethodScanner.isStep(method))
            .filter(method -> elements.overrides(method, step, type))
            .forEach(lost::add);
      }
      parent = above.getSuperclass();
    }
    return lost;
  }

  /** The steps of superclasses in other packages that are package-private, so that no subclass of this class overrides them. */
  public static List<ExecutableElement> unreachable(TypeElement type) {
    List<ExecutableElement> steps = new ArrayList<>();
    TypeMirror parent = type.getSuperclass();
    while (parent instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement above) {
      if (!ModelTypes.packageName(above).equals(ModelTypes.packageName(type))) {
        ElementFilter.methodsIn(above.getEnclosedElements()).stream()
            .filter(MethodScanner::isStep)
            .filter(step -> !isVisibleOutside(step))
            .filter(step -> !step.getModifiers().contains(Modifier.PRIVATE))
            .forEach(steps::add);
      }
      parent = above.getSuperclass();
    }
    return steps;
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

  private ConstructorModel constructor(ExecutableElement constructor) {
    return new ConstructorModel(
        Mirrors.modifiers(constructor),
        Mirrors.models(constructor.getAnnotationMirrors()),
        constructor.getTypeParameters().stream().map(ClassScanner::variable).toList(),
        constructor.getParameters().stream()
            .map(parameter -> fields.parameter(parameter, parameter.asType()))
            .toList(),
        constructor.isVarArgs(),
        constructor.getThrownTypes().stream().map(ModelTypes::model).toList(),
        address(constructor));
  }

  private static ConstructorModel.Variable variable(TypeParameterElement variable) {
    return new ConstructorModel.Variable(
        variable.getSimpleName().toString(),
        variable.getBounds().stream().map(ModelTypes::model).toList());
  }
}
