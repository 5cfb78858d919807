package dev.stepwell.inngest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may import which. The endpoint uses the engine, and no database. */
@AnalyzeClasses(
    packages = "dev.stepwell.inngest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class InngestHouseTest {
  @ArchTest
  static final ArchRule arrowsPointDown = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .layer("front door")
      .definedBy("dev.stepwell.inngest")
      .layer("calls")
      .definedBy("dev.stepwell.inngest.calls")
      .layer("registration")
      .definedBy("dev.stepwell.inngest.registration")
      .layer("events")
      .definedBy("dev.stepwell.inngest.events")
      .layer("wire")
      .definedBy("dev.stepwell.inngest.wire")
      .whereLayer("front door")
      .mayOnlyAccessLayers("calls", "registration", "events", "wire")
      .whereLayer("calls")
      .mayOnlyAccessLayers("events", "wire")
      .whereLayer("registration")
      .mayOnlyAccessLayers("events", "wire")
      .whereLayer("events")
      .mayOnlyAccessLayers("wire")
      .whereLayer("wire")
      .mayNotAccessAnyLayer()
      .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stepwell.inngest.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule itKnowsNoDatabase = noClasses()
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("dev.stepwell.runtime.postgres", "javax.sql..", "org.postgresql..");
}
