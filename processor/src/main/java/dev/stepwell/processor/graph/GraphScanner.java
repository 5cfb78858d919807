package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.HazardModel;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of functions if the compiler is javac. It loads the classes that use javac's trees only then,
 * because other compilers do not have these.
 */
public final class GraphScanner {
  private final @Nullable Code code;

  /**
   * Reads with this compiler.
   *
   * @param compiled the full names of the outermost classes that are being compiled
   */
  public GraphScanner(ProcessingEnvironment compiler, Set<String> compiled, Reading reading) {
    ProcessingEnvironment javac = Javac.in(compiler);
    this.code = javac == null ? null : new Code(javac, compiled, reading);
  }

  /** Whether it can read: if not, each graph is {@link StepGraph#UNREAD}. */
  public boolean canRead() {
    return code != null;
  }

  /** What is in the body of a function of this class, or of a method that handles failures. */
  public BodyModel scan(ClassModel type, MethodModel method, KnownNames known) {
    return code == null
        ? BodyModel.UNREAD
        : new FlowReader(code, known, limit(type, method))
            .function((TypeElement) type.address().element(), code.current((ExecutableElement)
                method.address().element()));
  }

  private static @Nullable Duration limit(ClassModel type, MethodModel method) {
    return type.functions().stream()
        .filter(function -> function.method().equals(method))
        .map(function -> function.options().finishTimeout())
        .flatMap(timeout -> timeout.isGiven() ? timeout.duration().stream() : Stream.of())
        .findFirst()
        .orElse(null);
  }

  /** What is wrong in the bodies of the steps that this class declares, and what is allowed there. */
  public BodyModel steps(ClassModel type, KnownNames known) {
    if (code == null || code.isForGraphs()) {
      return BodyModel.UNREAD;
    }
    TypeElement self = (TypeElement) type.address().element();
    FlowReader reader = new FlowReader(code, known, null);
    List<HazardModel> hazards = List.of();
    for (StepModel step : type.steps()) {
      ExecutableElement method =
          code.current((ExecutableElement) step.method().address().element());
      if (self.equals(method.getEnclosingElement())) {
        hazards = reader.step(self, method, step.transactional());
      }
    }
    return new BodyModel(StepGraph.UNREAD, Map.of(), Set.of(), hazards, List.of(), reader.allows());
  }

  /** What is allowed on this class or method. */
  public List<AllowModel> allows(Element element) {
    return code == null ? List.of() : AllowReader.on(code, element);
  }

  /** Prints a message, if it is about a place in a body; false if not. */
  public boolean print(Diagnostic.Kind kind, String text, Address address) {
    return code != null && code.print(kind, text, address);
  }
}
