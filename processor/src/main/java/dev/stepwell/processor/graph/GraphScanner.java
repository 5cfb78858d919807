package dev.stepwell.processor.graph;

import dev.stepwell.contract.StepGraph;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.KnownNames;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Reads the graphs of functions, where the compiler is javac. The classes that know its trees are loaded only then, for other
 * compilers have none.
 */
public final class GraphScanner {
  private final @Nullable ProcessingEnvironment javac;
  private final Set<String> compiled;

  /**
   * Reads with this compiler.
   *
   * @param compiled the full names of the outermost classes that are being compiled
   */
  public GraphScanner(ProcessingEnvironment compiler, Set<String> compiled) {
    this.javac = Javac.in(compiler);
    this.compiled = compiled;
  }

  /** Whether it can read: if not, each graph is {@link StepGraph#UNREAD}. */
  public boolean canRead() {
    return javac != null;
  }

  /** What is in the body of a function of this class. */
  public BodyModel scan(ClassModel type, FunctionModel function, KnownNames known) {
    if (javac == null) {
      return new BodyModel(StepGraph.UNREAD, Set.of());
    }
    return new FlowReader(new Code(javac, compiled), known)
        .function((TypeElement) type.address().element(), (ExecutableElement)
            function.method().address().element());
  }
}
