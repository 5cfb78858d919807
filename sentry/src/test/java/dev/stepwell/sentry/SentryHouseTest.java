package dev.stepwell.sentry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. */
@AnalyzeClasses(
    packages = "dev.stepwell.sentry",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SentryHouseTest {
  @ArchTest
  static final ArchRule itKnowsMiddlewareAndSecrets = classes()
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell",
          "dev.stepwell.contract",
          "dev.stepwell.sentry..",
          "dev.stepwell.runtime",
          "dev.stepwell.runtime.codec",
          "dev.stepwell.runtime.middleware",
          "dev.stepwell.runtime.model",
          "dev.stepwell.runtime.secrets",
          "dev.stepwell.runtime.store",
          "io.sentry..",
          "java..",
          "org.slf4j..",
          "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule noCycles = slices()
      .matching("dev.stepwell.sentry.(*)..")
      .should()
      .beFreeOfCycles()
      .allowEmptyShould(true);
}
