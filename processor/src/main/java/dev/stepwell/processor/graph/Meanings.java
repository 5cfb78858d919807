package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.KnownNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names in source to platform classes, by the imports. As in Java, a user's class of the same name has
 * priority: an enclosing, nested or imported one, or one of the package.
 */
final class Meanings {
  private static final String OBJECT = "java.lang.Object";

  private final Code code;
  private final Lookup lookup;
  private final KnownNames known;
  private final Set<String> classes;
  private final Set<String> lastNames = new HashSet<>();
  private final Map<String, Boolean> inPackages = new HashMap<>();

  /**
   * Resolves these classes.
   *
   * @param classes their full names
   */
  Meanings(Code code, Lookup lookup, KnownNames known, Set<String> classes) {
    this.code = code;
    this.lookup = lookup;
    this.known = known;
    this.classes = classes;
    classes.forEach(name -> lastNames.add(name.substring(name.lastIndexOf('.') + 1)));
  }

  /**
   * The full name of the class that this name, with or without type arguments, refers to here; null if it is none of
   * them.
   */
  @Nullable
  String named(String written, ReaderFrame frame) {
    String name = written.replaceFirst("(?s)<.*", "");
    if (frame.variables().containsKey(name.replaceFirst("\\..*", ""))) {
      return null;
    }
    if (classes.contains(name)) {
      return name;
    }
    String end = "." + name;
    if (!lastNames.contains(name.substring(name.lastIndexOf('.') + 1))
        || classes.stream().noneMatch(known -> known.endsWith(end))
        || lookup.isAround(name, frame)) {
      return null;
    }
    List<String> byName = imports(frame).filter(text -> text.endsWith(end)).toList();
    if (!byName.isEmpty()) {
      return byName.stream().filter(classes::contains).findFirst().orElse(null);
    }
    return Stream.concat(
            imports(frame).filter(text -> text.endsWith(".*")), Stream.of("java.lang.*"))
        .map(text -> text.replaceFirst("\\*$", "") + name)
        .filter(classes::contains)
        .findFirst()
        .filter(found -> !isInPackage(name, frame))
        .orElse(null);
  }

  /** The full name of the class that this type in source names; null if it is none of them. */
  @Nullable
  String type(Tree written, ReaderFrame frame) {
    TypeMirror known = code.type(written, frame);
    return known == null ? named(written.toString(), frame) : known(known);
  }

  /**
   * The class of this type, or for other classes of the platform the nearest that they extend or implement. {@code Object}, which is above
   * all, comes after their interfaces.
   */
  private @Nullable String listed(TypeMirror type) {
    if (type instanceof TypeVariable variable) {
      return listed(variable.getUpperBound());
    }
    String exact = known(type);
    if (exact != null || !(type instanceof DeclaredType declared)) {
      return exact;
    }
    String name = ((TypeElement) declared.asElement()).getQualifiedName().toString();
    if (!name.matches("(java|javax|jdk)\\..*")) {
      return null;
    }
    List<String> above =
        code.above(type).stream().map(this::listed).filter(Objects::nonNull).toList();
    return above.stream()
        .filter(found -> !found.equals(OBJECT))
        .findFirst()
        .orElse(above.isEmpty() ? null : OBJECT);
  }

  /** Whether the package has a class of this name. Not called for classes yet to be generated. */
  private boolean isInPackage(String name, ReaderFrame frame) {
    String in = code.packageOf(frame.owner());
    String full = in.isEmpty() ? name : in + "." + name;
    return known.events().containsKey(name)
        || inPackages.computeIfAbsent(full, some -> code.elements().getTypeElement(some) != null);
  }

  private static Stream<String> imports(ReaderFrame frame) {
    return frame.file().getImports().stream().map(Meanings::text);
  }

  private static String text(ImportTree imported) {
    return imported.getQualifiedIdentifier().toString();
  }

