package dev.stepwell.opentelemetry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. */
@AnalyzeClasses(
    packages = "dev.stepwell.opentelemetry",
    importOptions = ImportOption.DoNotIncludeTests.class)
class OpenTelemetryHouseTest {
  @ArchTest
  static final ArchRule itKnowsMiddlewareAndTheApi = classes()
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell.opentelemetry..",
          "dev.stepwell.contract",
          "dev.stepwell.runtime.middleware",
          "dev.stepwell.runtime.model",
          "io.opentelemetry.api..",
          "io.opentelemetry.context..",
          "java..",
          "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule noCycles = slices()
      .matching("dev.stepwell.opentelemetry.(*)..")
      .should()
      .beFreeOfCycles()
      .allowEmptyShould(true);
}
