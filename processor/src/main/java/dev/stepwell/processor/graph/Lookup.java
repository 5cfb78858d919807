package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names in a body. After the last round it asks the compiler. Before, it uses names, declared types and numbers of arguments,
 * because the compiler would report errors for all classes yet to be generated.
 */
final class Lookup {
  /** Any number of arguments, as of a method reference. */
  static final int ANY = -1;

  private final Code code;
  private final SourceTypes types;

  /** The types of calls: in a chain, each call needs the types of those before it. */
  private final Map<Call, Optional<TypeMirror>> ofCalls = new HashMap<>();

  /** A call in code of objects of a class. */
  private record Call(MethodInvocationTree tree, TypeElement self) {}

  Lookup(Code code) {
    this.code = code;
    this.types = new SourceTypes(code);
  }

  /** The class that a type in source names; null if unknown. */
  @Nullable
  TypeMirror named(@Nullable Tree type, ReaderFrame frame) {
    if (type == null) {
      return null;
    }
    TypeMirror known = code.type(type, frame);
    if (known != null) {
      return known;
    }
    TypeElement element = types.named(type.toString(), frame);
    return element == null ? null : element.asType();
  }

  SourceTypes types() {
    return types;
  }

  boolean isSteps(ExpressionTree expression, ReaderFrame frame) {
    return SourceTypes.isSteps(types.element(type(expression, frame), frame));
  }

  boolean isOptional(ExpressionTree expression, ReaderFrame frame) {
    Variable variable = variable(expression, frame);
    if (variable != null && variable.typeName().matches("(java\\.util\\.)?Optional<.*")) {
      return true;
    }
    TypeElement type = types.element(type(expression, frame), frame);
    return type != null && type.getQualifiedName().contentEquals("java.util.Optional");
  }

  /** The type of an expression; null if unknown. */
  @Nullable
  TypeMirror type(ExpressionTree expression, ReaderFrame frame) {
    if (expression instanceof ParenthesizedTree parenthesized) {
      return type(parenthesized.getExpression(), frame);
    }
    TypeMirror known = isSelf(expression) ? null : code.type(expression, frame);
    if (known != null) {
      return known;
    } else if (expression instanceof TypeCastTree cast) {
      return named(cast.getType(), frame);
    } else if (expression instanceof NewClassTree made) {
      return named(made.getIdentifier(), frame);
    } else if (expression instanceof IdentifierTree identifier) {
      return ofName(identifier.getName().toString(), frame);
    } else if (expression instanceof MemberSelectTree select) {
      TypeElement owner = owner(select.getExpression(), frame);
      VariableElement field =
          owner == null ? null : field(owner, select.getIdentifier().toString());
      return field == null ? null : field.asType();
    }
    return expression instanceof MethodInvocationTree call ? ofCall(call, frame) : null;
  }

  private @Nullable TypeMirror ofCall(MethodInvocationTree tree, ReaderFrame frame) {
    Call call = new Call(tree, frame.self());
    Optional<TypeMirror> known = ofCalls.get(call);
    if (known == null) {
      List<Target> targets = methods(tree, frame);
      known = targets.size() == 1
          ? Optional.of(targets.get(0).method().getReturnType())
          : Optional.empty();
      ofCalls.put(call, known);
    }
    return known.orElse(null);
  }

  /** The parameter or local variable that this names; null if it is none. */
  @Nullable
  Variable variable(ExpressionTree expression, ReaderFrame frame) {
    Variable variable = expression instanceof IdentifierTree identifier
        ? frame.variables().get(identifier.getName().toString())
        : null;
    return variable == null || fieldOf(expression, frame) != null ? null : variable;
  }

  /** Whether this is the object itself, which may be of a class that inherits the code. */
  private static boolean isSelf(ExpressionTree expression) {
    return isNamed("this", expression) || isNamed("super", expression);
  }

  /** Whether this is {@code super}, that of an enclosing class or of an interface included. */
  static boolean isSuper(ExpressionTree expression) {
    return isNamed("super", expression)
        || (expression instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals("super"));
  }

  private static boolean isNamed(String name, ExpressionTree expression) {
    return expression instanceof IdentifierTree identifier
        && identifier.getName().contentEquals(name);
  }

  /** Whether this is a simple name or one with dots, or a selected field. */
  static boolean isName(ExpressionTree expression) {
    return expression instanceof IdentifierTree || expression instanceof MemberSelectTree;
  }

  private @Nullable TypeMirror ofName(String name, ReaderFrame frame) {
    if (name.equals("this")) {
      return frame.self().asType();
    }
    if (name.equals("super")) {
      return frame.owner().getSuperclass();
    }
    Variable variable = frame.variables().get(name);
    if (variable != null) {
      return variable.type();
    }
    VariableElement field = field(name, frame);
    return field == null ? null : field.asType();
  }

  /** The class on whose objects, or on which, something is named: an expression's, or a class itself. */
  private @Nullable TypeElement owner(ExpressionTree expression, ReaderFrame frame) {
    TypeElement type = types.element(type(expression, frame), frame);
    return type == null && !(expression instanceof MethodInvocationTree)
        ? types.named(expression.toString(), frame)
        : type;
  }

