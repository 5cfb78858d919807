package dev.stepwell.processor.check;

import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.HazardModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks what a function does between its steps. */
public final class BodyChecks {
  private BodyChecks() {}

  /** The fault that this hazard is, whether it is allowed or not. */
  public static Fault of(HazardModel hazard) {
    return Fault.of(kind(hazard.hazard()), hazard.address(), hazard.words().toArray());
  }

  /** What allows it, the innermost if there are several. */
  public static Optional<AllowModel> allow(HazardModel hazard) {
    String code = kind(hazard.hazard()).code();
    return hazard.allows().stream()
        .filter(allow -> allow.codes().contains(code))
        .findFirst();
  }

  /** The codes of all that can be allowed. */
  public static List<String> codes() {
    return Stream.concat(
            Arrays.stream(Hazard.values()).map(BodyChecks::kind),
            Stream.of(FaultKind.INVOKE_CYCLE, FaultKind.LIMIT_CYCLE, FaultKind.LIMIT_INVOKE))
        .map(FaultKind::code)
        .toList();
  }

  private static FaultKind kind(Hazard hazard) {
    return switch (hazard) {
      case TIME -> FaultKind.UNSTABLE_TIME;
      case ID -> FaultKind.UNSTABLE_ID;
      case RANDOM -> FaultKind.UNSTABLE_RANDOM;
      case ENVIRONMENT -> FaultKind.UNSTABLE_ENVIRONMENT;
      case IO -> FaultKind.IO_OUTSIDE_STEP;
      case SLEEP -> FaultKind.THREAD_SLEEP;
      case THREAD -> FaultKind.THREAD_OUTSIDE_STEP;
      case STEP_IN_THREAD -> FaultKind.STEP_IN_THREAD;
      case STATE -> FaultKind.SHARED_STATE;
      case CAUGHT_SUSPENSION -> FaultKind.CAUGHT_SUSPENSION;
      case EARLY_FINALLY -> FaultKind.EARLY_FINALLY;
      case LEAVING_FINALLY -> FaultKind.LEAVING_FINALLY;
      case SWALLOWED_INTERRUPT -> FaultKind.SWALLOWED_INTERRUPT;
      case LOST_WORK -> FaultKind.LOST_WORK;
      case STEP_ID -> FaultKind.UNSTABLE_STEP_ID;
      case SECRET_STEP_ID -> FaultKind.SECRET_STEP_ID;
      case STEP_TEXT -> FaultKind.STEP_TEXT;
      case CHANGED_RESULT -> FaultKind.CHANGED_RESULT;
      case ORDER -> FaultKind.UNSTABLE_ORDER;
      case FIRST -> FaultKind.UNSTABLE_FIRST;
      case STEP_WITHIN_STEP -> FaultKind.STEP_WITHIN_STEP;
      case STEPS_WITHIN_STEP -> FaultKind.STEPS_WITHIN_STEP;
      case NEGATIVE_SLEEP -> FaultKind.NEGATIVE_SLEEP;
      case NEGATIVE_WAIT -> FaultKind.NEGATIVE_WAIT;
      case CAUGHT_FAILURE -> FaultKind.CAUGHT_FAILURE;
      case LOST_CHANGE -> FaultKind.LOST_CHANGE;
      case LOST_FIELD -> FaultKind.LOST_FIELD;
      case CHANGED_ARGUMENT -> FaultKind.CHANGED_ARGUMENT;
      case PLAIN_STEP -> FaultKind.PLAIN_STEP;
      case SUPER_STEP -> FaultKind.SUPER_STEP;
      case LONG_SLEEP -> FaultKind.LONG_SLEEP;
      case LONG_WAIT -> FaultKind.LONG_WAIT;
      case NOT_AN_EVENT -> FaultKind.NOT_AN_EVENT;
      case FLOW_CONNECTION -> FaultKind.FLOW_CONNECTION;
      case NULL_MATCH -> FaultKind.NULL_MATCH;
      case ENDED_TRANSACTION -> FaultKind.ENDED_TRANSACTION;
      case OTHER_CONNECTION -> FaultKind.OTHER_CONNECTION;
      case SHARED_BRANCH -> FaultKind.SHARED_BRANCH;
      case ENDLESS_LOOP -> FaultKind.ENDLESS_LOOP;
      case OPEN_RESOURCE -> FaultKind.OPEN_RESOURCE;
      case HELD_LOCK -> FaultKind.HELD_LOCK;
      case ANY_OF_NONE -> FaultKind.ANY_OF_NONE;
      case EMPTY_RACE -> FaultKind.EMPTY_RACE;
      case RACE_WINNERS -> FaultKind.RACE_WINNERS;
      case INLINE_RESULT -> FaultKind.INLINE_RESULT;
    };
  }
}
