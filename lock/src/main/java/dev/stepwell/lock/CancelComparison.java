package dev.stepwell.lock;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares what cancels the runs of a function. A run keeps from its start what it demands of cancelling events, and an
 * event is evaluated against the current demands of all functions. Functions with equal demands share them, whatever
 * their ids are.
 */
final class CancelComparison {
  private CancelComparison() {}

  /**
   * The changes that affect runs in flight. A new name does not affect runs of an old id, because the database keeps
   * their demands.
   */
  static List<Finding> of(LockedFunction old, LockedFunction now, LockedFunctions compiled) {
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
