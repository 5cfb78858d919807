package dev.stepwell.processor.write;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;

/**
 * A generated source file.
 *
 * @param name the full name of its class
 * @param text its content
 * @param origins the elements that it is generated from
 */
record Source(String name, String text, List<Element> origins) {
  static Source of(JavaFile file, JavaLangImports imports) {
    String simple = file.typeSpec().name();
    return new Source(
        file.packageName().isEmpty() ? simple : file.packageName() + "." + simple,
        imports.text(file),
        file.typeSpec().originatingElements());
  }

  void write(Filer filer) {
    try (java.io.Writer out =
        filer.createSourceFile(name, origins.toArray(Element[]::new)).openWriter()) {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A digest of the text. */
  String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
