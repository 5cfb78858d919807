package dev.stepwell.processor.graph;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Finds objects that are created by {@code new} of a class whose steps only its durable subclass stores. */
final class PlainObjects {
  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Roots roots;

  PlainObjects(Code code, Lookup lookup, Meanings meanings, Roots roots) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.roots = roots;
  }

  /** Where the object that this yields is certainly created, if it is not durable; null if unknown. */
  @Nullable
  NewClassTree made(ExpressionTree expression, ReaderFrame frame) {
    return made(expression, frame, new HashSet<>());
  }

  private @Nullable NewClassTree made(
      ExpressionTree expression, ReaderFrame frame, Set<ExpressionTree> seen) {
    ExpressionTree at = roots.of(expression, frame);
    if (!seen.add(at)) {
      return null;
    }
    if (at instanceof NewClassTree made) {
      return isPlain(made) ? made : null;
    } else if (at instanceof ConditionalExpressionTree choice) {
      NewClassTree first = made(choice.getTrueExpression(), frame, seen);
      return first == null ? made(choice.getFalseExpression(), frame, seen) : first;
    } else if (at instanceof MethodInvocationTree) {
      return created(at, frame);
    }
    Variable variable = lookup.variable(at, frame);
    if (variable != null) {
      return variable.value() == null ? null : made(variable.value(), frame, seen);
    }
    VariableElement field = meanings.field(at, frame);
    if (field == null) {
      field = lookup.fieldOf(at, frame);
    }
    return field == null ? null : kept(field);
  }

  private static boolean isPlain(NewClassTree made) {
    String name = made.getIdentifier().toString().replaceFirst(".*\\.", "");
    return !name.startsWith("Durable") && made.getClassBody() == null;
  }

  /** The object that a field is set to where it is declared, or in a constructor. */
  private @Nullable NewClassTree kept(VariableElement field) {
    ReaderFrame frame = code.frame(field);
    ExpressionTree value = code.initializer(field);
    if (frame == null) {
      return null;
    }
    if (value != null) {
      return created(value, frame);
    }
    String name = field.getSimpleName().toString();
    TypeElement owner = (TypeElement) Objects.requireNonNull(field.getEnclosingElement());
    return code.constructors(owner).stream()
        .map(code::source)
        .filter(Objects::nonNull)
        .map(constructor -> new Assignments(name).scan(constructor, frame))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Where the object that this yields by itself is created, or in a factory that it calls; null if unknown. */
  private @Nullable NewClassTree created(ExpressionTree value, ReaderFrame frame) {
    if (value instanceof NewClassTree made) {
      return isPlain(made) ? made : null;
    }
    return value instanceof MethodInvocationTree call
        ? lookup.methods(call, frame).stream()
            .map(Target::method)
            .map(this::returned)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null)
        : null;
  }

  private @Nullable NewClassTree returned(ExecutableElement method) {
    MethodTree source = code.source(method);
    return source == null
            || source.getBody().getStatements().size() != 1
            || !(source.getBody().getStatements().get(0) instanceof ReturnTree returned)
            || !(returned.getExpression() instanceof NewClassTree made)
        ? null
        : isPlain(made) ? made : null;
  }

  /** Finds the object to which a field is set. */
  private final class Assignments extends TreeScanner<@Nullable NewClassTree, ReaderFrame> {
    private final String field;

    Assignments(String field) {
      this.field = field;
    }

    @Override
    public @Nullable NewClassTree reduce(@Nullable NewClassTree one, @Nullable NewClassTree other) {
      return one == null ? other : one;
    }

    @Override
    public @Nullable NewClassTree visitAssignment(AssignmentTree tree, ReaderFrame frame) {
      boolean isField =
          tree.getVariable().toString().replaceFirst("^this\\.", "").equals(field);
      return isField ? created(tree.getExpression(), frame) : null;
    }
  }
}
