/** HTTP: events, runs, live streams and the dashboard. */
module dev.stepwell.server {
  requires transitive dev.stepwell.metrics;
  requires static transitive jakarta.servlet;
  requires static io.prometheus.metrics.model;
  requires static micrometer.registry.prometheus;
  requires static org.eclipse.jetty.ee10.servlet;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.stepwell.server;
  exports dev.stepwell.server.metrics;

  opens dev.stepwell.server.access to
      com.fasterxml.jackson.databind;
  opens dev.stepwell.server.events to
      com.fasterxml.jackson.databind;
  opens dev.stepwell.server.functions to
      com.fasterxml.jackson.databind;
  opens dev.stepwell.server.health to
      com.fasterxml.jackson.databind;
  opens dev.stepwell.server.http to
      com.fasterxml.jackson.databind;
  opens dev.stepwell.server.live to
      com.fasterxml.jackson.databind;
  opens dev.stepwell.server.runs to
      com.fasterxml.jackson.databind;
}
