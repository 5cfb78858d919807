package dev.stepwell.processor.graph;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Determines whether the objects of a type never change. */
final class ImmutableTypes {
  private static final Pattern IMMUTABLE = Pattern.compile(
      "java\\.lang\\.(String|Boolean|Byte|Character|Short|Integer|Long|Float|Double)"
          + "|java\\.math\\.Big\\w+|java\\.time\\.[\\w.]+|java\\.util\\.(UUID|Locale|Currency|regex\\.Pattern)"
          + "|java\\.net\\.URI|java\\.nio\\.(charset\\.Charset|file\\.Path)");

  private ImmutableTypes() {}

  /** Whether all objects of this type are known to be immutable. */
  static boolean isImmutable(@Nullable TypeMirror type) {
    return isImmutable(type, new HashSet<>());
  }

  private static boolean isImmutable(@Nullable TypeMirror type, Set<TypeElement> seen) {
    if (type == null || type.getKind().isPrimitive()) {
      return type != null;
    }
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return false;
    }
    String name = element.getQualifiedName().toString();
    if (element.getKind() == ElementKind.ENUM || IMMUTABLE.matcher(name).matches()) {
      return true;
    }
    boolean isClosed = element.getModifiers().contains(Modifier.FINAL) && !name.startsWith("java.");
    return !seen.add(element)
        || (isClosed
            && ElementFilter.fieldsIn(element.getEnclosedElements()).stream()
                .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
                .allMatch(field -> field.getModifiers().contains(Modifier.FINAL)
                    && isImmutable(field.asType(), seen)));
  }
}
