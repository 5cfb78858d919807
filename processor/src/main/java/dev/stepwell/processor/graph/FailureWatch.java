package dev.stepwell.processor.graph;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.KnownNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Finds handlers around steps that never match: a flow gets a {@code StepFailedException} instead of the exception of a
 * step. It reports nothing if code between the steps may throw what is caught.
 */
final class FailureWatch {
  private static final String FAILURE = "StepFailedException";

  /** The supertypes of {@code StepFailedException}, which catch it. */
  private static final Set<String> WIDE = Set.of(
      "java.lang.Exception",
      "java.lang.RuntimeException",
      "java.lang.Throwable",
      "java.lang.Object");

  /** Unchecked exceptions of the platform that its plain classes do not throw. */
  private static final Set<String> STATED = Set.of(
      "java.lang.IllegalStateException",
      "java.io.UncheckedIOException",
      "java.lang.SecurityException",
      "java.util.MissingResourceException",
      "java.util.concurrent.CompletionException",
      "java.util.concurrent.CancellationException");

  /** What a step may throw of Stepwell's own exceptions, and a flow only sees inside a {@code StepFailedException}. */
  private static final Set<String> OF_ATTEMPTS = Set.of(
      "dev.stepwell.NonRetriableException",
      "dev.stepwell.RetryAfterException",
      "dev.stepwell.RunCancelledException",
      "dev.stepwell.StepTimeoutException");

  /** What expressions without calls throw. */
  private static final Set<String> OF_LANGUAGE = Set.of(
      "java.lang.ArithmeticException",
      "java.lang.ArrayIndexOutOfBoundsException",
      "java.lang.ArrayStoreException",
      "java.lang.ClassCastException",
      "java.lang.IndexOutOfBoundsException",
      "java.lang.NegativeArraySizeException",
      "java.lang.NullPointerException");

  private final Code code;
  private final Lookup lookup;
  private final KnownNames known;
  private final SourceTypes types;
  private final Notes notes;

  FailureWatch(Code code, Lookup lookup, KnownNames known, Notes notes) {
    this.code = code;
    this.lookup = lookup;
    this.known = known;
    this.types = new SourceTypes(code);
    this.notes = notes;
  }

  /** Notes the handlers of a block with steps that never match. */
  void caught(TryTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    boolean isHandled = tree.getCatches().stream()
        .flatMap(handler -> alternatives(handler.getParameter().getType()).stream())
        .anyMatch(type -> type.toString().endsWith(FAILURE));
    for (CatchTree handler : tree.getCatches()) {
      if (code.isAttributed()) {
        boolean isFailure = handler.getParameter().getType().toString().endsWith(FAILURE);
        Asked asked = new Asked(tree, handler, isHandled, isFailure, frame);
        asked.scan(handler.getBlock(), frame);
      }
      for (Tree type : alternatives(handler.getParameter().getType())) {
        TypeElement caught = types.anywhere(type, frame);
        if (caught != null
            && !isHandled
            && isOfSteps(caught)
            && !new Throwers(caught).areIn(tree.getBlock(), frame)) {
          String name = handler.getParameter().getName().toString();
          notes.add(Hazard.CAUGHT_FAILURE, type, frame, type.toString(), name);
        }
      }
    }
  }

  /** Notes what a handler looks for in the exception, and never finds: also in a method that is given the exception. */
  private final class Asked extends TreeScanner<@Nullable Void, ReaderFrame> {
    private final TryTree attempt;
    private final CatchTree handler;
    private final boolean isHandled;
    private final boolean isFailure;
    private final ReaderFrame around;
    private final Set<ExecutableElement> seen = new HashSet<>();
    private String name;

    /**
     * Looks into a handler.
     *
     * @param isHandled whether the failures of steps have a handler of their own
     * @param isFailure whether this is that handler
     * @param around the frame of the block whose exceptions it handles
     */
    Asked(
        TryTree attempt,
        CatchTree handler,
        boolean isHandled,
        boolean isFailure,
        ReaderFrame around) {
      this.attempt = attempt;
      this.handler = handler;
      this.isHandled = isHandled;
      this.isFailure = isFailure;
      this.around = around;
      this.name = handler.getParameter().getName().toString();
    }

