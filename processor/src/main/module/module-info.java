/** Generates typed events, durable subclasses and the catalog from annotated methods. */
module dev.stepwell.processor {
  requires com.cronutils;
  requires com.palantir.javapoet;
  requires dev.stepwell;
  requires java.compiler;
  requires jdk.compiler;
  requires static org.jspecify;

  provides javax.annotation.processing.Processor with
      dev.stepwell.processor.StepwellProcessor;
}
