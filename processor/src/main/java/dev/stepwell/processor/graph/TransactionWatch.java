package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import dev.stepwell.processor.model.Hazard;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/** Notes code that ends the transaction of a step, or writes on another connection. */
final class TransactionWatch extends VariableWalk {
  private static final String CONNECTION = "java.sql.Connection";

  /** How many variables and methods may stand between a connection and where it was opened. */
  private static final int MAX_HOPS = 10;

  private static final Set<String> ENDS =
      Set.of("abort", "close", "commit", "rollback", "setAutoCommit");

  /** Statements that end a transaction. */
  private static final String SQL =
      "(?is)\\s*((commit|rollback|abort|start\\s+transaction)\\b(?!\\s+to\\b).*|(begin|end)(\\s+(work|transaction)\\b.*|\\s*;?\\s*))";

  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Constants constants;
  private final Notes notes;
  private final Set<ExecutableElement> seen = new HashSet<>();

  TransactionWatch(Code code, Lookup lookup, Meanings meanings, Notes notes) {
    super(code);
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.constants = new Constants(lookup);
    this.notes = notes;
  }

  /** Whether this method of a connection ends its transaction, which a rollback to a savepoint does not. */
  private static boolean isEnd(String name, MethodInvocationTree call) {
    return ENDS.contains(name)
        && !(name.equals("rollback") && !call.getArguments().isEmpty());
  }

  @Override
  void assigned(ExpressionTree target, ReaderFrame frame) {}

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      String name = select.getIdentifier().toString();
      String type = meanings.of(select.getExpression(), frame);
      boolean isEnd =
          (CONNECTION.equals(type) && isEnd(name, call)) || isEndInSql(type, name, call, frame);
      if (isEnd && !isOfOther(select.getExpression(), frame, MAX_HOPS)) {
        notes.add(Hazard.ENDED_TRANSACTION, call, frame, code.text(call, frame));
      } else if (!isEnd && isOther(type, call, select, frame)) {
        notes.add(Hazard.OTHER_CONNECTION, call, frame, code.text(call, frame));
      }
    }
    lookup.methods(call, frame).forEach(this::follow);
    return super.visitMethodInvocation(call, frame);
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree tree, ReaderFrame frame) {
    if (ENDS.contains(tree.getName().toString())
        && CONNECTION.equals(meanings.of(tree.getQualifierExpression(), frame))) {
      notes.add(Hazard.ENDED_TRANSACTION, tree, frame, code.text(tree, frame));
    }
    return super.visitMemberReference(tree, frame);
  }

  private boolean isEndInSql(
      @Nullable String type, String name, MethodInvocationTree call, ReaderFrame frame) {
    boolean isSql = type != null
        && type.startsWith("java.sql.")
        && name.matches("execute\\w*|prepareStatement|addBatch")
        && !call.getArguments().isEmpty();
    String sql = isSql ? constants.text(call.getArguments().get(0), frame) : null;
    return sql != null && sql.matches(SQL);
  }

  private boolean isOther(
      @Nullable String type,
      MethodInvocationTree call,
      MemberSelectTree select,
      ReaderFrame frame) {
    String name = select.getIdentifier().toString();
    boolean isKnown = name.equals("getConnection")
        && ("java.sql.DriverManager".equals(type) || "javax.sql.DataSource".equals(type));
    boolean isSame = name.equals("unwrap")
        || name.equals("cast")
        || (type != null && type.matches("java\\.sql\\.\\w*(Statement|Connection)"))
        || lookup.isSteps(select.getExpression(), frame)
        || lookup.methods(call, frame).stream().anyMatch(code::isOwn);
    return isKnown || (!isSame && isConnection(call, frame));
  }

  /** Whether this is a connection that was opened here, or made by one: it has a transaction of its own. */
  private boolean isOfOther(ExpressionTree tree, ReaderFrame frame, int hops) {
    Variable variable = lookup.variable(tree, frame);
    ExpressionTree at = variable == null ? tree : variable.value();
    if (hops == 0 || !(at instanceof MethodInvocationTree call)) {
      return hops > 0
          && variable != null
          && at instanceof IdentifierTree
          && isOfOther(at, frame, hops - 1);
    }
    for (Target target : lookup.methods(call, frame)) {
      if (code.isOwn(target)) {
        return returnsOther(target, hops);
      }
    }
    return call.getMethodSelect() instanceof MemberSelectTree select
        && (isOther(meanings.of(select.getExpression(), frame), call, select, frame)
            || isOfOther(select.getExpression(), frame, hops - 1));
  }

  private boolean returnsOther(Target target, int hops) {
    MethodTree source = code.source(target.method());
    StatementTree last = source == null || source.getBody().getStatements().isEmpty()
        ? null
        : source.getBody().getStatements().get(source.getBody().getStatements().size() - 1);
    return last instanceof ReturnTree returned
        && returned.getExpression() != null
        && isOfOther(
            returned.getExpression(), code.frame(target.method(), target.self(), false), hops - 1);
  }

  private boolean isConnection(Tree tree, ReaderFrame frame) {
    return code.type(tree, frame) instanceof DeclaredType declared
        && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(CONNECTION);
  }

  /** Reads a method of the build that takes part in the transaction; what is allowed in it is noted there. */
  void follow(Target target) {
    MethodTree source = code.source(target.method());
    if (code.isAttributed() && source != null && seen.add(target.method())) {
      ReaderFrame inside = code.frame(target.method(), target.self(), false);
      notes.inMethod(target.method(), inside, () -> scan(source.getBody(), inside));
    }
  }

  @Override
  public @Nullable Void visitVariable(VariableTree tree, ReaderFrame frame) {
    return notes.under(tree.getModifiers(), frame, () -> super.visitVariable(tree, frame));
  }

  @Override
  public @Nullable Void visitTry(TryTree tree, ReaderFrame frame) {
    for (Tree resource : tree.getResources()) {
      boolean isVariable = resource instanceof VariableTree;
      @Nullable Tree opened = isVariable ? ((VariableTree) resource).getInitializer() : resource;
      boolean isGiven = opened instanceof ExpressionTree expression
          && !(opened instanceof MethodInvocationTree)
          && CONNECTION.equals(meanings.of(expression, frame));
      if (isGiven) {
        String text = code.text(resource, frame).replaceFirst(";$", "");
        notes.add(Hazard.ENDED_TRANSACTION, resource, frame, "try (" + text + ")");
      }
    }
    return super.visitTry(tree, frame);
  }
}
