/** What users name in their code, and what generated code calls. */
module dev.stepwell {
  requires transitive java.sql;
  requires static transitive org.jspecify;

  exports dev.stepwell;
  exports dev.stepwell.contract;
  exports dev.stepwell.contract.condition;
}
