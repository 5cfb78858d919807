/** For users' tests: a manual engine on a store in memory, with settable time. */
module dev.stepwell.testing {
  requires transitive dev.stepwell.runtime;
  requires static transitive org.jspecify;

  exports dev.stepwell.testing;
}
