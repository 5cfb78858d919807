package dev.stepwell.processor.scan;

import dev.stepwell.processor.model.TypeModel;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Turns the compiler's types into the model's. */
final class Types {
  private Types() {}

  static TypeModel model(TypeMirror type) {
    if (type.getKind() == TypeKind.VOID) {
      return TypeModel.VOID;
    }
    if (type.getKind().isPrimitive()) {
      return new TypeModel.Primitive(type.getKind().name().toLowerCase(java.util.Locale.ROOT));
    }
    if (type instanceof ArrayType array) {
      return new TypeModel.Array(model(array.getComponentType()));
    }
    if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
      return declared(declared);
    }
    return new TypeModel.Other(type.toString());
  }

  private static TypeModel declared(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    List<TypeModel> arguments = new ArrayList<>();
    type.getTypeArguments().forEach(argument -> arguments.add(model(argument)));
    return new TypeModel.Declared(packageName(element), names(element), arguments);
  }

  /** The simple names of a type, from the outermost. */
  static List<String> names(TypeElement type) {
    List<String> names = new ArrayList<>();
    for (Element at = type;
        !(at instanceof PackageElement) && at != null;
        at = at.getEnclosingElement()) {
      names.add(0, at.getSimpleName().toString());
    }
    return names;
  }

  /** The name of the package that an element is in; empty for the unnamed one. */
  static String packageName(Element element) {
    Element at = element;
    while (!(at instanceof PackageElement) && at.getEnclosingElement() != null) {
      at = at.getEnclosingElement();
    }
    return at instanceof PackageElement in ? in.getQualifiedName().toString() : "";
  }

  /** Whether the element or its type says that it may be null. */
  static boolean isNullable(Element element, TypeMirror type) {
    return hasNullable(element.getAnnotationMirrors()) || hasNullable(type.getAnnotationMirrors());
  }

  private static boolean hasNullable(List<? extends AnnotationMirror> mirrors) {
    return mirrors.stream()
        .anyMatch(mirror ->
            mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }
}
