package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.stepwell.processor.model.Hazard;
import java.util.List;
import java.util.Set;

/** Watches for races that no branch can win, those with a wrong number of winners, and waits for any of no events. */
final class RaceWatch {
  private static final Set<String> EMPTY =
      Set.of("List.of", "Set.of", "Arrays.asList", "Collections.emptyList", "Collections.emptySet");

  private final Code code;
  private final Constants constants;
  private final Notes notes;

  RaceWatch(Code code, Lookup lookup, Notes notes) {
    this.code = code;
    this.constants = new Constants(lookup);
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
    if (method.equals("any") && isEmpty(arguments.get(1))) {
      notes.add(Hazard.ANY_OF_NONE, arguments.get(1), frame, code.text(arguments.get(1), frame));
    }
    if (!method.equals("race")) {
      return;
    }
    ExpressionTree branches = arguments.get(arguments.size() - 1);
    if (isEmpty(branches)) {
      notes.add(Hazard.EMPTY_RACE, branches, frame, code.text(branches, frame));
    } else if (arguments.size() > 2) {
      noteWinners(arguments.get(1), ParallelReader.listed(branches).size(), frame);
    }
  }

  private void noteWinners(ExpressionTree winners, int listed, ReaderFrame frame) {
    boolean isKnown = listed > 0;
    if (constants.value(winners, frame) instanceof Integer number
        && (number < 1 || (isKnown && number > listed))) {
      notes.add(
          Hazard.RACE_WINNERS,
          winners,
          frame,
          String.valueOf(number),
          isKnown ? "the number of its branches, " + listed : "the number of its branches");
    }
  }

  private static boolean isEmpty(ExpressionTree collection) {
    return collection instanceof MethodInvocationTree call
        && call.getArguments().isEmpty()
        && EMPTY.contains(call.getMethodSelect().toString());
  }
}
