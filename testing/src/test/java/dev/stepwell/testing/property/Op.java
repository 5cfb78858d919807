package dev.stepwell.testing.property;

import java.util.List;

/** An operation of a random flow. */
sealed interface Op {
  /** A step that fails this many times before it returns. */
  record Step(String id, int failures) implements Op {}

  /** A sleep. */
  record Sleep(String id, int seconds) implements Op {}

  /** An event that is sent, and that no run waits for. */
  record Send(String id) implements Op {}

  /** An event that is sent, and then awaited by looking back. */
  record Answer(String id) implements Op {}

  /** A wait for an event that never comes. */
  record WaitInVain(String id, int seconds) implements Op {}

  /** A call of another run with these operations. */
  record Invoke(String id, List<Op> flow) implements Op {}

  /** A call of another run, which executes a graph. */
  record InvokeGraph(String id, List<Vertex> graph) implements Op {}

  /** Parallel branches. */
  record Parallel(List<List<Op>> branches) implements Op {}

  /** Branches of which the first ones that complete win. */
  record Race(String id, int winners, List<List<Op>> branches) implements Op {}

  /** Operations with the failure of a step caught. */
  record Try(List<Op> flow) implements Op {}
}
