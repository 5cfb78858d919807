package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.KnownNames;

/**
 * Those that watch while a body is read.
 *
 * @param notes what they have noted
 * @param calls those for calls
 * @param state those for what is kept and changed
 * @param durations those for sleeps and waits
 * @param results those for what inline steps return
 */
record Watches(
    Notes notes, CallWatch calls, StateWatch state, DurationWatch durations, ResultWatch results) {
  static Watches of(Code code, Lookup lookup, KnownNames known) {
    Meanings meanings = new Meanings(code, lookup, known, Unstable.classes());
    Notes notes = new Notes(new AllowReader(code, lookup, meanings));
    return new Watches(
        notes,
        new CallWatch(code, lookup, meanings, notes),
        new StateWatch(code, lookup, meanings, notes),
        new DurationWatch(code, lookup, notes),
        new ResultWatch(
            code, lookup, new Meanings(code, lookup, known, ResultWatch.CLASSES), notes));
  }
}
