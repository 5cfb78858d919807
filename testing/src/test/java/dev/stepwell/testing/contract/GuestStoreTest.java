package dev.stepwell.testing.contract;

import org.junit.jupiter.api.Tag;

/**
 * The store works in a schema of another name, as a role that may only read and write rows. None of its statements
 * names the default schema.
 */
@Tag("guest")
class GuestStoreTest extends PostgresStoreTest {
  @Override
  PostgresSubject subject() {
    return PostgresSubject.guest();
  }
}
