package dev.stepwell.processor.scan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/** Writes the values of annotations as they stand in source, with full names. */
final class AnnotationText extends SimpleAnnotationValueVisitor14<String, AnnotationValue> {
  /** The values that are written, by name. */
  static Map<String, String> values(AnnotationMirror mirror) {
    AnnotationText text = new AnnotationText();
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      values.put(entry.getKey().getSimpleName().toString(), text.of(entry.getValue()));
    }
    return values;
  }

  private String of(AnnotationValue value) {
    return value.accept(this, value);
  }

  @Override
  protected String defaultAction(Object constant, AnnotationValue value) {
    return value.toString();
  }

  @Override
  public String visitEnumConstant(VariableElement constant, AnnotationValue value) {
    return constant.asType() + "." + constant.getSimpleName();
  }

  @Override
  public String visitType(TypeMirror type, AnnotationValue value) {
    return type + ".class";
  }

  @Override
  public String visitAnnotation(AnnotationMirror annotation, AnnotationValue value) {
    return values(annotation).entrySet().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .collect(Collectors.joining(", ", "@" + annotation.getAnnotationType() + "(", ")"));
  }

  @Override
  public String visitArray(List<? extends AnnotationValue> items, AnnotationValue value) {
    return items.stream().map(this::of).collect(Collectors.joining(", ", "{", "}"));
  }
}
