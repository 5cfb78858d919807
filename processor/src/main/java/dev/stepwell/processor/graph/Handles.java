package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.KnownNames;
import java.util.List;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Resolves handles in a class {@code Functions} to functions by the imports, if that is certain. */
final class Handles {
  private static final String FUNCTIONS = "Functions";

  private final Code code;
  private final Lookup lookup;
  private final KnownNames known;

  Handles(Code code, Lookup lookup, KnownNames known) {
    this.code = code;
    this.lookup = lookup;
    this.known = known;
  }

  /** The function whose handle this is; null if it is none, or may be another. */
  @Nullable
  FunctionModel function(ExpressionTree handle, ReaderFrame frame) {
    if (handle instanceof MemberSelectTree select) {
      FunctionModel called = known.functions().get(select.getIdentifier().toString());
      String holder = select.getExpression().toString();
      return called != null && isHolder(holder, called, frame) ? called : null;
    }
    if (handle instanceof IdentifierTree identifier) {
      String name = identifier.getName().toString();
      FunctionModel called = known.functions().get(name);
      return called != null && isImported(name, called, frame) ? called : null;
    }
    return null;
  }

  private boolean isHolder(String written, FunctionModel of, ReaderFrame frame) {
    String holder = holder(of);
    if (!written.equals(FUNCTIONS)) {
      return written.equals(holder);
    }
    if (frame.variables().containsKey(FUNCTIONS) || lookup.isAround(FUNCTIONS, frame)) {
      return false;
    }
    List<String> byName = imports(frame, false).stream()
        .filter(text -> text.endsWith("." + FUNCTIONS))
        .toList();
    return byName.isEmpty()
        ? code.packageOf(frame.owner()).equals(packageOf(of))
        : byName.contains(holder);
  }

  private boolean isImported(String constant, FunctionModel of, ReaderFrame frame) {
    return !frame.variables().containsKey(constant)
        && lookup.field(constant, frame) == null
        && imports(frame, true).contains(holder(of) + "." + constant);
  }

  private static List<String> imports(ReaderFrame frame, boolean isStatic) {
    return frame.file().getImports().stream()
        .filter(imported -> imported.isStatic() == isStatic)
        .map(ImportTree::getQualifiedIdentifier)
        .map(Object::toString)
        .toList();
  }

  private String holder(FunctionModel of) {
    String in = packageOf(of);
    return in.isEmpty() ? FUNCTIONS : in + "." + FUNCTIONS;
  }

  private String packageOf(FunctionModel function) {
    return code.packageOf((Element) function.method().address().element());
  }
}
