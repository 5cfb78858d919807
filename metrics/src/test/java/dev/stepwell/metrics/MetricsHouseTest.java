package dev.stepwell.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may import which. */
@AnalyzeClasses(
    packages = "dev.stepwell.metrics",
    importOptions = ImportOption.DoNotIncludeTests.class)
class MetricsHouseTest {
  @ArchTest
  static final ArchRule itKnowsNoWebServer = classes()
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell.metrics..",
          "dev.stepwell.runtime",
          "dev.stepwell.runtime.model",
          "dev.stepwell.runtime.store",
          "io.micrometer.core.instrument..",
          "java..",
          "org.slf4j..",
          "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule healthNeedsNoMicrometer = noClasses()
      .that()
      .belongToAnyOf(StepwellHealth.class, Question.class)
      .should()
      .dependOnClassesThat()
      .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule noCycles = slices()
      .matching("dev.stepwell.metrics.(*)..")
      .should()
      .beFreeOfCycles()
      .allowEmptyShould(true);
}
