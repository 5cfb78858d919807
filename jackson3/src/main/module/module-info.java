/** A mapping of values with Jackson 3. */
module dev.stepwell.jackson3 {
  requires transitive dev.stepwell.runtime;
  requires transitive tools.jackson.databind;
  requires static transitive org.jspecify;

  exports dev.stepwell.jackson3;
}
