package dev.stepwell.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may import which: scan → model → check → write. */
@AnalyzeClasses(
    packages = "dev.stepwell.processor",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ProcessorHouseTest {
  @ArchTest
  static final ArchRule arrowsPointDown = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .layer("processor")
      .definedBy("dev.stepwell.processor")
      .layer("scan")
      .definedBy("dev.stepwell.processor.scan")
      .layer("graph")
      .definedBy("dev.stepwell.processor.graph")
      .layer("check")
      .definedBy("dev.stepwell.processor.check")
      .layer("write")
      .definedBy("dev.stepwell.processor.write")
      .layer("model")
      .definedBy("dev.stepwell.processor.model")
      .whereLayer("processor")
      .mayNotBeAccessedByAnyLayer()
      .whereLayer("graph")
      .mayOnlyBeAccessedByLayers("processor")
      .whereLayer("scan")
      .mayOnlyBeAccessedByLayers("processor", "graph")
      .whereLayer("check")
      .mayOnlyBeAccessedByLayers("processor")
      .whereLayer("write")
      .mayOnlyBeAccessedByLayers("processor");

  @ArchTest
  static final ArchRule theModelAndItsChecksDoNotKnowTheCompiler = noClasses()
      .that()
      .resideInAnyPackage("..model", "..check")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("javax.lang.model..", "javax.annotation.processing..");

  @ArchTest
  static final ArchRule onlyTheWriterKnowsJavaPoet = noClasses()
      .that()
      .resideOutsideOfPackage("..write")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.palantir.javapoet..");

  @ArchTest
  static final ArchRule onlyTheReaderOfGraphsKnowsTrees = noClasses()
      .that()
      .resideOutsideOfPackage("..graph")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.sun.source..");

  @ArchTest
  static final ArchRule onlyTheChecksReadCronExpressions = noClasses()
      .that()
      .resideOutsideOfPackage("..check")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("com.cronutils..");
}
