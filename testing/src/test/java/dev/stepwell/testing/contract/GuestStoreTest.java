package dev.stepwell.testing.contract;

/**
 * The store works in a schema of another name, as a role that may only read and write rows. None of its statements
 * names the default schema.
 */
class GuestStoreTest extends PostgresStoreTest {
  @Override
  PostgresSubject subject() {
    return PostgresSubject.guest("Tenant's \"A\".stepwell ?");
  }
}
