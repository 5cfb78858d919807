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
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/** Hints for what Stepwell itself reads by name: its files, the records that it writes as JSON, transaction managers, and its proxies. */
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

  /** Those for Hibernate, in Spring 6 and 7. */
  private static final List<String> NAMING_DATA_SOURCES = List.of(
      "org.springframework.orm.hibernate5.HibernateTransactionManager",
      "org.springframework.orm.jpa.hibernate.HibernateTransactionManager");

  /** The interfaces of health groups, in Boot 3 and 4. */
  private static final List<String> HEALTH_GROUPS = List.of(
      "org.springframework.boot.actuate.health.HealthEndpointGroup",
      "org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup");

  private static final String PATHS =
      "org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper";

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
    registerManagers(hints.reflection(), loader);
    HEALTH_GROUPS.forEach(group -> registerHealth(hints, group, loader));
    BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
    for (Class<?> type : jsonTypes(loader)) {
      binding.registerReflectionHints(hints.reflection(), type);
    }
  }

  private static void registerManagers(ReflectionHints hints, @Nullable ClassLoader loader) {
    hints.registerTypeIfPresent(
        loader, "org.springframework.orm.jpa.JpaTransactionManager", type -> {});
    NAMING_DATA_SOURCES.forEach(name -> hints.registerTypeIfPresent(
        loader, name, type -> type.withMethod("getDataSource", List.of(), ExecutableMode.INVOKE)));
  }

  /** Stand-ins for a health group, and for the groups with and without paths. */
  private static void registerHealth(
      RuntimeHints hints, String group, @Nullable ClassLoader loader) {
    if (!ClassUtils.isPresent(group, loader)) {
      return;
    }
    String groups = group + "s";
    hints
        .proxies()
        .registerJdkProxy(TypeReference.of(group))
        .registerJdkProxy(TypeReference.of(groups));
    if (ClassUtils.isPresent(PATHS, loader)) {
      hints.proxies().registerJdkProxy(TypeReference.of(groups), TypeReference.of(PATHS));
    }
    for (String called : List.of(group, groups, PATHS)) {
      hints
          .reflection()
          .registerTypeIfPresent(loader, called, MemberCategory.INVOKE_PUBLIC_METHODS);
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
