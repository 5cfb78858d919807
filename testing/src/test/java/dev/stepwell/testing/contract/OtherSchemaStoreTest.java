package dev.stepwell.testing.contract;

/** The store in a schema of another name does the same, and nothing that it does names the default schema. */
class OtherSchemaStoreTest extends PostgresStoreTest {
  @Override
  PostgresSubject subject() {
    return new PostgresSubject("Tenant's \"A\".stepwell ?");
  }
}
