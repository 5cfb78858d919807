/** The endpoint by which an Inngest server runs the same functions. */
module dev.stepwell.inngest {
  requires transitive dev.stepwell.runtime;
  requires transitive java.net.http;
  requires transitive jdk.httpserver;
  requires static transitive jakarta.servlet;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.stepwell.inngest;
  exports dev.stepwell.inngest.wire;
}
