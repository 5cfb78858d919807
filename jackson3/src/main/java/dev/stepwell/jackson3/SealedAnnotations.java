package dev.stepwell.jackson3;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stepwell.runtime.codec.SealedForms;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/** Gives sealed types the annotations by which their values name their forms. Annotations of the application have priority. */
final class SealedAnnotations extends NopAnnotationIntrospector {
  @Serial
  private static final long serialVersionUID = 1L;

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return isSealed(annotated)
        ? JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME,
            JsonTypeInfo.As.PROPERTY,
            SealedForms.PROPERTY,
            null,
            false,
            true,
            null)
        : null;
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
    return isSealed(annotated)
        ? SealedForms.of(annotated.getRawType()).stream()
            .map(form -> new NamedType(form, SealedForms.name(form)))
            .toList()
        : null;
  }

  private static boolean isSealed(Annotated annotated) {
    return annotated instanceof AnnotatedClass && SealedForms.areOf(annotated.getRawType());
  }
}
