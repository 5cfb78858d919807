/** A middleware that makes traces of runs and steps. */
module dev.stepwell.opentelemetry {
  requires transitive dev.stepwell.runtime;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires static transitive org.jspecify;

  exports dev.stepwell.opentelemetry;
}
