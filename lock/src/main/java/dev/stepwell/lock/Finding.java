package dev.stepwell.lock;

import java.util.List;
import java.util.stream.Stream;

/**
 * A change that affects runs in flight.
 *
 * @param kind the kind of change
 * @param functionId the id under which the affected runs are stored
 * @param part the step, field or id that changed; empty for the function as a whole
 * @param names the names in its message, the function and the part first
 */
public record Finding(FindingKind kind, String functionId, String part, List<String> names) {
  static Finding of(FindingKind kind, String functionId, String... more) {
    return new Finding(kind, functionId, "", names(functionId, more));
  }

  static Finding ofPart(FindingKind kind, String functionId, String part, String... more) {
    return new Finding(kind, functionId, part, names(functionId, more));
  }

  private static List<String> names(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toList();
  }

  /** Whether it must be declared or accepted before a release. */
  public boolean isError() {
    return kind.isError();
  }

  /** The name to accept it by, such as {@code StepRenamed:export/create-repo}. */
  public String name() {
    return kind.code() + ":" + functionId + (part.isEmpty() ? "" : "/" + part);
  }

  /** The change, its effect on a run in flight, and the cure. */
  public String message() {
    Object[] all = names.toArray();
    return "[" + kind.code() + "] " + kind.what(all) + "; a run in flight: " + kind.inFlight()
        + "; to do: " + kind.cure(all)
        + (isError() ? "; or accept " + name() : "");
  }

  @Override
  public String toString() {
    return name();
  }
}
