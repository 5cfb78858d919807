package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A parameter or local variable.
 *
 * @param type its type; null if unknown
 * @param typeName the name of its type; empty if none is written
 * @param value what it is set to where it is declared; null if to nothing
 * @param elementOf the collection or array of which it is an element; null if it is none
 * @param modifiers what stands before its type; null if unknown
 */
record Variable(
    @Nullable TypeMirror type,
    String typeName,
    @Nullable ExpressionTree value,
    @Nullable ExpressionTree elementOf,
    @Nullable ModifiersTree modifiers) {
  /** A variable with an unknown value. */
  static final Variable UNKNOWN = new Variable(null, "", null, null, null);

  /** The connection that the code of a transaction is given. */
  static final Variable CONNECTION = new Variable(null, "java.sql.Connection", null, null, null);

  static Variable parameter(TypeMirror type) {
    return new Variable(type, type.toString().replaceFirst(".*\\.", ""), null, null, null);
  }

  /** The same variable, of whose value nothing is known. */
  Variable changed() {
    return new Variable(type, typeName, null, null, modifiers);
  }

  /** What keeps the object of this variable too: its value, or what it is an element of; null if unknown. */
  @Nullable
  ExpressionTree kept() {
    return value == null ? elementOf : value;
  }

  /** Whether it keeps the value that it is set to where it is declared. */
  boolean constant() {
    return modifiers != null && modifiers.getFlags().contains(Modifier.FINAL);
  }

  /** Whether it holds code that is written at its declaration. */
  boolean holdsCode() {
    return value != null && isCode(value);
  }

  /** Whether this is a lambda or a method reference. */
  static boolean isCode(Tree tree) {
    return tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree;
  }
}
