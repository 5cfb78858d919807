package dev.stepwell.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.stepwell.server.metrics.MicrometerHttpMetrics;
import dev.stepwell.server.metrics.OwnRegistry;

/**
 * Which package may import which. The server reads stored data, and acts through the public API of the runtime and its
 * client.
 */
@AnalyzeClasses(
    packages = "dev.stepwell.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ServerHouseTest {
  @ArchTest
  static final ArchRule arrowsPointDown = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .layer("front door")
      .definedBy("dev.stepwell.server")
      .layer("live")
      .definedBy("dev.stepwell.server.live")
      .layer("events")
      .definedBy("dev.stepwell.server.events")
      .layer("functions")
      .definedBy("dev.stepwell.server.functions")
      .layer("runs")
      .definedBy("dev.stepwell.server.runs")
      .layer("secrets")
      .definedBy("dev.stepwell.server.secrets")
      .layer("dashboard")
      .definedBy("dev.stepwell.server.dashboard")
      .layer("health")
      .definedBy("dev.stepwell.server.health")
      .layer("metrics")
      .definedBy("dev.stepwell.server.metrics")
      .layer("jetty")
      .definedBy("dev.stepwell.server.jetty")
      .layer("access")
      .definedBy("dev.stepwell.server.access")
      .layer("intake")
      .definedBy("dev.stepwell.server.intake")
      .layer("http")
      .definedBy("dev.stepwell.server.http")
      .whereLayer("front door")
      .mayOnlyAccessLayers(
          "live",
          "events",
          "functions",
          "runs",
          "secrets",
          "dashboard",
          "health",
          "metrics",
          "jetty",
          "access",
          "intake",
          "http")
      .whereLayer("live")
      .mayOnlyAccessLayers("events", "runs", "http")
      .whereLayer("events")
      .mayOnlyAccessLayers("functions", "runs", "secrets", "http")
      .whereLayer("functions")
      .mayOnlyAccessLayers("runs", "secrets", "http")
      .whereLayer("runs")
      .mayOnlyAccessLayers("secrets", "http")
      .whereLayer("secrets")
      .mayOnlyAccessLayers("http")
      .whereLayer("dashboard")
      .mayOnlyAccessLayers("http")
      .whereLayer("health")
      .mayOnlyAccessLayers("http")
      .whereLayer("metrics")
      .mayOnlyAccessLayers("http")
      .whereLayer("jetty")
      .mayOnlyAccessLayers("http")
      .whereLayer("access")
      .mayOnlyAccessLayers("http")
      .whereLayer("intake")
      .mayOnlyAccessLayers("http")
      .whereLayer("http")
      .mayNotAccessAnyLayer()
      .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("dev.stepwell.server.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule itDoesNotReachIntoTheEngine = noClasses()
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell.runtime.engine",
          "dev.stepwell.runtime.worker",
          "dev.stepwell.runtime.codec",
          "java.sql..");

  @ArchTest
  static final ArchRule onlyOneRoomKnowsJetty = noClasses()
      .that()
      .resideOutsideOfPackage("dev.stepwell.server.jetty")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("org.eclipse.jetty..");

  @ArchTest
  static final ArchRule onlyTheseKnowMicrometer = noClasses()
      .that()
      .doNotBelongToAnyOf(OwnRegistry.class, MicrometerHttpMetrics.class)
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("io.micrometer..", "io.prometheus..");

  /** The servlet requires only the servlet API, Jackson and slf4j. */
  @ArchTest
  static final ArchRule theRestNeedsServletsOnly = classes()
      .that()
      .resideOutsideOfPackage("dev.stepwell.server.jetty")
      .and()
      .doNotBelongToAnyOf(OwnRegistry.class, MicrometerHttpMetrics.class)
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "dev.stepwell..",
          "java..",
          "javax.crypto..",
          "jakarta.servlet..",
          "com.fasterxml.jackson..",
          "org.slf4j..",
          "org.jspecify.annotations..");
}
