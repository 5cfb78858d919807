package dev.stepwell.examples.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A Postgres for tests. */
public final class ShopDatabase {
  private static final EmbeddedPostgres POSTGRES = start();

  private ShopDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address. */
  public static String url() {
    return POSTGRES.getJdbcUrl("postgres", "postgres");
  }
}
