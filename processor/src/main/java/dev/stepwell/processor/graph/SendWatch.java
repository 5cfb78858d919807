package dev.stepwell.processor.graph;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.KnownNames;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Watches for records that are sent and are no events, and for matches that match nothing. */
final class SendWatch {
  private static final Set<String> LISTS = Set.of("List.of", "Set.of", "Arrays.asList");

  private final Code code;
  private final Lookup lookup;
  private final KnownNames known;
  private final Notes notes;

  SendWatch(Code code, Lookup lookup, KnownNames known, Notes notes) {
    this.code = code;
    this.lookup = lookup;
    this.known = known;
    this.notes = notes;
  }

  /** Notes the hazards of what this method of {@code Steps} is given. */
  void note(String method, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    if (arguments.size() < 2) {
      return;
    }
    ExpressionTree what = arguments.get(1);
    switch (method) {
      case "send" -> noteSent(what, frame);
      case "sendAll" -> {
        if (what instanceof MethodInvocationTree call
            && LISTS.contains(call.getMethodSelect().toString())) {
          call.getArguments().forEach(each -> noteSent(each, frame));
        } else {
          TypeMirror type = code.type(what, frame);
          noteSent(what, type == null ? null : code.element(type), frame);
        }
      }
      case "waitForEvent" -> noteMatch(what, frame);
      case "any" -> ParallelReader.listed(what).forEach(match -> noteMatch(match, frame));
      default -> {}
    }
  }

  private void noteSent(ExpressionTree sent, ReaderFrame frame) {
    if (sent instanceof ParenthesizedTree parenthesized) {
      noteSent(parenthesized.getExpression(), frame);
    } else if (sent instanceof ConditionalExpressionTree choice) {
      noteSent(choice.getTrueExpression(), frame);
      noteSent(choice.getFalseExpression(), frame);
    } else {
      noteSent(sent, lookup.type(sent, frame), frame);
    }
  }

  private void noteSent(ExpressionTree sent, @Nullable TypeMirror of, ReaderFrame frame) {
    TypeElement type = lookup.types().element(of, frame);
    String written = written(sent, frame);
    if (type != null
        && type.getKind() == ElementKind.RECORD
        && !known.events().containsKey(type.getSimpleName().toString())
        && !known.events().containsKey(written)
        && !code.isEvent(type)) {
      notes.add(Hazard.NOT_AN_EVENT, sent, frame, type.getSimpleName().toString());
    }
  }

  private static String written(ExpressionTree sent, ReaderFrame frame) {
    if (sent instanceof NewClassTree made) {
      return made.getIdentifier().toString();
    }
    Variable variable = sent instanceof IdentifierTree identifier
        ? frame.variables().get(identifier.getName().toString())
        : null;
    return variable == null ? "" : variable.typeName();
  }

  private void noteMatch(ExpressionTree match, ReaderFrame frame) {
    @Nullable ExpressionTree withNull = null;
    Variable variable = lookup.variable(match, frame);
    ExpressionTree at = variable == null || variable.value() == null ? match : variable.value();
    while (at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      boolean isNull = call.getArguments().stream().anyMatch(argument -> isNull(argument, frame));
      withNull = isNull ? call : withNull;
      if (select.getIdentifier().contentEquals("where")) {
        if (withNull != null) {
          notes.add(Hazard.NULL_MATCH, withNull, frame, code.text(withNull, frame));
        }
        return;
      }
      at = select.getExpression();
    }
  }

  /** Whether this is null, by itself or in a variable that is set to it. */
  private static boolean isNull(ExpressionTree argument, ReaderFrame frame) {
    ExpressionTree at = argument;
    while (at instanceof TypeCastTree cast) {
      at = cast.getExpression();
    }
    Variable variable = at instanceof IdentifierTree ? frame.variables().get(at.toString()) : null;
    ExpressionTree value = variable == null ? at : variable.value();
    return value != null && value.getKind() == Tree.Kind.NULL_LITERAL;
  }
}
