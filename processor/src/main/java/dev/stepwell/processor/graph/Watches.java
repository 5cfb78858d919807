package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.KnownNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The watches of a body while it is read.
 *
 * @param notes their notes
 * @param calls watches calls
 * @param state watches state
 * @param durations watches sleeps and waits
 * @param results watches results of inline steps
 * @param failures watches handlers of exceptions from steps
 * @param effects watches changes by steps and branches
 * @param bodies watches the bodies of steps
 * @param sends watches sends and waits
 * @param races watches races
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
    SendWatch sends,
    RaceWatch races) {
  static Watches of(Code code, Lookup lookup, KnownNames known, @Nullable Duration limit) {
    Meanings meanings = new Meanings(code, lookup, known, Unstable.classes());
    Mutations mutations = new Mutations(code, lookup, meanings);
    Notes notes = new Notes(new AllowReader(code, lookup, meanings), code.isForGraphs());
    CallWatch calls = new CallWatch(code, lookup, meanings, mutations.roots(), notes);
    return new Watches(
        notes,
        calls,
        new StateWatch(code, lookup, meanings, mutations, notes),
        new DurationWatch(code, lookup, meanings, notes, limit),
        new ResultWatch(
            code, lookup, new Meanings(code, lookup, known, ResultWatch.CLASSES), notes),
        new FailureWatch(code, lookup, known, notes),
        new EffectWatch(code, lookup, meanings, mutations, notes),
        new StepBodies(code, lookup, meanings, mutations, calls, notes),
        new SendWatch(code, lookup, known, notes),
        new RaceWatch(code, lookup, notes));
  }
}
