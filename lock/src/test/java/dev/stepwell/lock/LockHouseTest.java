package dev.stepwell.lock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which class may import what. */
@AnalyzeClasses(
    packages = "dev.stepwell.lock",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LockHouseTest {
  @ArchTest
  static final ArchRule noBuildToolAndNoRuntimeIsKnown = noClasses()
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "org.apache.maven..", "dev.stepwell.runtime..", "dev.stepwell.contract..");

  @ArchTest
  static final ArchRule comparingAsksNoDatabase = noClasses()
      .that()
      .haveNameNotMatching(".*\\.(InFlight|Release)")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("java.sql..", "org.postgresql..");
}
