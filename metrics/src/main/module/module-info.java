/** Meters for Micrometer, and health. */
module dev.stepwell.metrics {
  requires transitive dev.stepwell.runtime;
  requires static transitive micrometer.core;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports dev.stepwell.metrics;
}
