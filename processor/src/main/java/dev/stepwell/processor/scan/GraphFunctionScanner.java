package dev.stepwell.processor.scan;

import static dev.stepwell.processor.scan.Mirrors.address;

import dev.stepwell.Function;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.GraphModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.SchemaText;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.TriggersModel;
import dev.stepwell.processor.model.TypeModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads classes that are functions: graphs of their steps, which are ordered later. */
final class GraphFunctionScanner {
  private final Elements elements;
  private final MethodScanner methods;
  private final EventScanner events;

  GraphFunctionScanner(Elements elements, MethodScanner methods, EventScanner events) {
    this.elements = elements;
    this.methods = methods;
    this.events = events;
  }

  /**
   * The function that this class is.
   *
   * @param steps the methods of the class that are steps
   */
  Optional<FunctionModel> function(TypeElement type, List<ExecutableElement> steps) {
    AnnotationMirror function = Mirrors.find(type, Function.class);
    if (function == null) {
      return Optional.empty();
    }
    OptionScanner options = new OptionScanner(elements, type, function);
    TriggersModel triggers = options.triggers();
    Set<String> names = triggers.events().stream().map(TextModel::text).collect(Collectors.toSet());
    return Optional.of(new FunctionModel(
        Mirrors.text(elements, function, "id"),
        methods.history(type, function),
        triggers,
        options.options(),
        new FlowScanner(elements, type).flow(),
        unordered(type),
        methods.cancelOn(type),
        triggers.crons().isEmpty() ? events.whole(steps, names) : events.tick(),
        GraphModel.unordered(flowName(type)),
        address(type, function, "id")));
  }

  /** The function as a method with a known name: its parameters and result follow from the order of its steps. */
  private static MethodModel unordered(TypeElement type) {
    return new MethodModel(
        type.getSimpleName().toString(),
        Set.of(),
        false,
        List.of(),
        false,
        null,
        TypeModel.Primitive.VOID,
        SchemaText.NOTHING,
        null,
        Set.of(),
        address(type));
  }

  /** A name for the generated method that no method of the class has. */
  private String flowName(TypeElement type) {
    Set<String> taken = ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
        .map(method -> method.getSimpleName().toString())
        .collect(Collectors.toSet());
    String name = "flow";
    while (taken.contains(name)) {
      name += "OfSteps";
    }
    return name;
  }
}
