package dev.stepwell.processor.scan;

import static dev.stepwell.processor.scan.Mirrors.address;

import dev.stepwell.CancelOn;
import dev.stepwell.Function;
import dev.stepwell.OnCancel;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import dev.stepwell.Was;
import dev.stepwell.processor.model.CancelOnModel;
import dev.stepwell.processor.model.Ending;
import dev.stepwell.processor.model.EndingModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FlowControlModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.HistoryModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.OrderModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.TriggersModel;
import dev.stepwell.processor.model.WaitModel;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads the methods that are steps, functions or failure handlers. */
final class MethodScanner {
  private final Elements elements;
  private final javax.lang.model.util.Types types;
  private final FieldScanner fields;
  private final JsonSchemas schemas;
  private final JsonFaults faults;
  private final SecretComponents secrets;
  private final EventScanner events;

  MethodScanner(
      Elements elements,
      javax.lang.model.util.Types types,
      JsonTypes json,
      FieldScanner fields,
      EventScanner events) {
    this.elements = elements;
    this.types = types;
    this.fields = fields;
    this.schemas = json.stored();
    this.faults = json.faults();
    this.secrets = json.secrets();
    this.events = events;
  }

  static boolean isStep(ExecutableElement method) {
    return Mirrors.find(method, Step.class) != null;
  }

  Optional<StepModel> step(TypeElement type, ExecutableElement method) {
    AnnotationMirror step = Mirrors.find(method, Step.class);
    if (step == null) {
      return Optional.empty();
    }
    String id = Mirrors.text(elements, step, "id");
    boolean named = id.isEmpty();
    OptionScanner options = new OptionScanner(elements, method, step);
    MethodModel model = method(type, method);
    return Optional.of(new StepModel(
        named ? StepIds.kebab(method.getSimpleName().toString()) : id,
        options.retries(),
        options.duration("timeout"),
        new FlowScanner(elements, method).flow(),
        Mirrors.flag(elements, step, "transactional"),
        new OrderModel(
            Mirrors.texts(elements, method, step, "after"),
            options.duration("delay"),
            waits(method, model)),
        ModelTypes.isNullable(method, method.getReturnType()),
        was(method),
        model,
        named ? address(method) : address(method, step, "id")));
  }

  /** The endings that a method handles: one, unless somebody has annotated it twice. */
  Stream<EndingModel> endings(TypeElement type, ExecutableElement method) {
    return Stream.of(
            ending(Ending.FAILURE, OnFailure.class, type, method),
            ending(Ending.CANCELLATION, OnCancel.class, type, method))
        .flatMap(Optional::stream);
  }

  private Optional<EndingModel> ending(
      Ending ending, Class<? extends Annotation> by, TypeElement type, ExecutableElement method) {
    AnnotationMirror found = Mirrors.find(method, by);
    if (found == null) {
      return Optional.empty();
    }
    String functionId = Mirrors.text(elements, found, "value");
    return Optional.of(
        new EndingModel(ending, functionId, method(type, method), address(method, found, "value")));
  }

  Optional<FunctionModel> function(TypeElement type, ExecutableElement method) {
    AnnotationMirror function = Mirrors.find(method, Function.class);
    if (function == null) {
      return Optional.empty();
    }
    OptionScanner options = new OptionScanner(elements, method, function);
    FlowControlModel flow = new FlowScanner(elements, method).flow();
    TriggersModel triggers = options.triggers();
    return Optional.of(new FunctionModel(
        Mirrors.text(elements, function, "id"),
        history(method, function),
        triggers,
        options.options(),
        flow,
        method(type, method),
        cancelOn(method),
        triggers.crons().isEmpty() ? whole(method, flow) : events.tick(),
        null,
        address(method, function, "id")));
  }

  private @Nullable EventModel whole(ExecutableElement method, FlowControlModel flow) {
    return flow.batch() == null ? events.whole(method) : events.batched(method);
  }

  private List<WaitModel> waits(ExecutableElement method, MethodModel model) {
    List<WaitModel> waits = new ArrayList<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      AnnotationMirror mirror = Mirrors.find(parameter, WaitFor.class);
      if (mirror != null) {
        OptionScanner options = new OptionScanner(elements, parameter, mirror);
        waits.add(new WaitModel(
            "wait-for-" + StepIds.kebab(parameter.getSimpleName().toString()),
            model.parameters().get(i),
            Mirrors.text(elements, mirror, "event"),
            Mirrors.texts(elements, mirror, "match").stream().distinct().toList(),
            options.duration("timeout"),
            options.duration("lookBack"),
            address(parameter, mirror, "event"),
            address(parameter, mirror, "match")));
      }
    }
    return waits;
  }

  /** What earlier code knew the function as that stands here under this annotation. */
  HistoryModel history(Element element, AnnotationMirror function) {
    return new HistoryModel(
        Mirrors.number(elements, function, "version"),
        address(element, function, "version"),
        was(element));
  }

  private List<TextModel> was(Element element) {
    AnnotationMirror was = Mirrors.find(element, Was.class);
    return was == null ? List.of() : Mirrors.texts(elements, element, was, "value");
  }

  List<CancelOnModel> cancelOn(Element element) {
    List<AnnotationMirror> mirrors = new ArrayList<>();
    AnnotationMirror one = Mirrors.find(element, CancelOn.class);
    if (one != null) {
      mirrors.add(one);
    }
    AnnotationMirror several = Mirrors.find(element, CancelOn.List.class);
    if (several != null) {
      mirrors.addAll(Mirrors.mirrors(elements, several, "value"));
    }
    List<CancelOnModel> models = new ArrayList<>();
    for (AnnotationMirror mirror : mirrors) {
      models.add(new CancelOnModel(
          Mirrors.text(elements, mirror, "event"),
          Mirrors.texts(elements, mirror, "match").stream().distinct().toList(),
          new OptionScanner(elements, element, mirror).text("condition"),
          address(element, mirror, "event"),
          address(element, mirror, "match")));
    }
    return models;
  }

  private MethodModel method(TypeElement type, ExecutableElement method) {
    ExecutableType seen = (ExecutableType) types.asMemberOf((DeclaredType) type.asType(), method);
    List<FieldModel> parameters = new ArrayList<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      parameters.add(fields.parameter(
          method.getParameters().get(i), seen.getParameterTypes().get(i)));
    }
    return new MethodModel(
        method.getSimpleName().toString(),
        Mirrors.modifiers(method),
        !method.getTypeParameters().isEmpty(),
        parameters,
        method.isVarArgs(),
        thrown(method),
        ModelTypes.model(seen.getReturnType()),
        schemas.result(method, seen.getReturnType()),
        faults.fault(seen.getReturnType()),
        secrets.in(seen.getReturnType()),
        address(method));
  }

  /** What is thrown that neither a step's body nor a function's may throw: neither an exception nor an error. */
  private @Nullable String thrown(ExecutableElement method) {
    return method.getThrownTypes().stream()
        .filter(thrown -> !isA(thrown, "java.lang.Exception") && !isA(thrown, "java.lang.Error"))
        .map(thrown -> ModelTypes.model(thrown).words())
        .findFirst()
        .orElse(null);
  }

  private boolean isA(TypeMirror type, String name) {
    TypeElement element = elements.getTypeElement(name);
    return element != null && types.isSubtype(type, element.asType());
  }
}
