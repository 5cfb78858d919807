package dev.stepwell.processor.graph;

import javax.annotation.processing.ProcessingEnvironment;

/**
 * The moment before javac analyses the first class: all sources exist, no body is attributed yet, and an error still prevents all
 * class files.
 */
public final class BeforeAnalysis {
  private BeforeAnalysis() {}

  /** Runs an action then; never with other compilers, and never if javac only processes annotations. */
  public static void run(ProcessingEnvironment compiler, Runnable action) {
    ProcessingEnvironment javac = Javac.in(compiler);
    if (javac != null) {
      AnalysisListener.add(javac, action);
    }
  }
}
