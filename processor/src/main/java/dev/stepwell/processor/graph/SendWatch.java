package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.KnownNames;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
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
        }
      }
      case "waitForEvent" -> noteMatch(what, frame);
      case "any" -> ParallelReader.listed(what).forEach(match -> noteMatch(match, frame));
      default -> {}
    }
  }

  private void noteSent(ExpressionTree sent, ReaderFrame frame) {
    TypeElement type = lookup.types().element(lookup.type(sent, frame), frame);
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
    ExpressionTree at = match;
    while (at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      boolean isNull = call.getArguments().stream()
          .anyMatch(argument -> argument.getKind() == Tree.Kind.NULL_LITERAL);
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
}
