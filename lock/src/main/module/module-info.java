/** Compares functions with those of the last release. */
module dev.stepwell.lock {
  requires com.fasterxml.jackson.databind;
  requires java.sql;
  requires org.postgresql.jdbc;
  requires static transitive org.jspecify;

  exports dev.stepwell.lock;

  opens dev.stepwell.lock to
      com.fasterxml.jackson.databind;
}
