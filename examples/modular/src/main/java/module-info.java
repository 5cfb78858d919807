/** An application on the module path, with all that Stepwell has for it. */
module users.greeting {
  requires dev.stepwell;
  requires dev.stepwell.dev;
  requires dev.stepwell.encryption;
  requires dev.stepwell.inngest;
  requires dev.stepwell.jackson3;
  requires dev.stepwell.metrics;
  requires dev.stepwell.opentelemetry;
  requires dev.stepwell.runtime;
  requires dev.stepwell.sentry;
  requires dev.stepwell.server.starter;
  requires micrometer.core;
  requires static java.compiler;

  provides dev.stepwell.contract.Catalog with
      users.greeting.GreetingCatalog;

  opens users.greeting;
}
