/** The server, and the Jetty with which it listens by itself. */
module dev.stepwell.server.starter {
  requires transitive dev.stepwell.server;
  requires io.prometheus.metrics.model;
  requires micrometer.registry.prometheus;
  requires org.eclipse.jetty.ee10.servlet;
}
