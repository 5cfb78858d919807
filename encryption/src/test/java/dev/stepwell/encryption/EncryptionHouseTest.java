package dev.stepwell.encryption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. */
@AnalyzeClasses(
    packages = "dev.stepwell.encryption",
    importOptions = ImportOption.DoNotIncludeTests.class)
class EncryptionHouseTest {
  @ArchTest
  static final ArchRule itKnowsTheCodecOnly = classes()
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "com.fasterxml.jackson.annotation",
          "com.fasterxml.jackson.core",
          "com.fasterxml.jackson.databind..",
          "dev.stepwell.encryption..",
          "dev.stepwell.runtime.codec",
          "java..",
          "javax.crypto..",
          "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule noCycles = slices()
      .matching("dev.stepwell.encryption.(*)..")
      .should()
      .beFreeOfCycles()
      .allowEmptyShould(true);
}
