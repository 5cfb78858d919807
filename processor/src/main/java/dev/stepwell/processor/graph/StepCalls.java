package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.KnownNames;
import dev.stepwell.processor.model.StepGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the calls of {@code Steps} that are one step each. */
final class StepCalls {
  /** The units for which {@code Duration} has methods, as written in the graph. */
  static final Map<String, String> UNITS = Map.of(
      "ofNanos", "ns",
      "ofMillis", "ms",
      "ofSeconds", "s",
      "ofMinutes", "min",
      "ofHours", "h",
      "ofDays", "days");

  private final Code code;
  private final Constants constants;
  private final KnownNames known;
  private final InlineResults results;
  private final Set<String> secrets = new TreeSet<>();

  StepCalls(Code code, Lookup lookup, KnownNames known) {
    this.code = code;
    this.constants = new Constants(lookup);
    this.known = known;
    this.results = new InlineResults(code, lookup, known);
  }

  /** The names of the secret fields in what the steps store that were read, sorted. */
  Set<String> secrets() {
    return secrets;
  }

  /** The ids of the inline steps, with the JSON schemas of their results if known. */
  Map<String, Optional<String>> inline() {
    return results.schemas();
  }

  /** The step that this call is; null if it is none. */
  StepGraph.@Nullable Step step(
      String name, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.size() < 2) {
      return null;
    }
    String id = constants.text(arguments.get(0), frame);
    ExpressionTree what = arguments.get(1);
    return switch (name) {
      case "run", "runInTransaction" -> inline(id, arguments.subList(1, arguments.size()), frame);
      case "sleep" -> StepGraph.sleep(id, duration(what, frame));
      case "sleepUntil" -> StepGraph.sleep(id, code.text(what, frame));
      case "waitForEvent" -> StepGraph.waitFor(id, match(what, frame));
      case "any" -> StepGraph.waitFor(id, matches(what, frame));
      case "send" -> StepGraph.send(id, event(what, frame));
      case "sendAll" -> StepGraph.send(id, code.text(what, frame));
      case "invoke" -> StepGraph.invoke(id, function(what, frame));
      case "race" -> StepGraph.race(id, winners(arguments, frame));
      default -> null;
    };
  }

  /** {@code first 2 of 3} for a race of three listed branches. */
  private String winners(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    ExpressionTree branches = arguments.get(arguments.size() - 1);
    int listed = ParallelReader.listed(branches).size();
    String of = listed > 0 ? String.valueOf(listed) : code.text(branches, frame);
    if (arguments.size() < 3) {
      return "first of " + of;
    }
    Object winners = constants.value(arguments.get(1), frame);
    return "first " + (winners == null ? code.text(arguments.get(1), frame) : winners) + " of "
        + of;
  }

  private StepGraph.Step inline(
      @Nullable String id, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    TypeMirror stored = results.type(arguments.get(0), frame);
    if (stored != null) {
      secrets.addAll(code.secrets(stored));
    }
    if (id != null) {
      results.add(id, arguments, frame);
    }
    return StepGraph.step(id);
  }

  /** {@code 3 s} for {@code Duration.ofSeconds(3)}; otherwise the source text. */
  private String duration(ExpressionTree duration, ReaderFrame frame) {
    if (duration instanceof MethodInvocationTree call
        && call.getArguments().size() == 1
        && call.getMethodSelect() instanceof MemberSelectTree select
        && lastName(select.getExpression()).equals("Duration")) {
      String unit = UNITS.get(select.getIdentifier().toString());
      Object amount = constants.value(call.getArguments().get(0), frame);
      if (unit != null && amount != null) {
        boolean isOneDay = unit.equals("days") && amount.toString().equals("1");
        return isOneDay ? "1 day" : amount + " " + unit;
      }
    }
    return code.text(duration, frame);
  }

  /** The event that {@code X.where()}, narrowed or not, selects; otherwise the source text. */
  private String match(ExpressionTree match, ReaderFrame frame) {
    ExpressionTree at = match;
    while (at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      at = select.getExpression();
      if (select.getIdentifier().contentEquals("where")) {
        return named(lastName(at));
      }
    }
    return code.text(match, frame);
  }

  /** The events that the listed matches select; otherwise the source text. */
  private String matches(ExpressionTree matches, ReaderFrame frame) {
    List<? extends ExpressionTree> listed = ParallelReader.listed(matches);
    return listed.isEmpty()
        ? code.text(matches, frame)
        : listed.stream().map(each -> match(each, frame)).collect(Collectors.joining(" or "));
  }

  /** The event of {@code new X(…)} or of a variable of that type; otherwise the source text. */
  private String event(ExpressionTree event, ReaderFrame frame) {
    if (event instanceof NewClassTree made) {
      return named(lastName(made.getIdentifier()));
    }
    if (event instanceof IdentifierTree identifier) {
      Variable variable = frame.variables().get(identifier.getName().toString());
      if (variable != null && !variable.typeName().isEmpty()) {
        return named(variable.typeName());
      }
    }
    return code.text(event, frame);
  }

  private String function(ExpressionTree function, ReaderFrame frame) {
    String constant = lastName(function);
    FunctionModel called = known.functions().get(constant);
    if (called != null) {
      secrets.addAll(called.method().resultSecrets());
      return called.storedId();
    }
    return constant.isEmpty() ? code.text(function, frame) : constant;
  }

  private String named(String name) {
    EventModel event = known.events().get(name);
    if (event == null) {
      return name;
    }
    secrets.addAll(event.secrets());
    return event.name();
  }

  /** The last component of a qualified name; empty for other expressions. */
  private static String lastName(Tree tree) {
    if (tree instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
  }
}
