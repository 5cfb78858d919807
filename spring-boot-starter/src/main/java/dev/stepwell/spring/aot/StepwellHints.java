package dev.stepwell.spring.aot;

import dev.stepwell.contract.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/** Hints for what Stepwell itself reads by name: its migrations, its dashboard, the records that it writes as JSON, and proxies of JDBC. */
final class StepwellHints implements RuntimeHintsRegistrar {
  /** Where the records are that are stored or answered as JSON. */
  private static final List<String> JSON_CLASSES = List.of(
      "classpath*:dev/stepwell/*.class",
      "classpath*:dev/stepwell/contract/**/*.class",
      "classpath*:dev/stepwell/runtime/**/*.class",
      "classpath*:dev/stepwell/server/**/*.class");

  private static final List<Class<?>> GUARDED = List.of(
      Connection.class,
      Statement.class,
      PreparedStatement.class,
      CallableStatement.class,
      ResultSet.class,
      DatabaseMetaData.class,
      Array.class);

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    hints
        .resources()
        .registerPattern("dev/stepwell/runtime/postgres/migrations/*")
        .registerPattern("dev/stepwell/server/openapi.json")
        .registerPattern("dev/stepwell/server/dashboard/**")
        .registerPattern("META-INF/resources/webjars/**")
        .registerPattern("META-INF/maven/org.webjars.npm/**")
        .registerPattern("META-INF/services/dev.stepwell.contract.Catalog")
        .registerPattern(Catalog.document("*"));
    GUARDED.forEach(type -> hints.proxies().registerJdkProxy(type));
    BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
    for (Class<?> type : jsonTypes(loader)) {
      binding.registerReflectionHints(hints.reflection(), type);
    }
  }

  private static List<Class<?>> jsonTypes(@Nullable ClassLoader loader) {
    PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver(loader);
    MetadataReaderFactory readers = new CachingMetadataReaderFactory(resources);
    List<Class<?>> types = new ArrayList<>();
    try {
      for (String pattern : JSON_CLASSES) {
        for (Resource resource : resources.getResources(pattern)) {
          Class<?> type = jsonType(readers.getMetadataReader(resource), loader);
          if (type != null) {
            types.add(type);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the classes of Stepwell cannot be read", e);
    }
    return types;
  }

  /** The class, if it is a record; null otherwise, or if it needs a library that the application does not have. */
  private static @Nullable Class<?> jsonType(MetadataReader reader, @Nullable ClassLoader loader) {
    if (!"java.lang.Record".equals(reader.getClassMetadata().getSuperClassName())) {
      return null;
    }
    try {
      return ClassUtils.forName(reader.getClassMetadata().getClassName(), loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
