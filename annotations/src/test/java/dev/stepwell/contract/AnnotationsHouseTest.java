package dev.stepwell.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What users name depends on nothing, what generated code calls depends on that alone, and conditions know neither. */
@AnalyzeClasses(packages = "dev.stepwell", importOptions = ImportOption.DoNotIncludeTests.class)
class AnnotationsHouseTest {
  @ArchTest
  static final ArchRule whatUsersNameDoesNotKnowTheContract = noClasses()
      .that()
      .resideInAPackage("dev.stepwell")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("dev.stepwell.contract..");

  @ArchTest
  static final ArchRule conditionsStandForThemselves = classes()
      .that()
      .resideInAPackage("dev.stepwell.contract.condition")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage("dev.stepwell.contract.condition", "java..", "org.jspecify.annotations");

  @ArchTest
  static final ArchRule allDependOnNothingElse = classes()
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell", "dev.stepwell.contract..", "java..", "org.jspecify.annotations");
}
