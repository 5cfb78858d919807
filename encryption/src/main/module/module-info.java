/** A codec that encrypts payloads and results. */
module dev.stepwell.encryption {
  requires transitive dev.stepwell.runtime;
  requires static transitive org.jspecify;

  exports dev.stepwell.encryption;
}
