package dev.stepwell.processor.graph;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.processor.model.Hazard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Finds calls that are not safe between steps. */
final class CallWatch {
  private static final Set<String> CLOCKS = Set.of("java.time.Clock", "java.time.InstantSource");

  /** Generators that are judged where they are made, unless that is unknown. */
  private static final Set<String> GENERATORS =
      Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.random.RandomGenerator");

  /** Classes that read or write a file if they are made of one of these, and otherwise memory. */
  private static final Map<String, Set<String>> IN_MEMORY = Map.of(
      "java.io.PrintStream", Set.of("java.lang.String", "java.io.File"),
      "java.io.PrintWriter", Set.of("java.lang.String", "java.io.File"),
      "java.util.Scanner", Set.of("java.io.File", "java.nio.file.Path"));

  private static final Pattern ASYNC = Pattern.compile(
      "org\\.springframework\\.scheduling\\.annotation\\.Async|(jakarta|javax)\\.ejb\\.Asynchronous"
          + "|io\\.micronaut\\.scheduling\\.annotation\\.Async");

  /** How many variables and derived clocks may stand between a call and the clock that was made. */
  private static final int MAX_HOPS = 10;

  private final Code code;
  private final Lookup lookup;
  private final Constants constants;
  private final Meanings meanings;
  private final Unstable unstable;
  private final Roots roots;
  private final PlainObjects plain;
  private final SecretIds secrets;
  private final Notes notes;

  CallWatch(Code code, Lookup lookup, Meanings meanings, Roots roots, Notes notes) {
    this.roots = roots;
    this.plain = new PlainObjects(code, lookup, meanings, roots);
    this.secrets = new SecretIds(code, lookup);
    this.code = code;
    this.lookup = lookup;
    this.constants = new Constants(lookup);
    this.meanings = meanings;
    this.unstable = new Unstable(meanings);
    this.notes = notes;
  }

  /** The hazard of this; null if none. */
  private @Nullable Hazard hazard(ExpressionTree tree, ReaderFrame frame) {
    if (tree instanceof MethodInvocationTree call) {
      return hazard(call, frame);
    } else if (tree instanceof NewClassTree made) {
      String type = meanings.type(made.getIdentifier(), frame);
      return type == null || isInMemory(type, made, frame)
          ? null
          : Unstable.made(type, made.getArguments().size());
    } else if (tree instanceof MemberReferenceTree reference) {
      String type = meanings.of(reference.getQualifierExpression(), frame);
      String name = reference.getMode() == MemberReferenceTree.ReferenceMode.NEW
          ? "new"
          : reference.getName().toString();
      return type == null ? null : Unstable.reference(type, name);
    } else if (tree instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("in")) {
      boolean isSystem = "java.lang.System".equals(meanings.of(select.getExpression(), frame));
      return isSystem ? Hazard.IO : null;
    }
    return null;
  }

  /** Whether this writer or scanner is made of another one or of a text, and not of a file. */
  private boolean isInMemory(String type, NewClassTree made, ReaderFrame frame) {
    if (!IN_MEMORY.containsKey(type)) {
      return false;
    }
    TypeMirror first =
        made.getArguments().isEmpty() ? null : code.type(made.getArguments().get(0), frame);
    return first == null || !IN_MEMORY.get(type).contains(first.toString());
  }

  /** Whether a framework executes this method on another thread. */
  private boolean isAsync(MethodInvocationTree call, ReaderFrame frame) {
    return code.element(call.getMethodSelect(), frame) instanceof ExecutableElement method
        && method.getAnnotationMirrors().stream()
            .map(annotation -> annotation.getAnnotationType().toString())
            .anyMatch(name -> ASYNC.matcher(name).matches());
  }

