package dev.stepwell.processor.graph;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes by their names in source. It uses only classes being compiled: a name may stand for a record yet to be
 * generated, which must not be completed from an old class file.
 */
final class SourceTypes {
  private static final String STEPS = "dev.stepwell.Steps";

  private final Code code;
  private final Elements elements;

  SourceTypes(Code code) {
    this.code = code;
    this.elements = code.elements();
  }

  /** The class of this type; null if there is no known one. */
  @Nullable
  TypeElement element(@Nullable TypeMirror type, ReaderFrame frame) {
    if (type instanceof TypeVariable variable && type.getKind() == TypeKind.TYPEVAR) {
      return element(variable.getUpperBound(), frame);
    }
    if (type instanceof IntersectionType all) {
      return element(all.getBounds().get(0), frame);
    }
    if (type != null && type.getKind() == TypeKind.ERROR) {
      return named(type.toString(), frame);
    }
    return type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement of
        ? of
        : null;
  }

  static boolean isSteps(@Nullable TypeElement type) {
    return type != null && type.getQualifiedName().contentEquals(STEPS);
  }

  /** The class that this name, or one with type arguments, means here; that which it extends for a durable one; null if unknown. */
  @Nullable
  TypeElement named(String name, ReaderFrame frame) {
    String plain = name.replaceFirst("<.*", "");
    TypeElement type = declared(plain, frame);
    int last = plain.lastIndexOf('.') + 1;
    return type == null && plain.startsWith("Durable", last)
        ? declared(
            plain.substring(0, last)
                + plain.substring(last + "Durable".length()).replace('_', '.'),
            frame)
        : type;
  }

  /** The class that this names here, in any place; null for a class yet to be generated, or if unknown. */
  @Nullable
  TypeElement anywhere(Tree named, ReaderFrame frame) {
    TypeElement known = element(code.type(named, frame), frame);
    return known == null ? anywhere(named.toString(), frame) : known;
  }

  /** The class that this name refers to here, in any place; null for a class yet to be generated, or if unknown. */
  @Nullable
  TypeElement anywhere(String name, ReaderFrame frame) {
    TypeElement compiled = named(name, frame);
    if (compiled != null) {
      return compiled;
    }
    String plain = name.replaceFirst("(?s)<.*", "");
    if (!plain.matches("[\\w$.]+")) {
      return null;
    }
    String first = plain.replaceFirst("\\..*", "");
    List<String> candidates = new ArrayList<>();
    for (ImportTree imported : frame.file().getImports()) {
      String text = imported.getQualifiedIdentifier().toString();
      if (text.endsWith("." + first)) {
        candidates.add(0, text + plain.substring(first.length()));
      } else if (text.endsWith(".*")) {
        candidates.add(text.substring(0, text.length() - 1) + plain);
      }
    }
    candidates.add("java.lang." + plain);
    candidates.add(plain);
    return candidates.stream()
        .filter(candidate -> candidate.indexOf('.') > 0 && !code.mayBeGenerated(candidate))
        .map(elements::getTypeElement)
        .filter(type -> type != null)
        .findFirst()
        .orElse(null);
  }

  private @Nullable TypeElement declared(String name, ReaderFrame frame) {
    String[] names = name.split("\\.", 2);
    TypeElement type = outermost(names[0], frame);
    if (type == null || names.length == 1) {
      return type == null && code.isCompiled(name) ? elements.getTypeElement(name) : type;
    }
    return member(type, names[1]);
  }

  /** Whether this simple name refers to an enclosing class or a class nested in one. */
  boolean isAround(String name, ReaderFrame frame) {
    return aroundOrIn(name, frame) != null;
  }

  private @Nullable TypeElement aroundOrIn(String name, ReaderFrame frame) {
    for (TypeElement around : around(frame)) {
      TypeElement type = around.getSimpleName().contentEquals(name) ? around : member(around, name);
      if (type != null) {
        return type;
      }
    }
    return null;
  }

  private @Nullable TypeElement outermost(String name, ReaderFrame frame) {
    TypeElement near = aroundOrIn(name, frame);
    if (near != null) {
      return near;
    }
    List<String> candidates = new ArrayList<>();
    for (ImportTree imported : frame.file().getImports()) {
      String text = imported.getQualifiedIdentifier().toString();
      if (text.endsWith("." + name)) {
        candidates.add(0, text);
      } else if (text.endsWith(".*")) {
        candidates.add(text.substring(0, text.length() - 1) + name);
      }
    }
    String in = elements.getPackageOf(frame.owner()).getQualifiedName().toString();
    candidates.add(in.isEmpty() ? name : in + "." + name);
    return candidates.stream()
        .filter(candidate -> candidate.equals(STEPS) || code.isCompiled(candidate))
        .map(elements::getTypeElement)
        .filter(type -> type != null)
        .findFirst()
        .orElse(null);
  }

  private @Nullable TypeElement member(TypeElement type, String names) {
    TypeElement at = type;
    for (String name : names.split("\\.", -1)) {
      at = ElementFilter.typesIn(code.members(at)).stream()
          .filter(member -> member.getSimpleName().contentEquals(name))
          .findFirst()
          .orElse(null);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  /** The classes whose members have simple names here: that of {@code this}, and the enclosing ones. */
  static List<TypeElement> around(ReaderFrame frame) {
    List<TypeElement> around = new ArrayList<>(List.of(frame.self()));
    for (Element at = frame.owner();
        at instanceof TypeElement type;
        at = type.getEnclosingElement()) {
      around.add(type);
    }
    return around;
  }
}
