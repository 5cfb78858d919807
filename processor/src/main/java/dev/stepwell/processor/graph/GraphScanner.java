package dev.stepwell.processor.graph;

import dev.stepwell.contract.StepGraph;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.MethodModel;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of functions, where the compiler is javac. The classes that know its trees are loaded only then, for other
 * compilers have none.
 */
public final class GraphScanner {
  private final @Nullable Code code;

  /**
   * Reads with this compiler, in one of its rounds.
   *
   * @param compiled the full names of the outermost classes that are being compiled
   */
  public GraphScanner(ProcessingEnvironment compiler, Set<String> compiled) {
    ProcessingEnvironment javac = Javac.in(compiler);
    this.code = javac == null ? null : new Code(javac, compiled);
  }

  /** Whether it can read: if not, each graph is {@link StepGraph#UNREAD}. */
  public boolean canRead() {
    return code != null;
  }

  /** What is in the body of a function of this class, or of a method that handles failures. */
  public BodyModel scan(ClassModel type, MethodModel method, KnownNames known) {
    return code == null
        ? BodyModel.UNREAD
        : new FlowReader(code, known)
            .function((TypeElement) type.address().element(), (ExecutableElement)
                method.address().element());
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
