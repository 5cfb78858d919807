package dev.stepwell.processor.graph;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.TypeCastTree;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Finds the variable or field that keeps an object: an alias, an element or a part leads to it. */
final class Roots {
  private static final int MAX_ALIASES = 10;

  /** Methods of collections and maps that give out what these hold, or a view of it. */
  private static final Set<String> PARTS = Set.of(
      "entrySet",
      "get",
      "getFirst",
      "getLast",
      "getOrDefault",
      "getValue",
      "iterator",
      "keySet",
      "listIterator",
      "next",
      "parallelStream",
      "peek",
      "stream",
      "subList",
      "values");

  /** Methods of streams that give out elements of the stream. */
  private static final Set<String> SAME_ELEMENTS = Set.of(
      "distinct",
      "dropWhile",
      "filter",
      "limit",
      "parallel",
      "peek",
      "sequential",
      "skip",
      "sorted",
      "takeWhile",
      "toList",
      "unordered");

  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Mutations mutations;

  Roots(Code code, Lookup lookup, Meanings meanings, Mutations mutations) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.mutations = mutations;
  }

  /** The variable or field that keeps what this yields; the expression itself if there is none. */
  ExpressionTree of(ExpressionTree tree, ReaderFrame frame) {
    ExpressionTree at = tree;
    for (int aliases = 0; aliases < MAX_ALIASES; aliases++) {
      ExpressionTree next = next(at, frame);
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private @Nullable ExpressionTree next(ExpressionTree at, ReaderFrame frame) {
    if (at instanceof ParenthesizedTree parenthesized) {
      return parenthesized.getExpression();
    } else if (at instanceof TypeCastTree cast) {
      return cast.getExpression();
    } else if (at instanceof ArrayAccessTree element) {
      return element.getExpression();
    } else if (at instanceof MemberSelectTree select) {
      VariableElement field = lookup.field(select, frame);
      boolean isPart =
          meanings.field(select, frame) == null && field != null && code.shared(field) == null;
      return isPart ? select.getExpression() : null;
    } else if (at instanceof MethodInvocationTree call) {
      return call.getMethodSelect() instanceof MemberSelectTree select
              && isPart(call, select, frame)
          ? select.getExpression()
          : null;
    }
    Variable variable = lookup.variable(at, frame);
    ExpressionTree kept = variable == null ? null : variable.kept();
    return kept == null || !leadsOn(kept, frame) ? null : kept;
  }

  /** Whether this is another variable, or a part of one. */
  private boolean leadsOn(ExpressionTree kept, ReaderFrame frame) {
    if (kept instanceof IdentifierTree) {
      return lookup.variable(kept, frame) != null || meanings.field(kept, frame) != null;
    }
    return next(kept, frame) != null;
  }

  private boolean isPart(MethodInvocationTree call, MemberSelectTree select, ReaderFrame frame) {
    String name = select.getIdentifier().toString();
    ExpressionTree receiver = select.getExpression();
    if ((PARTS.contains(name) && mutations.isContainer(receiver, frame))
        || (SAME_ELEMENTS.contains(name) && isStream(receiver, frame))) {
      return true;
    }
    List<Target> targets = call.getArguments().isEmpty() ? lookup.methods(call, frame) : List.of();
    return targets.size() == 1 && isAccessor(targets.get(0).method());
  }

  private boolean isStream(ExpressionTree tree, ReaderFrame frame) {
    return "java.util.stream.Stream".equals(meanings.of(tree, frame));
  }

  /** Whether this returns a field of its object. */
  private boolean isAccessor(ExecutableElement method) {
    MethodTree source = code.source(method);
    if (source == null) {
      return Code.owner(method).getKind() == ElementKind.RECORD && code.isImplicit(method);
    }
    List<? extends StatementTree> statements = source.getBody().getStatements();
    return statements.size() == 1
        && statements.get(0) instanceof ReturnTree returned
        && returned.getExpression() != null
        && meanings.field(returned.getExpression(), code.frame(method, Code.owner(method), false))
            != null;
  }
}
