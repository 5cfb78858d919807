package dev.stepwell.processor.write;

import com.palantir.javapoet.JavaFile;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The imports from {@code java.lang} that a generated file needs: those of classes whose names the package also has.
 * Otherwise a class of the package, such as a user's own {@code Override}, would hide that of {@code java.lang}.
 */
final class JavaLangImports {
  private static final Pattern IMPORT = Pattern.compile("(?m)^import java\\.lang\\.(\\w+);\\R");

  private static final Pattern BLANKS = Pattern.compile("\n\n\n+");

  private final Predicate<String> exists;
  private final Map<String, Boolean> known = new HashMap<>();

  /** With whether there is a class of a full name. */
  JavaLangImports(Predicate<String> exists) {
    this.exists = exists;
  }

  /** The text of the file, with no other imports from {@code java.lang}. */
  String text(JavaFile file) {
    String inPackage = file.packageName().isEmpty() ? "" : file.packageName() + ".";
    String text = IMPORT
        .matcher(file.toString())
        .replaceAll(found -> isTaken(inPackage, found) ? found.group() : "");
    return BLANKS.matcher(text).replaceFirst("\n\n");
  }

  private boolean isTaken(String inPackage, MatchResult found) {
    return known.computeIfAbsent(inPackage + found.group(1), exists::test);
  }
}
