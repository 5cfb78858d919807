package dev.stepwell.processor.graph;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Way;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the cases of a {@code switch} as ways, each with what it falls through to. */
final class CaseReader {
  private static final @Nullable MethodHandle GUARD = findGuard();

  private final FlowReader flow;
  private final Code code;

  CaseReader(FlowReader flow, Code code) {
    this.flow = flow;
    this.code = code;
  }

  /**
   * The branches of these cases.
   *
   * @param isComplete whether the cases cover all values
   */
  List<Way> ways(List<? extends CaseTree> cases, boolean isComplete, ReaderFrame frame) {
    List<Way> ways = new ArrayList<>();
    for (int i = cases.size() - 1; i >= 0; i--) {
      CaseTree at = cases.get(i);
      String label = label(at, frame);
      List<Node> held = new ArrayList<>(flow.held(at, frame));
      if (fallsThrough(at) && !ways.isEmpty()) {
        held.addAll(ways.get(0).nodes());
        if (statements(at).isEmpty()) {
          label += ", " + ways.remove(0).label();
        }
      }
      ways.add(0, new Way(label, held));
    }
    if (!isComplete && ways.stream().noneMatch(way -> way.label().endsWith("default"))) {
      ways.add(new Way("otherwise", List.of()));
    }
    return ways.stream().map(way -> new Way(Code.cut(way.label()), way.nodes())).toList();
  }

  private static boolean fallsThrough(CaseTree at) {
    List<? extends StatementTree> statements = statements(at);
    return at.getCaseKind() == CaseTree.CaseKind.STATEMENT
        && (statements.isEmpty() || !Leaving.leaves(statements.get(statements.size() - 1)));
  }

  /** The statements of a case with a colon; none for one with an arrow. */
  static List<? extends StatementTree> statements(CaseTree at) {
    List<? extends StatementTree> statements = at.getStatements();
    return statements == null ? List.of() : statements;
  }

  /** The guard of a case; null if it has none, or the JDK has no guards. */
  static @Nullable Tree guard(CaseTree at) {
    if (GUARD == null) {
      return null;
    }
    try {
      return (Tree) GUARD.invoke(at);
    } catch (Throwable e) {
      throw new IllegalStateException("the guard of a case cannot be read", e);
    }
  }

  private static @Nullable MethodHandle findGuard() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(CaseTree.class, "getGuard", MethodType.methodType(ExpressionTree.class));
    } catch (NoSuchMethodException | IllegalAccessException olderThan21) {
      return null;
    }
  }

  private String label(CaseTree at, ReaderFrame frame) {
    List<? extends Tree> body = at.getBody() == null ? statements(at) : List.of(at.getBody());
    String head = code.textBefore(body, at, frame);
    return head.replaceFirst("\\s*(:|->)$", "").replaceFirst("^case\\s+", "");
  }
}
