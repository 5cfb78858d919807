package dev.stepwell.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** How sources are compiled into a folder with the processor, as a build does it, and loaded from there. */
final class Classes {
  private Classes() {}

  /** Compiles these files into the folder, with what was compiled into it and into the others before on the class path. */
  static void compile(Path output, List<Path> sources, Path... others) throws IOException {
    Files.createDirectories(output);
    StringBuilder classPath =
        new StringBuilder(System.getProperty("java.class.path")).append(':').append(output);
    for (Path other : others) {
      classPath.append(':').append(other);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task = compiler.getTask(
          null,
          files,
          null,
          List.of(
              "-d",
              output.toString(),
              "-cp",
              classPath.toString(),
              "-parameters",
              "--release",
              "17"),
          null,
          files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(new StepwellProcessor()));
      assertThat(task.call()).isTrue();
    }
  }

  /** The messages of this compiler for these files, with the processor. */
  static List<Diagnostic<? extends JavaFileObject>> said(
      JavaCompiler compiler, List<String> options, List<Path> sources) throws IOException {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      JavaCompiler.CompilationTask task = compiler.getTask(
          null, files, said, options, null, files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(new StepwellProcessor()));
      task.call();
    }
    return said.getDiagnostics();
  }

  /** Loads from these folders, and from what the tests see. */
  static URLClassLoader loader(Path... folders) throws IOException {
    URL[] urls = new URL[folders.length];
    for (int i = 0; i < folders.length; i++) {
      urls[i] = folders[i].toUri().toURL();
    }
    return new URLClassLoader(urls, Classes.class.getClassLoader());
  }
}