  private @Nullable Hazard hazard(MethodInvocationTree call, ReaderFrame frame) {
    if (isAsync(call, frame)) {
      return Hazard.THREAD;
    }
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      ExpressionTree receiver = select.getExpression();
      String name = select.getIdentifier().toString();
      if (isParallelStream(call, frame)) {
        return Hazard.THREAD;
      }
      String type = meanings.of(receiver, frame);
      if (type == null && name.equals("sleep") && receiver instanceof MemberSelectTree unit) {
        type = meanings.of(unit.getExpression(), frame);
      }
      if (type == null) {
        type = meanings.declaring(call, frame);
        if ("java.lang.Thread".equals(type) && name.equals("start")) {
          return Hazard.THREAD;
        }
      }
      if (type == null || (CLOCKS.contains(type) && isFixed(receiver, frame))) {
        return null;
      }
      boolean isDrawn = GENERATORS.contains(type) && name.matches("next.*|ints|longs|doubles");
      return isDrawn
          ? meanings.field(roots.of(receiver, frame), frame) == null ? null : Hazard.RANDOM
          : unstable.call(type, name, call.getArguments(), frame);
    }
    String name = call.getMethodSelect().toString();
    String type = meanings.ofStatic(call, frame);
    return type == null ? null : unstable.call(type, name, call.getArguments(), frame);
  }

  /** Whether this is a clock that was made here, of what is judged where it stands, or that was handed over. */
  private boolean isFixed(ExpressionTree clock, ReaderFrame frame) {
    return isFixed(clock, frame, MAX_HOPS);
  }

  private boolean isFixed(ExpressionTree clock, ReaderFrame frame, int hops) {
    if (hops == 0) {
      return false;
    }
    ExpressionTree root = roots.of(clock, frame);
    VariableElement field = meanings.field(root, frame);
    if (field != null) {
      ExpressionTree value = code.constant(field, frame);
      return value instanceof MethodInvocationTree call
          && call.getMethodSelect().toString().matches("(.*\\.)?fixed");
    }
    if (clock instanceof MethodInvocationTree && root != clock) {
      return false;
    }
    Variable variable = lookup.variable(root, frame);
    if (variable != null) {
      return variable.value() == null || isFixed(variable.value(), frame, hops - 1);
    }
    return root instanceof MethodInvocationTree call && isMadeHere(call, frame, hops);
  }

  /** Whether a static method of the platform, or the code of the build, makes this clock: that is judged by itself. */
  private boolean isMadeHere(MethodInvocationTree call, ReaderFrame frame, int hops) {
    if (!(code.element(call.getMethodSelect(), frame) instanceof ExecutableElement method)) {
      return !code.isAttributed();
    }
    if (!CLOCKS.contains(Code.owner(method).getQualifiedName().toString())) {
      return code.source(method) != null;
    }
    return method.getModifiers().contains(Modifier.STATIC)
        || (call.getMethodSelect() instanceof MemberSelectTree select
            && isFixed(select.getExpression(), frame, hops - 1));
  }

  private boolean isParallelStream(MethodInvocationTree call, ReaderFrame frame) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)
        || !call.getArguments().isEmpty()
        || lookup.methods(call, frame).stream().anyMatch(code::isOwn)) {
      return false;
    }
    ExpressionTree receiver = select.getExpression();
    return switch (select.getIdentifier().toString()) {
      case "parallelStream" -> true;
      case "parallel" -> isStream(receiver, frame);
      default -> false;
    };
  }

  private boolean isStream(ExpressionTree expression, ReaderFrame frame) {
    ExpressionTree at = expression;
    while (at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      if (select.getIdentifier().contentEquals("stream") && call.getArguments().isEmpty()) {
        return true;
      }
      at = select.getExpression();
    }
    String type = meanings.of(at, frame);
    return type != null && type.startsWith("java.util.stream.");
  }

  /** The field of the class, or of one around the code, that this names; null if it is none. */
  @Nullable
  VariableElement field(ExpressionTree tree, ReaderFrame frame) {
    return meanings.field(tree, frame);
  }

  /** Notes a step that is called on an object that is not durable, or bypasses the durable subclass. */
  void noteTarget(
      ExpressionTree call, ExpressionTree receiver, List<Target> targets, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    boolean isStep = !targets.isEmpty()
        && targets.stream().allMatch(target -> code.stepId(target.method()) != null);
    if (!isStep) {
      return;
    }
    String text = code.text(call, frame);
    if (Lookup.isSuper(receiver)) {
      notes.add(Hazard.SUPER_STEP, call, frame, text);
      return;
    }
    NewClassTree made = plain.made(receiver, frame);
    if (made != null) {
      String name = made.getIdentifier().toString().replaceFirst(".*\\.", "");
      notes.add(Hazard.PLAIN_STEP, call, frame, text, name);
    }
  }

  /** Notes a read of a field whose value differs per process. */
  void noteField(ExpressionTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    VariableElement field = meanings.field(tree, frame);
    if (field == null && tree instanceof MemberSelectTree select) {
      field = lookup.field(select, frame);
    }
    ExpressionTree value = field == null ? null : code.initializer(field);
    ReaderFrame inside = field == null ? null : code.frame(field);
    if (field == null || value == null || inside == null || isSource(field)) {
      return;
    }
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree piece, @Nullable Void none) {
        if (piece instanceof LambdaExpressionTree || piece instanceof ClassTree) {
          return null;
        }
        Hazard hazard = piece instanceof ExpressionTree of ? hazard(of, inside) : null;
        if (hazard == Hazard.TIME || hazard == Hazard.ID || hazard == Hazard.RANDOM) {
          String set = code.text(tree, frame) + ", set to " + code.text(value, inside) + ",";
          notes.add(hazard, tree, frame, set);
        }
        return super.scan(piece, null);
      }
    }.scan(value, null);
  }

  /** Whether this gives times or numbers itself, so that its calls are watched. */
  private static boolean isSource(VariableElement field) {
    return field.asType().toString().matches(".*(Random|Clock|Generator|Supplier.*)");
  }

  /** Notes the hazard of a call, an instance creation, a method reference or a read of a field. */
  void note(ExpressionTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    Hazard hazard = hazard(tree, frame);
    if (hazard != null && hazard != Hazard.STEP_ID) {
      notes.add(hazard, tree, frame, code.text(tree, frame));
    }
  }

  /** Whether this runs what it is given on another thread. */
  boolean isThread(ExpressionTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return false;
    }
    return hazard(tree, frame) == Hazard.THREAD || isInParallel(tree, frame);
  }

  /** Whether this starts work for which nobody waits, unlike a parallel stream. */
  boolean startsThread(ExpressionTree tree, ReaderFrame frame) {
    return !notes.isOff() && hazard(tree, frame) == Hazard.THREAD && !isInParallel(tree, frame);
  }

  /** Notes that an argument contains steps, if it runs on another thread. */
  void noteSteps(ExpressionTree tree, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    if (isThread(tree, frame)) {
      notes.add(Hazard.STEP_IN_THREAD, tree, frame, code.text(tree, frame));
    }
  }

  private boolean isInParallel(ExpressionTree tree, ReaderFrame frame) {
    ExpressionTree at = tree;
    while (at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      if (isParallelStream(call, frame)) {
        return true;
      }
      at = select.getExpression();
    }
    return false;
  }

  /** Notes what makes this id of a step another each time, in itself or in the variable that it is. */
  void noteId(ExpressionTree id, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    noteText(id, frame);
    ExpressionTree secret = secrets.in(id, frame);
    if (secret != null) {
      notes.add(Hazard.SECRET_STEP_ID, secret, frame, code.text(secret, frame));
    }
    Variable variable = lookup.variable(id, frame);
    ExpressionTree value = variable == null ? null : variable.value();
    boolean isVariable = value != null && !Variable.isCode(value);
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void none) {
        if (tree instanceof LambdaExpressionTree || tree instanceof ClassTree) {
          return null;
        }
        if (tree instanceof ExpressionTree piece && isUnstable(piece, frame)) {
          notes.add(Hazard.STEP_ID, isVariable ? id : piece, frame, code.text(piece, frame));
        }
        return super.scan(tree, null);
      }
    }.scan(isVariable ? value : id, null);
  }

  /** Notes an id of a step that the runtime would reject, as far as the source shows it. */
  private void noteText(ExpressionTree id, ReaderFrame frame) {
    String text = constants.text(id, frame);
    String fault = text == null ? null : Identifiers.stepFault(text);
    if (fault != null) {
      notes.add(Hazard.STEP_TEXT, id, frame, code.text(id, frame), fault);
    }
  }

  private boolean isUnstable(ExpressionTree piece, ReaderFrame frame) {
    if (piece instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return isWithoutText(sum.getLeftOperand(), frame)
          || isWithoutText(sum.getRightOperand(), frame);
    }
    if (piece instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().toString().matches("toString|hashCode")
        && isArray(select.getExpression(), frame)) {
      return true;
    }
    if (piece instanceof MethodInvocationTree call && isIdentity(call, frame)) {
      return true;
    }
    Hazard hazard = hazard(piece, frame);
    return hazard == Hazard.TIME
        || hazard == Hazard.ID
        || hazard == Hazard.RANDOM
        || hazard == Hazard.STEP_ID;
  }

  /** Whether this is a hash code or text that differs in each process. */
  private boolean isIdentity(MethodInvocationTree call, ReaderFrame frame) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return false;
    }
    TypeMirror type = lookup.type(select.getExpression(), frame);
    return switch (select.getIdentifier().toString()) {
      case "hashCode" -> call.getArguments().isEmpty() && code.isHashedByIdentity(type);
      case "toString" ->
        call.getArguments().isEmpty() && isWithoutText(select.getExpression(), frame);
      case "valueOf" ->
        call.getArguments().size() == 1
            && "java.lang.String"
                .equals(
                    select.getExpression().toString().replaceFirst("^(?=String$)", "java.lang."))
            && isWithoutText(call.getArguments().get(0), frame);
      default -> false;
    };
  }

  /** Whether the text of this is made of its identity: that of an array, or of an object without {@code toString}. */
  private boolean isWithoutText(ExpressionTree expression, ReaderFrame frame) {
    TypeMirror type = lookup.type(expression, frame);
    return isArray(expression, frame)
        || (type != null && type.getKind() == TypeKind.ARRAY && !type.toString().equals("char[]"))
        || code.isWithoutText(type);
  }

  private static boolean isArray(ExpressionTree expression, ReaderFrame frame) {
    Variable variable = expression instanceof IdentifierTree identifier
        ? frame.variables().get(identifier.getName().toString())
        : null;
    return variable != null && variable.typeName().endsWith("[]");
  }
}
