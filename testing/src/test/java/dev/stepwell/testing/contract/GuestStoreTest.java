package dev.stepwell.testing.contract;

/**
 * The store does the same in a schema of another name, as a role that may only read and write rows; and nothing that it does names the default
 * schema.
 */
class GuestStoreTest extends PostgresStoreTest {
  @Override
  PostgresSubject subject() {
    return PostgresSubject.guest("Tenant's \"A\".stepwell ?");
  }
}
