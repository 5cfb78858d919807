package dev.stepwell.processor.graph;

import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic;

/**
 * The moment before javac analyses the first class: all sources exist, no body is attributed yet, and an error still prevents all
 * class files.
 */
public final class BeforeAnalysis {
  private BeforeAnalysis() {}

  /**
   * Runs an action then; never with other compilers, and never if javac only processes annotations. If it fails, the compilation continues
   * with a warning: what javac reports next may be the reason.
   */
  public static void run(ProcessingEnvironment compiler, Runnable action) {
    ProcessingEnvironment javac = Javac.in(compiler);
    if (javac != null) {
      AnalysisListener.add(javac, () -> attempt(compiler.getMessager(), action));
    }
  }

  private static void attempt(Messager messager, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | StackOverflowError e) {
      messager.printMessage(
          Diagnostic.Kind.WARNING,
          "the bodies of functions could not be checked completely (" + e
              + "): if the compiler reports no other error, please report this as a bug of Stepwell");
    }
  }
}