    @Override
    public @Nullable Void visitInstanceOf(InstanceOfTree asked, ReaderFrame frame) {
      Tree type = asked.getType();
      TypeElement sought = type == null ? null : types.anywhere(type, frame);
      String of = asked.getExpression().toString();
      if (sought != null
          && isOfSteps(sought)
          && (of.equals(name) ? isNeverThrown(sought) : isCause(of) && hasNoCause())) {
        notes.add(Hazard.CAUGHT_FAILURE, asked, frame, type.toString(), name);
      }
      return super.visitInstanceOf(asked, frame);
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree compared, ReaderFrame frame) {
      if (compared.getLeftOperand().toString().equals(name + ".getClass()")
          && compared.getRightOperand() instanceof MemberSelectTree select
          && select.getIdentifier().contentEquals("class")) {
        TypeElement sought = types.anywhere(select.getExpression(), frame);
        if (sought != null && isOfSteps(sought) && isNeverThrown(sought)) {
          notes.add(
              Hazard.CAUGHT_FAILURE, compared, frame, select.getExpression().toString(), name);
        }
      }
      return super.visitBinary(compared, frame);
    }

    private boolean isNeverThrown(TypeElement sought) {
      return !isHandled && !new Throwers(sought).areIn(attempt.getBlock(), around);
    }

    private boolean isCause(String text) {
      return text.equals(name + ".getCause()");
    }

    /** Whether what is handled has no cause: it is the failure of a step, because nothing else throws. */
    private boolean hasNoCause() {
      if (isFailure || isHandled) {
        return isFailure;
      }
      TypeElement caught = types.anywhere(handler.getParameter().getType(), around);
      return caught != null && !new Throwers(caught).areIn(attempt.getBlock(), around);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      List<Target> targets = lookup.methods(call, frame);
      if (targets.size() == 1) {
        for (int i = 0; i < call.getArguments().size(); i++) {
          if (call.getArguments().get(i).toString().equals(name)) {
            given(targets.get(0), i);
          }
        }
      }
      return super.visitMethodInvocation(call, frame);
    }

    /** Looks into a method that is given the exception. */
    private void given(Target target, int argument) {
      ExecutableElement method = target.method();
      MethodTree source = code.source(method);
      if (source == null || argument >= source.getParameters().size() || !seen.add(method)) {
        return;
      }
      String outside = name;
      name = source.getParameters().get(argument).getName().toString();
      ReaderFrame inside = code.frame(method, target.self(), false);
      notes.inMethod(method, inside, () -> scan(source.getBody(), inside));
      name = outside;
    }
  }

  /** Whether this is a method of a text, a number, a collection or a time. */
  private static boolean isPlain(ExecutableElement method) {
    String owner = Code.owner(method).getQualifiedName().toString();
    String name = method.getSimpleName().toString();
    return owner.matches("java\\.(io\\.PrintStream|(lang|util|time)\\.\\w+)")
        && !owner.matches(".*(Thread|Iterator|Scanner|Timer|Process|Runtime|Queue|Deque)")
        && !name.matches("remove|run|accept|apply|get|call|wait|forEach");
  }

  private static List<? extends Tree> alternatives(Tree caught) {
    return caught instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(caught);
  }

  /** Whether a step may throw this, and the flow never sees it. */
  private boolean isOfSteps(TypeElement caught) {
    String name = caught.getQualifiedName().toString();
    return !WIDE.contains(name)
        && !OF_LANGUAGE.contains(name)
        && (!name.startsWith("dev.stepwell.") || OF_ATTEMPTS.contains(name))
        && !name.equals("java.lang.InterruptedException")
        && code.isA(caught.asType(), "java.lang.Exception");
  }

  /** Looks for code that may throw an exception, steps aside. */
  private final class Throwers extends TreeScanner<@Nullable Boolean, ReaderFrame> {
    private final TypeElement caught;
    private final boolean isOwn;
    private final Set<ExecutableElement> seen = new HashSet<>();

    Throwers(TypeElement caught) {
      this.caught = caught;
      this.isOwn = !caught.getQualifiedName().toString().startsWith("java.");
    }

    boolean areIn(BlockTree block, ReaderFrame frame) {
      return Boolean.TRUE.equals(scan(block, frame));
    }

    @Override
    public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
    }

    @Override
    public Boolean visitClass(ClassTree tree, ReaderFrame frame) {
      return false;
    }

