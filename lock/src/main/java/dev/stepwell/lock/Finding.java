package dev.stepwell.lock;

import java.util.List;
import java.util.stream.Stream;

/**
 * A change that matters to runs in flight.
 *
 * @param kind which kind of change it is
 * @param functionId the id under which the runs are stored that it touches
 * @param part the step, the field or the id that it is about; empty for the function as a whole
 * @param names what is named in its message, the function and the part first
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

  /** Whether it is to be declared or accepted before a release. */
  public boolean isError() {
    return kind.isError();
  }

  /** The name by which it is accepted, such as {@code StepRenamed:export/create-repo}. */
  public String name() {
    return kind.code() + ":" + functionId + (part.isEmpty() ? "" : "/" + part);
  }

  /** What has changed, what a run in flight makes of it, and what to type. */
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
