package dev.stepwell.jackson3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. */
@AnalyzeClasses(
    packages = "dev.stepwell.jackson3",
    importOptions = ImportOption.DoNotIncludeTests.class)
class Jackson3HouseTest {
  @ArchTest
  static final ArchRule itKnowsTheCodecOnly = classes()
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "com.fasterxml.jackson.annotation",
          "dev.stepwell.jackson3..",
          "dev.stepwell.runtime.codec",
          "java..",
          "org.jspecify.annotations..",
          "tools.jackson..");

  @ArchTest
  static final ArchRule noCycles = slices()
      .matching("dev.stepwell.jackson3.(*)..")
      .should()
      .beFreeOfCycles()
      .allowEmptyShould(true);
}
