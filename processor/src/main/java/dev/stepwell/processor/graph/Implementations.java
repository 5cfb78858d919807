package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a call of an abstract method executes: the method of the class whose object its receiver is set to, or of the only class
 * of the build that implements it.
 */
final class Implementations {
  private final Code code;
  private final Lookup lookup;

  Implementations(Code code, Lookup lookup) {
    this.code = code;
    this.lookup = lookup;
  }

  /** The method that this call of it executes; the method itself if it has a body, or if that is unknown. */
  Target of(Target called, ExpressionTree call, ReaderFrame frame) {
    boolean isAbstract = called.method().getModifiers().contains(Modifier.ABSTRACT);
    String owner = Code.owner(called.method()).getQualifiedName().toString();
    if (!isAbstract || !code.isAttributed() || !code.isCompiled(owner)) {
      return called;
    }
    TypeElement made = made(receiver(call), frame);
    TypeElement type = made == null ? only(called.self()) : made;
    return type == null
        ? called
        : new Target(code.implementation(called.method(), type), type, false);
  }

  private static @Nullable ExpressionTree receiver(ExpressionTree call) {
    if (call instanceof MemberReferenceTree reference) {
      return reference.getQualifierExpression();
    }
    return call instanceof MethodInvocationTree invocation
            && invocation.getMethodSelect() instanceof MemberSelectTree select
        ? select.getExpression()
        : null;
  }

  /** The class of the object to which a variable or field is set where it is declared; null if unknown. */
  private @Nullable TypeElement made(@Nullable ExpressionTree receiver, ReaderFrame frame) {
    if (receiver == null) {
      return null;
    }
    Variable variable = lookup.variable(receiver, frame);
    if (variable != null) {
      return type(variable.value(), frame);
    }
    VariableElement field = lookup.fieldOf(receiver, frame);
    ReaderFrame inside = field == null ? null : code.frame(field);
    return inside == null ? null : type(code.constant(field), inside);
  }

  private @Nullable TypeElement type(@Nullable ExpressionTree value, ReaderFrame frame) {
    TypeMirror type = value instanceof NewClassTree made && made.getClassBody() == null
        ? code.type(value, frame)
        : null;
    return type instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
            && code.isCompiled(element.getQualifiedName().toString())
        ? element
        : null;
  }

  /** The only class of the build whose objects are of this type; null if there are several. */
  private @Nullable TypeElement only(TypeElement type) {
    List<TypeElement> found = code.concrete().stream()
        .filter(some -> code.isSubtype(some.asType(), type.asType()))
        .limit(2)
        .toList();
    return found.size() == 1 ? found.get(0) : null;
  }
}