  /** The field that this name means by itself; null if it is none. */
  @Nullable
  VariableElement field(String name, ReaderFrame frame) {
    return SourceTypes.around(frame).stream()
        .map(type -> field(type, name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The selected field of this class; null if there is none. */
  @Nullable
  VariableElement field(MemberSelectTree select, ReaderFrame frame) {
    if (code.element(select, frame) instanceof VariableElement field) {
      return field;
    }
    TypeElement owner = owner(select.getExpression(), frame);
    return owner == null ? null : field(owner, select.getIdentifier().toString());
  }

  /** The field of any class that this expression reads, by itself or of an object; null if it is none. */
  @Nullable
  VariableElement fieldOf(ExpressionTree expression, ReaderFrame frame) {
    return isName(expression)
            && code.element(expression, frame) instanceof VariableElement field
            && field.getKind().isField()
        ? field
        : null;
  }

  private @Nullable VariableElement field(TypeElement type, String name) {
    return ElementFilter.fieldsIn(code.members(type)).stream()
        .filter(field -> field.getSimpleName().contentEquals(name))
        .findFirst()
        .orElse(null);
  }

  /** The methods that this may call. */
  List<Target> methods(MethodInvocationTree call, ReaderFrame frame) {
    if (code.element(call.getMethodSelect(), frame) instanceof ExecutableElement called) {
      return resolved(call.getMethodSelect(), called, frame);
    }
    int arguments = call.getArguments().size();
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      return methods(select.getExpression(), select.getIdentifier().toString(), arguments, frame);
    }
    return call.getMethodSelect() instanceof IdentifierTree identifier
        ? methods(identifier.getName().toString(), arguments, frame)
        : List.of();
  }

  /** The methods that this refers to. */
  List<Target> methods(MemberReferenceTree reference, ReaderFrame frame) {
    ExpressionTree receiver = reference.getQualifierExpression();
    return code.element(reference, frame) instanceof ExecutableElement called
        ? called.getKind() == ElementKind.METHOD ? List.of(on(receiver, called, frame)) : List.of()
        : methods(receiver, reference.getName().toString(), ANY, frame);
  }

  /** The method that the compiler has found for this call, as the object's class has it. */
  private List<Target> resolved(
      ExpressionTree select, ExecutableElement called, ReaderFrame frame) {
    if (called.getKind() != ElementKind.METHOD) {
      return List.of();
    }
    if (select instanceof MemberSelectTree member) {
      return List.of(on(member.getExpression(), called, frame));
    }
    TypeElement declaring = Code.owner(called);
    TypeElement self = SourceTypes.around(frame).stream()
        .map(around -> around.equals(frame.owner()) ? frame.self() : around)
        .filter(around -> code.isSubtype(around.asType(), declaring.asType()))
        .findFirst()
        .orElse(declaring);
    return List.of(new Target(code.implementation(called, self), self, false));
  }

  private Target on(ExpressionTree receiver, ExecutableElement called, ReaderFrame frame) {
    if (isSuper(receiver)) {
      return new Target(called, frame.self(), true);
    }
    TypeElement owner = owner(receiver, frame);
    TypeElement self = owner == null ? Code.owner(called) : owner;
    return new Target(code.implementation(called, self), self, false);
  }

  /** The methods of this name and number of arguments that can be called on the receiver. */
  List<Target> methods(ExpressionTree receiver, String name, int arguments, ReaderFrame frame) {
    TypeElement type = owner(receiver, frame);
    if (type == null) {
      return List.of();
    }
    boolean isSuper = isNamed("super", receiver);
    boolean isOwn = isNamed("this", receiver);
    TypeElement self = isSuper ? frame.self() : type;
    List<Target> methods = targets(type, self, name, arguments, isSuper);
    return methods.isEmpty() && isOwn
        ? targets(frame.owner(), frame.self(), name, arguments, false)
        : methods;
  }

  private List<Target> methods(String name, int arguments, ReaderFrame frame) {
    for (TypeElement around : SourceTypes.around(frame)) {
      TypeElement self = around.equals(frame.owner()) ? frame.self() : around;
      List<Target> targets = targets(around, self, name, arguments, false);
      if (!targets.isEmpty()) {
        return targets;
      }
    }
    List<Target> imported = new ArrayList<>();
    for (ImportTree tree : frame.file().getImports()) {
      String text = tree.getQualifiedIdentifier().toString();
      if (tree.isStatic() && text.matches(".*\\.(\\*|" + name.replace("$", "\\$") + ")")) {
        TypeElement type = types.named(text.substring(0, text.lastIndexOf('.')), frame);
        if (type != null) {
          imported.addAll(targets(type, type, name, arguments, false));
        }
      }
    }
    return imported;
  }

  /** Whether a class around the code has a method of this name. */
  boolean hasMethod(String name, ReaderFrame frame) {
    return SourceTypes.around(frame).stream()
        .anyMatch(type -> !targets(type, type, name, ANY, false).isEmpty());
  }

  /** Whether this name, or its beginning, refers to an enclosing class or a class nested in one. */
  boolean isAround(String name, ReaderFrame frame) {
    return types.isAround(name.replaceFirst("\\..*", ""), frame);
  }

  private List<Target> targets(
      TypeElement type, TypeElement self, String name, int arguments, boolean direct) {
    Stream<ExecutableElement> methods = ElementFilter.methodsIn(code.members(type)).stream();
    return methods
        .filter(method -> method.getSimpleName().contentEquals(name))
        .filter(method -> takes(method, arguments))
        .map(method -> new Target(method, self, direct))
        .toList();
  }

  private static boolean takes(ExecutableElement method, int arguments) {
    int parameters = method.getParameters().size();
    return arguments == ANY
        || arguments == parameters
        || (method.isVarArgs() && arguments >= parameters - 1);
  }

  boolean takesSteps(Target target, ReaderFrame frame) {
    return target.method().getParameters().stream()
        .anyMatch(parameter -> SourceTypes.isSteps(types.element(parameter.asType(), frame)));
  }
}
