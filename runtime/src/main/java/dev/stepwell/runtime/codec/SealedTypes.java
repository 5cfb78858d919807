package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the form of a value of a sealed type into the property {@code @type}, and reads it back: the name given by
 * {@code @JsonTypeName}, or else the simple name of the class. Annotations of Jackson on the sealed type have priority.
 */
final class SealedTypes extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
    return SealedForms.areOf(type.getRawType())
        ? new StdTypeResolverBuilder(JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME,
            JsonTypeInfo.As.PROPERTY,
            SealedForms.PROPERTY,
            null,
            false,
            true,
            null))
        : null;
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    return annotated instanceof AnnotatedClass && SealedForms.areOf(annotated.getRawType())
        ? SealedForms.of(annotated.getRawType()).stream()
            .map(form -> new NamedType(form, SealedForms.name(form)))
            .toList()
        : null;
  }
}
