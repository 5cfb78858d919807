package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.KnownNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Those that watch while a body is read.
 *
 * @param notes what they have noted
 * @param calls those for calls
 * @param state those for what is kept and changed
 * @param durations those for sleeps and waits
 * @param results those for what inline steps return
 * @param failures those for handlers of what steps throw
 * @param effects those for what steps and branches change
 * @param bodies those for the bodies of steps
 * @param sends those for what is sent and waited for
 */
record Watches(
    Notes notes,
    CallWatch calls,
    StateWatch state,
    DurationWatch durations,
    ResultWatch results,
    FailureWatch failures,
    EffectWatch effects,
    StepBodies bodies,
    SendWatch sends) {
  static Watches of(Code code, Lookup lookup, KnownNames known, @Nullable Duration limit) {
    Meanings meanings = new Meanings(code, lookup, known, Unstable.classes());
    Notes notes = new Notes(new AllowReader(code, lookup, meanings));
    return new Watches(
        notes,
        new CallWatch(code, lookup, meanings, notes),
        new StateWatch(code, lookup, meanings, notes),
        new DurationWatch(code, lookup, meanings, notes, limit),
        new ResultWatch(
            code, lookup, new Meanings(code, lookup, known, ResultWatch.CLASSES), notes),
        new FailureWatch(code, lookup, known, notes),
        new EffectWatch(code, meanings, notes),
        new StepBodies(code, meanings, notes),
        new SendWatch(code, lookup, known, notes));
  }
}
