package dev.stepwell.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.engine.Turns;
import java.time.Instant;

/** What the test kit may import. */
@AnalyzeClasses(
    packages = "dev.stepwell.testing",
    importOptions = ImportOption.DoNotIncludeTests.class)
class TestingHouseTest {
  @ArchTest
  static final ArchRule itKnowsNeitherPostgresNorTheWorkerNorJackson = noClasses()
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell.runtime.postgres",
          "dev.stepwell.runtime.worker",
          "com.fasterxml.jackson..",
          "org.postgresql..",
          "com.zaxxer..",
          "org.junit..");

  /** And which limits and rules functions have, with the one decision by which due runs are admitted. */
  @ArchTest
  static final ArchRule theStoreKnowsOnlyNounsPortsCodecAndClock = noClasses()
      .that()
      .resideInAPackage("dev.stepwell.testing.memory")
      .should()
      .dependOnClassesThat(resideInAnyPackage(
              "dev.stepwell.testing",
              "dev.stepwell.contract",
              "dev.stepwell.runtime",
              "dev.stepwell.runtime.engine",
              "dev.stepwell.runtime.client")
          .and(not(belongToAnyOf(
              BatchDefinition.class,
              DebounceDefinition.class,
              FlowControl.class,
              MaxWaitingDefinition.class,
              RateLimitDefinition.class,
              SingletonDefinition.class,
              Turns.class))));

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stepwell.testing.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobodyReadsAClock = noClasses()
      .should()
      .callMethod(Instant.class, "now")
      .orShould()
      .callMethod(System.class, "currentTimeMillis");
}
