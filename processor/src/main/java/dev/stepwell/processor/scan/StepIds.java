package dev.stepwell.processor.scan;

import dev.stepwell.Step;
import java.util.Locale;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The ids of steps: given ones, or those derived from method names. */
public final class StepIds {
  private StepIds() {}

  /** The id of the step that this method is; null if it is none. */
  public static @Nullable String of(Elements elements, ExecutableElement method) {
    AnnotationMirror step = Mirrors.find(method, Step.class);
    if (step == null) {
      return null;
    }
    String id = Mirrors.text(elements, step, "id");
    return id.isEmpty() ? kebab(method.getSimpleName().toString()) : id;
  }

  /** {@code createRepo} gives {@code create-repo}, {@code fetchURLs2} gives {@code fetch-urls2}. */
  static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z]+)([A-Z][a-z]{2,})", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }
}