    @Override
    public @Nullable Boolean visitThrow(ThrowTree tree, ReaderFrame frame) {
      TypeElement thrown = tree.getExpression() instanceof NewClassTree made
          ? types.anywhere(made.getIdentifier(), frame)
          : null;
      return (thrown == null || mayBe(thrown)) ? Boolean.TRUE : super.visitThrow(tree, frame);
    }

    @Override
    public Boolean visitNewClass(NewClassTree tree, ReaderFrame frame) {
      boolean inArguments = Boolean.TRUE.equals(scan(tree.getArguments(), frame));
      TypeElement made = types.anywhere(tree.getIdentifier(), frame);
      return inArguments
          || (made == null
              ? !known.events().containsKey(tree.getIdentifier().toString())
              : code.constructors(made, tree.getArguments().size()).stream()
                  .anyMatch(this::throwsIt));
    }

    @Override
    public Boolean visitMethodInvocation(MethodInvocationTree call, ReaderFrame frame) {
      List<Target> targets = lookup.methods(call, frame);
      boolean isStep = !targets.isEmpty()
          && targets.stream()
              .allMatch(target -> !target.direct() && code.stepId(target.method()) != null);
      if (call.getMethodSelect() instanceof MemberSelectTree select) {
        boolean isSteps = lookup.isSteps(select.getExpression(), frame);
        boolean isInline = isSteps && select.getIdentifier().toString().startsWith("run");
        if (isInline) {
          return false;
        }
        boolean isQuiet = isSteps || isStep || isQuiet(targets, select, call, frame);
        return !isQuiet || Boolean.TRUE.equals(scan(pieces(call, select), frame));
      }
      boolean isQuiet = isStep || isQuiet(targets, null, call, frame);
      return !isQuiet || Boolean.TRUE.equals(scan(call.getArguments(), frame));
    }

    private List<Tree> pieces(MethodInvocationTree call, MemberSelectTree select) {
      List<Tree> pieces = new ArrayList<>(call.getArguments());
      pieces.add(select.getExpression());
      return pieces;
    }

    private boolean isQuiet(
        List<Target> targets,
        @Nullable MemberSelectTree select,
        MethodInvocationTree call,
        ReaderFrame frame) {
      if (targets.stream()
          .flatMap(target -> target.method().getThrownTypes().stream())
          .anyMatch(this::mayBe)) {
        return false;
      }
      if (!targets.isEmpty()) {
        boolean isQuiet = targets.stream().map(Target::method).noneMatch(this::throwsIt);
        if (isQuiet || targets.stream().anyMatch(code::isOwn)) {
          return isQuiet;
        }
      }
      if (select == null) {
        return false;
      }
      ExpressionTree receiver = select.getExpression();
      String name = select.getIdentifier().toString();
      boolean isAccessor = call.getArguments().isEmpty() && receiver instanceof IdentifierTree;
      boolean isLog = receiver.toString().matches("(?i)(.*\\.)?log(ger)?");
      TypeElement of = types.anywhere(receiver, frame);
      boolean isFactory = of != null
          && of.getQualifiedName().toString().startsWith("java.")
          && name.matches("of\\w*|format|asList|copyOf|valueOf");
      return isAccessor
          || isLog
          || (isFactory && (isOwn || !name.equals("valueOf")))
          || (STATED.contains(caught.getQualifiedName().toString())
              && targets.stream().map(Target::method).allMatch(FailureWatch::isPlain));
    }

    /** Whether this may throw it: it declares it, or its source contains a throw. */
    private boolean throwsIt(ExecutableElement called) {
      if (called.getThrownTypes().stream().anyMatch(this::mayBe) || code.isChecked(caught)) {
        return called.getThrownTypes().stream().anyMatch(this::mayBe);
      }
      if (!seen.add(called)) {
        return false;
      }
      MethodTree source = code.source(called);
      TypeElement owner = Code.owner(called);
      if (source == null) {
        return !(isOwn && owner.getQualifiedName().toString().startsWith("java."))
            && !code.isImplicit(called);
      }
      return Boolean.TRUE.equals(scan(source.getBody(), code.frame(called, owner, false)));
    }

    private boolean mayBe(TypeMirror thrown) {
      return code.isSubtype(thrown, caught.asType()) || code.isSubtype(caught.asType(), thrown);
    }

    private boolean mayBe(TypeElement thrown) {
      return mayBe(thrown.asType());
    }
  }
}
