package dev.stepwell.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;

/** Which package may import which, and which alone may use what. */
@AnalyzeClasses(
    packages = "dev.stepwell.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RuntimeHouseTest {
  @ArchTest
  static final ArchRule arrowsPointDown = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .layer("front door")
      .definedBy("dev.stepwell.runtime")
      .layer("postgres")
      .definedBy("dev.stepwell.runtime.postgres")
      .layer("worker")
      .definedBy("dev.stepwell.runtime.worker")
      .layer("client")
      .definedBy("dev.stepwell.runtime.client")
      .layer("engine")
      .definedBy("dev.stepwell.runtime.engine")
      .layer("middleware")
      .definedBy("dev.stepwell.runtime.middleware")
      .layer("store")
      .definedBy("dev.stepwell.runtime.store")
      .layer("jdbc")
      .definedBy("dev.stepwell.runtime.jdbc")
      .layer("codec")
      .definedBy("dev.stepwell.runtime.codec")
      .layer("time")
      .definedBy("dev.stepwell.runtime.time")
      .layer("model")
      .definedBy("dev.stepwell.runtime.model")
      .layer("secrets")
      .definedBy("dev.stepwell.runtime.secrets")
      .whereLayer("front door")
      .mayOnlyAccessLayers(
          "postgres",
          "worker",
          "client",
          "engine",
          "middleware",
          "store",
          "jdbc",
          "codec",
          "time",
          "model",
          "secrets")
      .whereLayer("postgres")
      .mayOnlyAccessLayers("store", "jdbc", "codec", "time", "model", "secrets")
      .whereLayer("worker")
      .mayOnlyAccessLayers("client", "engine", "store", "codec", "time", "model", "secrets")
      .whereLayer("client")
      .mayOnlyAccessLayers("engine", "store", "codec", "time", "model", "secrets")
      .whereLayer("engine")
      .mayOnlyAccessLayers("middleware", "store", "codec", "time", "model", "secrets")
      .whereLayer("middleware")
      .mayOnlyAccessLayers("model", "secrets")
      .whereLayer("store")
      .mayOnlyAccessLayers("model")
      .whereLayer("jdbc")
      .mayNotAccessAnyLayer()
      .whereLayer("codec")
      .mayOnlyAccessLayers("model")
      .whereLayer("time")
      .mayNotAccessAnyLayer()
      .whereLayer("model")
      .mayNotAccessAnyLayer()
      .whereLayer("secrets")
      .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stepwell.runtime.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCodecAndTheSecretsKnowJackson = noClasses()
      .that()
      .resideOutsideOfPackages("..codec", "..secrets")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule onlyPostgresAndTheFrontDoorKnowSql = noClasses()
      .that()
      .resideOutsideOfPackages(
          "dev.stepwell.runtime.postgres", "dev.stepwell.runtime.jdbc", "dev.stepwell.runtime")
      .should()
      .dependOnClassesThat(
          resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
              .and(not(equivalentTo(Connection.class))));

  @ArchTest
  static final ArchRule connectionsAreOnlyHandedThrough = noClasses()
      .that()
      .resideOutsideOfPackages(
          "dev.stepwell.runtime.postgres", "dev.stepwell.runtime.jdbc", "dev.stepwell.runtime")
      .should()
      .callMethodWhere(target(owner(assignableTo(Connection.class))));

  @ArchTest
  static final ArchRule oneRoomReadsTheClock = noClasses()
      .that()
      .resideOutsideOfPackage("..time")
      .should()
      .callMethod(Instant.class, "now")
      .orShould()
      .callMethod(LocalDate.class, "now")
      .orShould()
      .callMethod(LocalDateTime.class, "now")
      .orShould()
      .callMethod(OffsetDateTime.class, "now")
      .orShould()
      .callMethod(ZonedDateTime.class, "now")
      .orShould()
      .callMethod(System.class, "currentTimeMillis")
      .orShould()
      .callMethod(Thread.class, "sleep", long.class);

  /** The sealed types whose variants are still told apart by {@code instanceof} outside of their own file. */
  private static final Set<String> STILL_TAKEN_APART = Set.of("RunEnd", "Write", "Accepted");

  @ArchTest
  static final ArchRule aSealedTypeIsTakenApartInItsOwnFile = classes()
      .should(new ArchCondition<>("test for no variant of a sealed type of another file") {
        @Override
        public void check(JavaClass testing, ConditionEvents events) {
          for (InstanceofCheck test : testing.getInstanceofChecks()) {
            JavaClass variant = test.getRawType();
            if (variant.getPackageName().startsWith("dev.stepwell")
                && isVariantElsewhere(variant.reflect(), testing.reflect())) {
              events.add(violated(
                  testing,
                  "tests for " + variant.getName() + " in " + test.getSourceCodeLocation()));
            }
          }
        }
      });

  private static boolean isVariantElsewhere(Class<?> variant, Class<?> testing) {
    return Arrays.stream(variant.getInterfaces())
        .filter(Class::isSealed)
        .filter(type -> !STILL_TAKEN_APART.contains(type.getSimpleName()))
        .anyMatch(type -> outermost(type) != outermost(testing));
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type : outermost(outer);
  }
}
