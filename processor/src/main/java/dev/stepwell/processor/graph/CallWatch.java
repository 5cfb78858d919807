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
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.contract.Identifiers;
import dev.stepwell.processor.model.Hazard;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Finds calls that are not safe between steps. */
final class CallWatch {
  private final Code code;
  private final Lookup lookup;
  private final Constants constants;
  private final Meanings meanings;
  private final Unstable unstable;
  private final Notes notes;

  CallWatch(Code code, Lookup lookup, Meanings meanings, Notes notes) {
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
      String type = meanings.named(made.getIdentifier().toString(), frame);
      return type == null ? null : Unstable.made(type, made.getArguments().size());
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

  private @Nullable Hazard hazard(MethodInvocationTree call, ReaderFrame frame) {
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
      if ("java.time.Clock".equals(type) && isFixed(receiver, frame)) {
        return null;
      }
      if ("java.util.Random".equals(type)) {
        return meanings.field(receiver, frame) == null ? null : Hazard.RANDOM;
      }
      return type == null ? null : unstable.call(type, name, call.getArguments(), frame);
    }
    String name = call.getMethodSelect().toString();
    return meanings.importedFrom(name, frame).stream()
        .map(type -> unstable.call(type, name, call.getArguments(), frame))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Whether this is a clock that was made here, of what is judged where it stands, or that was handed over. */
  private boolean isFixed(ExpressionTree clock, ReaderFrame frame) {
    VariableElement field = meanings.field(clock, frame);
    if (field != null) {
      ExpressionTree value = code.constant(field, frame);
      return value instanceof MethodInvocationTree call
          && call.getMethodSelect().toString().matches("(.*\\.)?fixed");
    }
    return clock instanceof IdentifierTree identifier
        && frame.variables().containsKey(identifier.getName().toString());
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
  void noteTarget(MethodInvocationTree call, List<Target> targets, ReaderFrame frame) {
    boolean isStep = !targets.isEmpty()
        && targets.stream().allMatch(target -> code.stepId(target.method()) != null);
    if (!isStep || !(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return;
    }
    ExpressionTree receiver = select.getExpression();
    String text = code.text(call, frame);
    if (receiver.toString().endsWith("super")) {
      notes.add(Hazard.SUPER_STEP, call, frame, text);
      return;
    }
    NewClassTree made = made(receiver, frame);
    String name = made == null ? "" : made.getIdentifier().toString().replaceFirst(".*\\.", "");
    if (made != null && !name.startsWith("Durable") && made.getClassBody() == null) {
      notes.add(Hazard.PLAIN_STEP, call, frame, text, name);
    }
  }

  private @Nullable NewClassTree made(ExpressionTree receiver, ReaderFrame frame) {
    ExpressionTree at = receiver;
    while (at instanceof ParenthesizedTree parenthesized) {
      at = parenthesized.getExpression();
    }
    if (at instanceof IdentifierTree identifier) {
      Variable variable = frame.variables().get(identifier.getName().toString());
      at = variable == null ? code.constant(meanings.field(at, frame), frame) : variable.value();
    } else if (at instanceof MemberSelectTree) {
      at = code.constant(meanings.field(at, frame), frame);
    }
    return at instanceof NewClassTree made ? made : null;
  }

  /** Notes a read of a field whose value differs per process. */
  void noteField(ExpressionTree tree, ReaderFrame frame) {
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
    Hazard hazard = hazard(tree, frame);
    if (hazard != null && hazard != Hazard.STEP_ID) {
      notes.add(hazard, tree, frame, code.text(tree, frame));
    }
  }

  /** Whether this runs what it is given on another thread. */
  boolean isThread(ExpressionTree tree, ReaderFrame frame) {
    return hazard(tree, frame) == Hazard.THREAD || isInParallel(tree, frame);
  }

  /** Notes that an argument contains steps, if it runs on another thread. */
  void noteSteps(ExpressionTree tree, ReaderFrame frame) {
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
    noteText(id, frame);
    Variable variable = frame.variables().get(id.toString());
    ExpressionTree value = variable == null ? null : variable.value();
    boolean isVariable = value != null && !Variable.isCode(value);
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void none) {
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
      return isArray(sum.getLeftOperand(), frame) || isArray(sum.getRightOperand(), frame);
    }
    if (piece instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().toString().matches("toString|hashCode")
        && isArray(select.getExpression(), frame)) {
      return true;
    }
    Hazard hazard = hazard(piece, frame);
    return hazard == Hazard.TIME
        || hazard == Hazard.ID
        || hazard == Hazard.RANDOM
        || hazard == Hazard.STEP_ID;
  }

  private static boolean isArray(ExpressionTree expression, ReaderFrame frame) {
    Variable variable = expression instanceof IdentifierTree identifier
        ? frame.variables().get(identifier.getName().toString())
        : null;
    return variable != null && variable.typeName().endsWith("[]");
  }
}
