package dev.stepwell.testing.property;

import java.util.List;

/** One thing that a random flow does. */
sealed interface Op {
  /** A step that fails so many times before it returns. */
  record Step(String id, int failures) implements Op {}

  /** A sleep. */
  record Sleep(String id, int seconds) implements Op {}

  /** An event that is sent, and for which nobody waits. */
  record Send(String id) implements Op {}

  /** An event that is sent, and then waited for by looking back. */
  record Answer(String id) implements Op {}

  /** A wait for an event that never comes. */
  record WaitInVain(String id, int seconds) implements Op {}

  /** A call of another run, which does this. */
  record Invoke(String id, List<Op> flow) implements Op {}

  /** A call of another run, which is that of a graph. */
  record InvokeGraph(String id, List<Vertex> graph) implements Op {}

  /** Branches side by side. */
  record Parallel(List<List<Op>> branches) implements Op {}

  /** What is done, with the failure of a step caught. */
  record Try(List<Op> flow) implements Op {}
}
