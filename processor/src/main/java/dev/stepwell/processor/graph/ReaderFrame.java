package dev.stepwell.processor.graph;

import com.sun.source.tree.CompilationUnitTree;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.TypeElement;

/**
 * Where the reader stands.
 *
 * @param self the class of {@code this}
 * @param owner the class in whose source the code stands: that one, or one from which it inherits
 * @param file the source file
 * @param variables the parameters and local variables that were seen, by name
 * @param endsFunction whether a {@code return} ends the function, and not only a method that it calls, or a lambda
 */
record ReaderFrame(
    TypeElement self,
    TypeElement owner,
    CompilationUnitTree file,
    Map<String, Variable> variables,
    boolean endsFunction) {
  /** The class around this place, without the variables of the method. */
  ReaderFrame inField() {
    return new ReaderFrame(self, owner, file, new HashMap<>(), false);
  }

  /** The same place inside a lambda. */
  ReaderFrame inLambda() {
    return new ReaderFrame(self, owner, file, new HashMap<>(variables), false);
  }
}
