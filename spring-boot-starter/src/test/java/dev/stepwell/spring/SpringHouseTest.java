package dev.stepwell.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. */
@AnalyzeClasses(
    packages = "dev.stepwell.spring",
    importOptions = ImportOption.DoNotIncludeTests.class)
class SpringHouseTest {
  /** What moved in Boot 4 is in two classes each. */
  @ArchTest
  static final ArchRule whatMovedIsInClassesOfItsOwn = noClasses()
      .that()
      .haveSimpleNameNotStartingWith("Boot3")
      .and()
      .haveSimpleNameNotStartingWith("Boot4")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "org.springframework.boot.actuate.health..",
          "org.springframework.boot.health..",
          "org.springframework.boot.autoconfigure.jdbc..",
          "org.springframework.boot.autoconfigure.orm..",
          "org.springframework.boot.autoconfigure.flyway..",
          "org.springframework.boot.autoconfigure.liquibase..",
          "org.springframework.boot.autoconfigure.security..",
          "org.springframework.boot.autoconfigure.thread..",
          "org.springframework.boot.web.context..");

  @ArchTest
  static final ArchRule applicationsNameNothingOfTheInside = noClasses()
      .that()
      .resideInAPackage("dev.stepwell.spring")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("dev.stepwell.spring.*..");

  @ArchTest
  static final ArchRule testsAreApart = noClasses()
      .that()
      .resideOutsideOfPackage("dev.stepwell.spring.test")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell.spring.test",
          "dev.stepwell.testing..",
          "org.springframework.test..",
          "org.springframework.boot.test..");

  @ArchTest
  static final ArchRule itNamesFewRoomsOfTheRuntime = classes()
      .that()
      .resideInAPackage("dev.stepwell.spring..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell",
          "dev.stepwell.contract",
          "dev.stepwell.spring..",
          "dev.stepwell.inngest",
          "dev.stepwell.metrics",
          "dev.stepwell.encryption",
          "dev.stepwell.jackson3",
          "dev.stepwell.opentelemetry",
          "dev.stepwell.sentry",
          "dev.stepwell.server",
          "dev.stepwell.testing",
          "dev.stepwell.runtime",
          "dev.stepwell.runtime.codec",
          "dev.stepwell.runtime.jdbc",
          "dev.stepwell.runtime.middleware",
          "dev.stepwell.runtime.model",
          "dev.stepwell.runtime.store",
          "com.zaxxer.hikari..",
          "io.micrometer.core.instrument..",
          "io.micrometer.observation..",
          "io.opentelemetry.api",
          "io.sentry",
          "jakarta.persistence",
          "jakarta.servlet..",
          "java..",
          "javax.sql..",
          "org.junit.jupiter.api..",
          "org.slf4j..",
          "org.springframework..",
          "org.jspecify.annotations..",
          "tools.jackson.databind");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stepwell.spring.(*)..").should().beFreeOfCycles();
}
