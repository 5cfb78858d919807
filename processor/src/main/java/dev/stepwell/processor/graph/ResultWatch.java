package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import dev.stepwell.processor.model.Hazard;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Finds inline steps whose results are not read back unchanged: they are stored by class, without type arguments. */
final class ResultWatch {
  /** Platform classes for which the class alone is insufficient. */
  static final Set<String> CLASSES = Set.of(
      "java.lang.Iterable",
      "java.lang.Object",
      "java.util.ArrayList",
      "java.util.Collection",
      "java.util.Deque",
      "java.util.HashMap",
      "java.util.HashSet",
      "java.util.LinkedHashMap",
      "java.util.LinkedHashSet",
      "java.util.List",
      "java.util.Map",
      "java.util.Optional",
      "java.util.Queue",
      "java.util.Set",
      "java.util.SortedMap",
      "java.util.SortedSet",
      "java.util.TreeMap",
      "java.util.TreeSet",
      "java.util.stream.Stream");

  private static final Set<String> INLINE = Set.of("run", "runInTransaction");

  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Notes notes;

  /**
   * Creates a watch.
   *
   * @param meanings resolves {@link #CLASSES}
   */
  ResultWatch(Code code, Lookup lookup, Meanings meanings, Notes notes) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.notes = notes;
  }

  /** Notes the hazards of the class that this method of {@code Steps} is given. */
  void note(String method, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    if (INLINE.contains(method)
        && arguments.size() == 3
        && arguments.get(1) instanceof MemberSelectTree literal
        && literal.getIdentifier().contentEquals("class")) {
      String fault = fault(literal.getExpression(), frame);
      if (fault != null) {
        String written = code.text(literal.getExpression(), frame);
        notes.add(Hazard.INLINE_RESULT, literal, frame, written, fault);
      }
    }
  }

  private @Nullable String fault(ExpressionTree written, ReaderFrame frame) {
    String known = meanings.type(written, frame);
    TypeMirror named = known == null ? lookup.named(written, frame) : code.raw(known);
    TypeElement element = known == null ? lookup.types().element(named, frame) : null;
    TypeMirror type = element == null ? named : element.asType();
    return type == null ? null : code.jsonFault(type);
  }
}
