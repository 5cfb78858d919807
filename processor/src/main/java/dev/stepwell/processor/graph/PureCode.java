package dev.stepwell.processor.graph;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * Determines whether a function computes its result from its argument alone: it uses nothing else but constants, values of the
 * platform and methods of the build that do the same. Calls that are not safe between steps are noted where they stand.
 */
final class PureCode {
  private static final Pattern VALUES = Pattern.compile("java\\.(lang|math|text|time(\\.\\w+)?"
      + "|util(\\.(function|regex|stream))?|nio\\.charset)\\.[\\w.]+|java\\.nio\\.file\\.Paths?"
      + "|java\\.net\\.(URI|URLDecoder|URLEncoder)|java\\.security\\.MessageDigest");

  private static final Pattern NO_VALUES = Pattern.compile(
      "java\\.lang\\.(System|Thread\\w*|Runtime|Process\\w*|Class\\w*|InheritableThreadLocal)"
          + "|java\\.util\\.(Random|Scanner|Timer\\w*|ServiceLoader)");

  private final Code code;
  private final Set<ExecutableElement> seen = new HashSet<>();

  PureCode(Code code) {
    this.code = code;
  }

  /** Whether this lambda or method reference is such a function; false where the compiler has not resolved it. */
  boolean isPure(ExpressionTree function, ReaderFrame frame) {
    return Variable.isCode(function)
        && code.isAttributed()
        && Boolean.TRUE.equals(new Walk(false).scan(function, frame));
  }

  private boolean isPure(@Nullable Element called) {
    if (!(called instanceof ExecutableElement method) || code.stepId(method) != null) {
      return false;
    }
    MethodTree source = code.source(method);
    if (source == null) {
      String owner = Code.owner(method).getQualifiedName().toString();
      return code.isImplicit(method)
          || (VALUES.matcher(owner).matches() && !NO_VALUES.matcher(owner).matches());
    }
    boolean isConstructor = method.getKind() == ElementKind.CONSTRUCTOR;
    return !seen.add(method)
        || Boolean.TRUE.equals(
            new Walk(isConstructor).scan(source, code.frame(method, Code.owner(method), false)));
  }

  /** Finds what else code uses. */
  private final class Walk extends TreeScanner<@Nullable Boolean, ReaderFrame> {
    private final boolean isConstructor;
    private final Set<Element> declared = new HashSet<>();

    Walk(boolean isConstructor) {
      this.isConstructor = isConstructor;
    }

    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return !Boolean.FALSE.equals(one) && !Boolean.FALSE.equals(other);
    }

    private Boolean all(boolean isPure, @Nullable Boolean rest) {
      return isPure && !Boolean.FALSE.equals(rest);
    }

    @Override
    public @Nullable Boolean visitMethod(MethodTree tree, ReaderFrame frame) {
      return reduce(scan(tree.getParameters(), frame), scan(tree.getBody(), frame));
    }

    @Override
    public @Nullable Boolean visitLambdaExpression(LambdaExpressionTree tree, ReaderFrame frame) {
      return reduce(scan(tree.getParameters(), frame), scan(tree.getBody(), frame));
    }

    @Override
    public @Nullable Boolean visitVariable(VariableTree tree, ReaderFrame frame) {
      declared.add(code.element(tree, frame));
      return scan(tree.getInitializer(), frame);
    }

    @Override
    public @Nullable Boolean visitIdentifier(IdentifierTree tree, ReaderFrame frame) {
      return !(code.element(tree, frame) instanceof VariableElement variable)
          || declared.contains(variable)
          || isConstant(variable);
    }

    /** Whether this never changes: a constant of the platform's values or of the build's, or a component of a record. */
    private static boolean isConstant(VariableElement variable) {
      Element owner = variable.getEnclosingElement();
      boolean isComponent = owner != null && owner.getKind() == ElementKind.RECORD;
      return variable.getKind().isField()
          && variable.getModifiers().contains(Modifier.FINAL)
          && (isComponent || variable.getModifiers().contains(Modifier.STATIC))
          && ImmutableTypes.isImmutable(variable.asType());
    }

    @Override
    public @Nullable Boolean visitMemberSelect(MemberSelectTree tree, ReaderFrame frame) {
      boolean isPure =
          !(code.element(tree, frame) instanceof VariableElement field) || isConstant(field);
      return all(isPure, scan(tree.getExpression(), frame));
    }

    @Override
    public @Nullable Boolean visitAssignment(AssignmentTree tree, ReaderFrame frame) {
      return (isConstructor && isOwnField(tree.getVariable(), frame))
          ? scan(tree.getExpression(), frame)
          : super.visitAssignment(tree, frame);
    }

    private boolean isOwnField(ExpressionTree target, ReaderFrame frame) {
      ExpressionTree of = target instanceof MemberSelectTree select ? select.getExpression() : null;
      return code.element(target, frame) instanceof VariableElement field
          && field.getKind().isField()
          && !field.getModifiers().contains(Modifier.STATIC)
          && (of == null || of.toString().equals("this"));
    }

    @Override
    public @Nullable Boolean visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      ExpressionTree receiver =
          call.getMethodSelect() instanceof MemberSelectTree select ? select.getExpression() : null;
      Boolean rest = reduce(scan(call.getArguments(), frame), receiver(receiver, frame));
      return all(isPure(code.element(call.getMethodSelect(), frame)), rest);
    }

    /** Whether a method may be called on this: on the object itself too, whose fields it then does not use. */
    private @Nullable Boolean receiver(@Nullable ExpressionTree receiver, ReaderFrame frame) {
      boolean isSelf =
          receiver instanceof IdentifierTree name && name.getName().contentEquals("this");
      return (receiver == null || isSelf) ? Boolean.TRUE : scan(receiver, frame);
    }

    @Override
    public @Nullable Boolean visitMemberReference(MemberReferenceTree tree, ReaderFrame frame) {
      return all(isPure(code.element(tree, frame)), receiver(tree.getQualifierExpression(), frame));
    }

    @Override
    public @Nullable Boolean visitNewClass(NewClassTree tree, ReaderFrame frame) {
      boolean isPure = tree.getClassBody() == null && isPure(code.element(tree, frame));
      return all(isPure, scan(tree.getArguments(), frame));
    }
  }
}
