package dev.stepwell.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The server sees what is stored and acts through the front door and the client. */
@AnalyzeClasses(
    packages = "dev.stepwell.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  @ArchTest
  static final ArchRule itDoesNotReachIntoTheEngine = noClasses()
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell.runtime.engine",
          "dev.stepwell.runtime.worker",
          "dev.stepwell.runtime.codec",
          "java.sql..");
}