  /**
   * The classes that a method called by this simple name may be imported from; none if it is a method of an enclosing
   * class.
   */
  private List<String> importedFrom(String method, ReaderFrame frame) {
    List<String> statics = frame.file().getImports().stream()
        .filter(ImportTree::isStatic)
        .map(Meanings::text)
        .toList();
    if (statics.isEmpty() || lookup.hasMethod(method, frame)) {
      return List.of();
    }
    String end = "." + method;
    boolean isByName = statics.stream().anyMatch(text -> text.endsWith(end));
    return statics.stream()
        .filter(text -> text.endsWith(isByName ? end : ".*"))
        .map(text -> text.substring(0, text.lastIndexOf('.')))
        .filter(classes::contains)
        .toList();
  }

  /** The class of which a static method is called by its simple name; null if it is none of them. */
  @Nullable
  String ofStatic(MethodInvocationTree call, ReaderFrame frame) {
    if (code.element(call.getMethodSelect(), frame) instanceof ExecutableElement) {
      return declaring(call, frame);
    }
    return importedFrom(call.getMethodSelect().toString(), frame).stream()
        .findFirst()
        .orElse(null);
  }

  /** The class of this zone, or the one whose static method makes it; null if it is none of them. */
  @Nullable
  String ofZone(ExpressionTree argument, ReaderFrame frame) {
    TypeMirror type = code.type(argument, frame);
    return type != null
        ? listed(type)
        : named(argument.toString().replaceFirst("\\.\\w+(\\(.*)?$", ""), frame);
  }

  /** The class that declares the called method, if the compiler has resolved it; null if it is none of them. */
  @Nullable
  String declaring(MethodInvocationTree call, ReaderFrame frame) {
    return code.element(call.getMethodSelect(), frame) instanceof ExecutableElement called
        ? known(Code.owner(called).asType())
        : null;
  }

  /** The class of an expression, or the class that it names; null if it is none of them. */
  @Nullable
  String of(ExpressionTree expression, ReaderFrame frame) {
    if (expression instanceof ParenthesizedTree parenthesized) {
      return of(parenthesized.getExpression(), frame);
    } else if (expression instanceof NewClassTree made) {
      return type(made.getIdentifier(), frame);
    }
    TypeMirror type = code.type(expression, frame);
    if (type != null) {
      return listed(type);
    }
    Variable variable = lookup.variable(expression, frame);
    if (variable != null) {
      return of(variable, frame);
    }
    VariableElement field = field(expression, frame);
    if (field != null) {
      return known(field.asType());
    }
    return expression instanceof MethodInvocationTree ? null : named(expression.toString(), frame);
  }

  private @Nullable String of(Variable variable, ReaderFrame frame) {
    TypeMirror type = variable.type();
    if (type != null) {
      return known(type);
    }
    ExpressionTree value = variable.value();
    if (variable.typeName().isEmpty()) {
      return value instanceof NewClassTree ? of(value, frame) : null;
    }
    return named(variable.typeName(), frame);
  }

  private @Nullable String known(TypeMirror type) {
    String name =
        type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement of
            ? of.getQualifiedName().toString()
            : "";
    return classes.contains(name) ? name : null;
  }

  /** The field of the class, or of one around the code, that this names; null if it is none. */
  @Nullable
  VariableElement field(Tree expression, ReaderFrame frame) {
    boolean isVariable = code.element(expression, frame) instanceof VariableElement;
    VariableElement known = isVariable ? lookup.fieldOf((ExpressionTree) expression, frame) : null;
    VariableElement named = isVariable && known == null ? null : named(expression, known, frame);
    return known == null || known.equals(named) ? named : null;
  }

  private @Nullable VariableElement named(
      Tree expression, @Nullable VariableElement known, ReaderFrame frame) {
    if (expression instanceof IdentifierTree identifier) {
      String name = identifier.getName().toString();
      boolean isHidden = known == null && frame.variables().containsKey(name);
      return isHidden ? null : lookup.field(name, frame);
    }
    return expression instanceof MemberSelectTree select && isSelf(select.getExpression(), frame)
        ? lookup.field(select.getIdentifier().toString(), frame)
        : null;
  }

  /** Whether this is {@code this}, or a class around the code or its {@code this}. */
  private static boolean isSelf(ExpressionTree expression, ReaderFrame frame) {
    String name = expression.toString().replaceFirst("\\.?this$", "");
    return name.isEmpty()
        || SourceTypes.around(frame).stream()
            .anyMatch(type -> type.getSimpleName().contentEquals(name));
  }
}
