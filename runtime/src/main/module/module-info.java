/** Executes functions on Postgres. */
module dev.stepwell.runtime {
  requires transitive dev.stepwell;
  requires transitive com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;
  requires com.cronutils;
  requires com.fasterxml.jackson.datatype.jdk8;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires com.zaxxer.hikari;
  requires java.logging;
  requires jdk.unsupported;
  requires org.postgresql.jdbc;
  requires org.slf4j;

  exports dev.stepwell.runtime;
  exports dev.stepwell.runtime.client;
  exports dev.stepwell.runtime.codec;
  exports dev.stepwell.runtime.jdbc;
  exports dev.stepwell.runtime.middleware;
  exports dev.stepwell.runtime.model;
  exports dev.stepwell.runtime.secrets;
  exports dev.stepwell.runtime.store;
  // For Stepwell's other modules, to all: builds put dev.stepwell.testing on the class path of tests that run in a module.
  exports dev.stepwell.runtime.engine;
  exports dev.stepwell.runtime.time;

  opens dev.stepwell.runtime.codec to
      com.fasterxml.jackson.databind;
  opens dev.stepwell.runtime.model to
      com.fasterxml.jackson.databind;

  uses dev.stepwell.contract.Catalog;
}
