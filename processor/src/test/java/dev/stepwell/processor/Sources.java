package dev.stepwell.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** The source files of the tests, and how they are compiled: with the processor, and with every warning an error. */
final class Sources {
  static final Path RESOURCES = Path.of("src/test/resources");

  private Sources() {}

  /** The Java files below a folder of the resources, and next to it in its sub-folders, by path. */
  static List<Path> below(String folder) {
    try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a file. */
  static String hex(Path file) {
    try {
      return HexFormat.of().formatHex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source file by its full class name. */
  static JavaFileObject source(String name, String... lines) {
    return JavaFileObjects.forSourceLines(name, lines);
  }

  static JavaFileObject source(Path file) {
    String name = RESOURCES.relativize(file).toString();
    String type = name.substring(0, name.length() - ".java".length()).replace('/', '.');
    return JavaFileObjects.forSourceString(type, text(file));
  }

  static Compilation compile(List<JavaFileObject> sources, String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("-Werror");
    return compileWithWarnings(sources, all.toArray(String[]::new));
  }

  /** Compiles them where warnings are expected. */
  static Compilation compileWithWarnings(List<JavaFileObject> sources, String... options) {
    List<Object> all = new ArrayList<>(List.of("-Xlint:all", "--release", "17"));
    all.addAll(Arrays.asList(options));
    return Compiler.javac()
        .withProcessors(new StepwellProcessor())
        .withOptions(all)
        .compile(sources);
  }
}
