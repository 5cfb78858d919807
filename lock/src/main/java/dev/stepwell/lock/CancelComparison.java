package dev.stepwell.lock;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares what cancels the runs of a function. A run keeps what was asked of such events when it started, and an event is held against
 * what all functions ask now: those of other ids too, for functions that ask the same share it.
 */
final class CancelComparison {
  private CancelComparison() {}

  /** What has changed that matters to runs in flight. Those of an old id lose nothing by its new name: the database keeps what it asked. */
  static List<Finding> of(LockedFunction old, LockedFunction now, Functions compiled) {
    List<LockedCancel> before = old.cancelOn();
    List<LockedCancel> after = now.cancelOn();
    List<Finding> findings = new ArrayList<>();
    if (before != null && after != null && old.id().equals(now.id())) {
      before.stream()
          .filter(cancel -> !compiled.areCancelledBy(cancel))
          .forEach(cancel -> findings.add(finding(FindingKind.CANCEL_REMOVED, old, cancel)));
      after.stream()
          .filter(cancel -> !before.contains(cancel))
          .forEach(cancel -> findings.add(finding(FindingKind.CANCEL_ADDED, old, cancel)));
    }
    return findings;
  }

  private static Finding finding(FindingKind kind, LockedFunction function, LockedCancel cancel) {
    return Finding.ofPart(kind, function.id(), cancel.event(), cancel.event(), cancel.words());
  }
}
