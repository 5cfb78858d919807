package dev.stepwell.processor.model;

import java.util.List;

/** A type as it is written in source. */
public sealed interface TypeModel {
  /** Nothing. */
  TypeModel VOID = new Primitive("void");

  /** The type in words that a user would type, with simple names. */
  String words();

  /** A primitive type or {@code void}. */
  record Primitive(String name) implements TypeModel {
    @Override
    public String words() {
      return name;
    }
  }

  /**
   * A class or interface.
   *
   * @param packageName its package; empty for the unnamed one
   * @param names its simple names, from the outermost
   * @param arguments its type arguments
   */
  record Declared(String packageName, List<String> names, List<TypeModel> arguments)
      implements TypeModel {
    @Override
    public String words() {
      String name = String.join(".", names);
      return arguments.isEmpty()
          ? name
          : name + "<"
              + String.join(", ", arguments.stream().map(TypeModel::words).toList()) + ">";
    }
  }

  /** An array. */
  record Array(TypeModel component) implements TypeModel {
    @Override
    public String words() {
      return component.words() + "[]";
    }
  }

  /** A type variable, a wildcard or an error: it cannot be written into another file. */
  record Other(String words) implements TypeModel {}
}
