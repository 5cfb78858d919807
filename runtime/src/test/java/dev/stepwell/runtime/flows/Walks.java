package dev.stepwell.runtime.flows;

import dev.stepwell.Function;
import dev.stepwell.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A step that reports the classes that called it. */
public class Walks {
  private final CompletableFuture<List<String>> callers;

  public Walks(CompletableFuture<List<String>> callers) {
    this.callers = callers;
  }

  @Function(id = "walk", event = "walks/walk.wanted")
  void walk(String key) {
    take(key);
  }

  @Step
  String take(String key) {
    callers.complete(StackWalker.getInstance()
        .walk(frames -> frames.map(StackWalker.StackFrame::getClassName).toList()));
    return key;
  }
}
