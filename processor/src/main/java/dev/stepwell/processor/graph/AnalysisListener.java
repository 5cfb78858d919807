package dev.stepwell.processor.graph;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import javax.annotation.processing.ProcessingEnvironment;

/** Runs an action once, before the first class is analysed. */
final class AnalysisListener implements TaskListener {
  private final Runnable action;
  private boolean isDone;

  private AnalysisListener(Runnable action) {
    this.action = action;
  }

  static void add(ProcessingEnvironment javac, Runnable action) {
    JavacTask.instance(javac).addTaskListener(new AnalysisListener(action));
  }

  @Override
  public void started(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ANALYZE && !isDone) {
      isDone = true;
      action.run();
    }
  }
}
